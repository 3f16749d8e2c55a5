#include "payouts/claim_ground.hpp"

#include <algorithm>

#include "aid/de_minimis_store.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/decision_store.hpp"
#include "documents/document_store.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_store.hpp"

namespace bygd {

namespace {

const SupportForm& form_of(const Services& services, const Case& subject) {
    return services.forms.get(subject.form, subject.form_version);
}

// What is paid follows the law the decision rested on, whenever it is asked for.
Date decided_day(const Services& services, const Case& subject) { return subject.decided_on.value_or(services.clock.today()); }

Date law_day_of(const Services& services, const Case& subject) {
    return law_day(services.parameters.bases().get(subject.legal_basis), decided_day(services, subject));
}

Money approved_before(const std::vector<LineTotal>& totals, const std::string& line) {
    const auto found = std::find_if(totals.begin(), totals.end(), [&](const auto& total) { return total.cost_line == line; });
    return found == totals.end() ? Money() : found->approved;
}

void put_quotes(const Services& services, Transaction& tx, const Case& subject, ClaimGround& ground) {
    const auto day = decided_day(services, subject);
    const auto* limit = services.parameters.find("regional_quotes_over", day);
    const auto* needed = services.parameters.find("regional_quotes", day);
    if (!limit || !needed) return;
    ground.quotes_over = Money::of_minor(limit->value);
    ground.quotes_needed = needed->value;
    const auto documents = documents_of(tx, subject.id);
    const auto filed = std::count_if(documents.begin(), documents.end(), [](const auto& one) { return one.newest && one.kind == "quotes"; });
    ground.quotes = std::max<std::int64_t>(application_of_json(subject.application).number("quote_count").value_or(0), filed);
}

}  // namespace

ClaimReading claim_reading(const Services& services, Transaction& tx, const Case& subject, Date today) {
    ClaimReading reading;
    const auto& form = form_of(services, subject);
    for (const auto& line : form.cost_lines) {
        reading.cost_lines.push_back(line.name);
        if (line.flat_rate_parameter.empty()) continue;
        if (const auto* rate = services.parameters.find(line.flat_rate_parameter, law_day_of(services, subject))) {
            reading.flat_rates[line.name] = {BasisPoints{rate->value}, line.flat_rate_of};
        }
    }
    reading.vat_counts = application_of_json(subject.application).value("vat_deductible") == "no";
    reading.today = today;
    for (const auto& document : documents_of(tx, subject.id)) {
        if (document.newest) reading.documents.push_back(document.document.id.value());
    }
    return reading;
}

ClaimGround claim_ground(const Services& services, Transaction& tx, const Case& subject, Id<Claim> claim,
                         const std::vector<Expenditure>& rows) {
    ClaimGround ground;
    ground.legal_basis = subject.legal_basis;
    ground.application_received = subject.received_on;
    const auto decisions = decisions_of(tx, subject.id);
    if (const auto* force = in_force(decisions)) {
        ground.period_from = force->period_from;
        ground.period_to = force->period_to;
    }
    const auto costs = costs_in_force(decisions);
    if (!costs.empty()) {
        const auto before = approved_by_line(tx, subject.id);
        for (const auto& line : form_of(services, subject).cost_lines) {
            const auto whole = approved_on(costs, line.name), used = approved_before(before, line.name);
            ground.lines.push_back({line.name, used < whole ? whole - used : Money()});
        }
    }
    ground.known = known_invoices(tx, subject.id, claim, rows);
    const auto group = de_minimis_ground(tx, subject.organisation, std::nullopt, services.clock.today());
    for (const auto& member : group.members) ground.related.push_back({member.number, member.name});
    put_quotes(services, tx, subject, ground);
    return ground;
}

ClaimReview review_so_far(const Services& services, Transaction& tx, const Case& subject, const Claim& claim) {
    ClaimReview review{expenditure_of(tx, claim.id), {}};
    review.findings = findings_of(review.rows, claim_ground(services, tx, subject, claim.id, review.rows));
    const auto earlier = findings_of_review(tx, claim.id);
    for (std::size_t i = 0; i < review.rows.size(); ++i) {
        const auto before = earlier.find(review.rows[i].id.value());
        if (before == earlier.end()) continue;
        for (auto& finding : review.findings[i]) {
            const auto same = std::find_if(before->second.begin(), before->second.end(), [&](const auto& each) { return each.code == finding.code; });
            if (same != before->second.end()) finding.acknowledged = same->acknowledged;
        }
    }
    return review;
}

ClaimCalculation calculation_of(const Services& services, Transaction& tx, const Case& subject, const std::vector<Expenditure>& rows) {
    const auto before = approved_by_line(tx, subject.id);
    const auto costs = costs_in_force(decisions_of(tx, subject.id));
    const auto& form = form_of(services, subject);
    auto money = claim_money(tx, subject);
    std::vector<ClaimLine> lines;
    for (const auto& known : form.cost_lines) {
        ClaimLine line{known.name, std::nullopt, BasisPoints{0}, approved_before(before, known.name), Money()};
        for (const auto& row : rows) {
            if (row.cost_line == known.name) line.now += row.approved.value_or(row.amount);
        }
        if (!costs.empty()) line.cap = approved_on(costs, known.name);
        if (line.in_all().zero() && (!line.cap || line.cap->zero())) continue;
        line.share = services.parameters.share(known.share_parameter, law_day_of(services, subject));
        lines.push_back(std::move(line));
    }
    for (const auto& row : rows) {
        if (row.kind == "in_kind") money.in_kind += row.approved.value_or(row.amount);
    }
    return calculate_claim(std::move(lines), money);
}

Money advance_room(const Services& services, Transaction& tx, const Case& subject) {
    const auto* share = services.parameters.find("investment_advance_share", law_day_of(services, subject));
    return share ? most_in_advance(claim_money(tx, subject), BasisPoints{share->value}) : Money();
}

}  // namespace bygd
