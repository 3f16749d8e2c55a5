#include "payouts/claim_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/problem_json.hpp"
#include "http/router.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_ground.hpp"
#include "payouts/claim_row_forms.hpp"
#include "payouts/claim_store.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json findings_json(const RowFindings& findings, const Words& words) {
    json list = json::array();
    for (const auto& each : findings) {
        list.push_back({{"code", each.code}, {"weight", std::string(to_string(each.weight))}, {"rule", each.rule},
                        {"message", words("payouts.finding." + each.code, each.values)}, {"acknowledged", each.acknowledged}});
    }
    return list;
}

json id_of(const std::optional<Id<Document>>& id) { return id ? json(id->value()) : json(); }

json row_json(const Expenditure& row, const RowFindings& findings, const Words& words) {
    return {{"row", row.sequence},
            {"kind", row.kind},
            {"cost_line", row.cost_line},
            {"supplier", row.supplier},
            {"supplier_number", row.supplier_number},
            {"invoice_number", row.invoice_number},
            {"invoice_on", row.invoice_on.iso()},
            {"paid_on", row.paid_on.iso()},
            {"net", row.net ? json(row.net->plain()) : json()},
            {"vat", row.vat.plain()},
            {"amount", row.amount.plain()},
            {"approved", row.approved ? json(row.approved->plain()) : json()},
            {"reason", row.reason},
            {"question", row.question},
            {"document_id", id_of(row.document)},
            {"payment_document_id", id_of(row.payment_document)},
            {"findings", findings_json(findings, words)}};
}

// An open claim as the control sees it now, one that is done as it was reviewed.
json claim_json(const Services& services, Transaction& tx, const Case& subject, const Claim& claim, const Words& words) {
    json one{{"sequence", claim.sequence}, {"kind", claim.kind}, {"state", claim.state}, {"final", claim.final},
             {"advance", claim.advance}, {"received_on", claim.received_on.iso()}, {"claimed", claim.claimed.plain()},
             {"in_kind_financing", claim.in_kind.plain()}, {"approved", claim.approved.plain()},
             {"payable", claim.payable.plain()}, {"rows", json::array()}};
    one["calculation"] = json::parse(claim.calculation);
    if (claim.kind != "expenditure" || claim.advance) return one;
    if (claim.state == "in_review") {
        const auto review = review_so_far(services, tx, subject, claim);
        for (std::size_t i = 0; i < review.rows.size(); ++i) one["rows"].push_back(row_json(review.rows[i], review.findings[i], words));
        one["calculation"] = to_json(calculation_of(services, tx, subject, review.rows));
        return one;
    }
    const auto found = findings_of_review(tx, claim.id);
    for (const auto& row : expenditure_of(tx, claim.id)) {
        const auto of_row = found.find(row.id.value());
        one["rows"].push_back(row_json(row, of_row == found.end() ? RowFindings() : of_row->second, words));
    }
    return one;
}

Response get_claims(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = services.languages.of(request.language());
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number_of_path(request.param("number")));
        json list = json::array();
        for (const auto& claim : claims_of(tx, subject.id)) list.push_back(claim_json(services, tx, subject, claim, words));
        return json_response({{"claims", std::move(list)}, {"advance_left", advance_room(services, tx, subject).plain()}});
    });
}

// Reads a table and says what is wrong with it, cell by cell; nothing is saved. The rows are what "rows" of the step takes.
Response post_table(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto& words = services.languages.of(request.language());
    const auto bytes = base64_decoded(json_member(body, "content"));
    if (!bytes) refuse(ErrorKind::bad_request, "request.not_base64");
    const auto read = read_claim_file(services, request.actor(), words, diary_number_of_path(request.param("number")), *bytes);
    const auto faulty = read.table.faulty();
    json rows = json::array(), faults = json::array();
    for (std::size_t i = 0; i < read.table.rows.size(); ++i) {
        const bool good = std::find(faulty.begin(), faulty.end(), i) == faulty.end();
        rows.push_back({{"line", read.table.numbers[i]}, {"good", good}, {"fields", read.table.rows[i]}});
    }
    for (const auto& fault : read.table.faults) {
        faults.push_back({{"line", fault.row}, {"column", fault.column}, {"cell", fault.cell}, {"content", fault.content},
                          {"code", fault.problem.code}, {"message", words(fault.problem)}});
    }
    return json_response({{"rows", std::move(rows)}, {"faults", std::move(faults)}, {"ignored_columns", read.table.ignored}});
}

}  // namespace

void add_claim_api(Router& router, const Services& services) {
    const RouteOptions large{.body_bytes = limits::body_bytes * 4 / 3};
    router.get("/api/v1/cases/{number}/claims", [&](Request& request) { return get_claims(services, request); });
    router.post("/api/v1/cases/{number}/claim-table", [&](Request& request) { return post_table(services, request); }, large);
}

}  // namespace bygd
