#include "payouts/claim_row_forms.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"
#include "payouts/claim_ground.hpp"
#include "payouts/claim_store.hpp"
#include "providers/undertaking.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

constexpr int rows_least = 3;
constexpr std::size_t faults_told_most = 100;
constexpr std::string_view row_texts[] = {"supplier", "supplier_number", "invoice_number", "invoice_on", "paid_on", "net", "vat"};
constexpr std::string_view row_choices[] = {"kind", "cost_line", "document", "payment_document"};

std::string error_of(const ActionFormContext& context, const std::string& field) {
    for (const auto& problem : context.problems) {
        if (problem.field == field) return context.words(problem);
    }
    return "";
}

int last_row_typed(const Typed& typed) {
    int last = 0;
    for (const auto& [name, value] : typed) {
        if (!name.starts_with("row_") || value.empty() || name.ends_with("_cost_line") || name.ends_with("_kind")) continue;
        last = std::max(last, std::atoi(name.c_str() + 4));
    }
    return std::min(last, claim_rows_most);
}

// The documents a row may point at, what is shown of the claim first. A marked one keeps its name to itself.
std::vector<Option> document_options(const ActionFormContext& context) {
    auto documents = documents_of(context.tx, context.subject.id);
    std::erase_if(documents, [](const auto& one) { return !one.newest || one.direction == "out"; });
    std::stable_partition(documents.begin(), documents.end(), [](const auto& one) { return one.kind == "claim_proof"; });
    const bool may_open = may_open_secret(context.tx, context.subject, context.actor);
    std::vector<Option> options{{"", context.words("payouts.no_document")}};
    for (const auto& one : documents) {
        const auto name = one.secrecy.empty() || may_open ? one.document.name : context.words("document.secret_name");
        options.push_back({std::to_string(one.document.id.value()), std::to_string(one.number) + ". " + name});
    }
    return options;
}

void put_choice(View& row, std::string_view section, const std::vector<Option>& options, const std::string& chosen) {
    for (const auto& option : options) {
        row.add(section).set("VALUE", option.value).set("LABEL", option.label).show_if(option.value == chosen, "SELECTED");
    }
}

struct RowOptions {
    std::vector<Option> kinds, lines, documents;
};

RowOptions row_options(const ActionFormContext& context) {
    RowOptions options;
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const bool flat = std::any_of(form.cost_lines.begin(), form.cost_lines.end(), [](const auto& line) { return !line.flat_rate_parameter.empty(); });
    for (const auto kind : expenditure_kinds) {
        if (kind == "flat_rate" && !flat) continue;
        options.kinds.push_back({std::string(kind), context.words("payouts.expenditure_kind." + std::string(kind))});
    }
    for (const auto& line : form.cost_lines) options.lines.push_back({line.name, line.label.in(context.words.language())});
    options.documents = document_options(context);
    return options;
}

void put_row(const ActionFormContext& context, const RowOptions& options, int number, View& view) {
    const auto prefix = "row_" + std::to_string(number) + "_";
    auto& row = view.add("EXPENSE").set("N", number);
    for (const auto field : row_texts) row.set(view_name(field), context.value(prefix + std::string(field)));
    // What an older form or another program called the amount is its net.
    if (context.value(prefix + "net").empty()) row.set("NET", context.value(prefix + "amount"));
    put_choice(row, "ROW_KIND", options.kinds, context.value(prefix + "kind", "invoice"));
    put_choice(row, "COST_LINE", options.lines, context.value(prefix + "cost_line"));
    put_choice(row, "DOCUMENT", options.documents, context.value(prefix + "document"));
    put_choice(row, "PAYMENT_DOCUMENT", options.documents, context.value(prefix + "payment_document"));
    const auto put_error = [&](std::string_view field) {
        const auto text = error_of(context, prefix + std::string(field));
        if (!text.empty()) row.add("ERROR").set("TEXT", text);
    };
    for (const auto field : row_choices) put_error(field);
    for (const auto field : row_texts) put_error(field);
    put_error("amount");
}

void fill_claim(const ActionFormContext& context, View& view) {
    const auto reading = claim_reading(context.services, context.tx, context.subject, context.services.clock.today());
    view.show(reading.vat_counts ? "VAT_COUNTS" : "VAT_DEDUCTED");
    put_field(view, "rows_file", "", context.problems, context.words);
    put_check(view, "skip_faulty", !context.value("skip_faulty").empty(), context.problems, context.words);
    view.set("TEMPLATE_URL", case_url(context.subject) + "/claim-rows");
    if (const auto left_out = context.value("rows_left_out"); !left_out.empty()) view.add("LEFT_OUT").set("TEXT", context.words("payouts.rows_left_out", {left_out}));
    view.set("ROWS_LEFT_OUT", context.value("rows_left_out"));
    const auto options = row_options(context);
    const auto last = last_row_typed(context.typed);
    const auto more = context.value("change_rows") == "add" ? 3 : 1;
    const int rows = std::min(claim_form_rows_most, std::max(rows_least, last + more));
    for (int number = 1; number <= rows; ++number) put_row(context, options, number, view);
    view.show_if(rows < claim_form_rows_most, "MAY_ADD");
    put_field(view, "in_kind_financing", context.value("in_kind_financing"), context.problems, context.words);
    if (const auto room = advance_room(context.services, context.tx, context.subject); !room.zero()) {
        auto& advance = view.add("ADVANCE").set("ROOM", context.words("payouts.advance_room", {room.swedish()}));
        put_field(advance, "advance_amount", context.value("advance_amount"), context.problems, context.words);
    }
    put_check(view, "final", !context.value("final").empty(), context.problems, context.words);
}

// --- review ---------------------------------------------------------------------------------------------------------

void put_findings(const ActionFormContext& context, const Expenditure& expense, const RowFindings& findings, View& row) {
    for (const auto& finding : findings) {
        const auto rule = replaced_all(finding.rule, " §", "\u00a0§");
        const auto text = context.words("payouts.finding." + finding.code, finding.values) + " (" + rule + ")";
        if (finding.weight == FindingWeight::warning) {
            row.add("WARNING").set("TEXT", text);
            continue;
        }
        const auto field = finding_field(expense, finding);
        auto& shown = row.add("SERIOUS").set("TEXT", text).set("FIELD", field).set("VALUE", context.value(field, finding.acknowledged));
        if (const auto error = error_of(context, field); !error.empty()) shown.add("INVALID").set("ERROR", error);
    }
}

void put_proof(const ActionFormContext& context, const Expenditure& expense, const std::vector<CaseDocument>& documents, View& row) {
    const auto put = [&](const std::optional<Id<Document>>& id, const std::string& label) {
        if (!id) return;
        const auto found = std::find_if(documents.begin(), documents.end(), [&](const auto& one) { return one.document.id == *id; });
        if (found == documents.end()) return;
        row.add("PROOF").set("URL", case_url(context.subject) + "/documents/" + std::to_string(id->value()))
            .set("LABEL", context.words(label, {std::to_string(found->number)}));
    };
    put(expense.document, "payouts.proof_of_invoice");
    put(expense.payment_document, "payouts.proof_of_payment");
}

// What nobody has looked at is proposed whole, but a row with a serious finding is approved by a person or not at all.
Money proposed_for(const Expenditure& row, const RowFindings& findings) {
    const bool serious = std::any_of(findings.begin(), findings.end(), [](const auto& each) { return each.weight == FindingWeight::serious; });
    return row.approved.value_or(serious ? Money() : row.amount);
}

void put_review_row(const ActionFormContext& context, const Expenditure& expense, const RowFindings& findings,
                    const std::vector<CaseDocument>& documents, View& view) {
    const auto number = std::to_string(expense.sequence);
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    auto& row = view.add("EXPENSE").set("N", number);
    const auto kind = context.words("payouts.expenditure_kind." + expense.kind);
    row.set("SUPPLIER", expense.supplier.empty() ? kind : expense.supplier).set("INVOICE", expense.invoice_number);
    row.show_if(!expense.invoice(), "NO_INVOICE").set("KIND", kind);
    if (const auto* line = form.cost_line(expense.cost_line)) row.set("LINE", line->label.in(context.words.language()));
    if (expense.invoice()) row.add("DAYS").set("INVOICE_ON", expense.invoice_on.iso()).set("PAID_ON", expense.paid_on.iso());
    row.set("AMOUNT", expense.amount.swedish());
    if (expense.net && !expense.vat.zero()) row.add("VAT").set("TEXT", context.words("payouts.net_and_vat", {expense.net->swedish(), expense.vat.swedish()}));
    row.set("APPROVED", context.value("approved_" + number, proposed_for(expense, findings).swedish_number()));
    row.set("REASON", context.value("reason_" + number, expense.reason)).set("QUESTION", context.value("question_" + number, expense.question));
    for (const auto& field : {"approved_" + number, "reason_" + number, "question_" + number}) {
        const auto text = error_of(context, field);
        if (!text.empty()) row.add("ERROR").set("TEXT", text);
    }
    put_proof(context, expense, documents, row);
    put_findings(context, expense, findings, row);
}

void fill_claim_review(const ActionFormContext& context, View& view) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim) return;
    view.set("CLAIMED", claim->claimed.swedish());
    view.show_if(claim->kind == "yearly", "YEARLY");
    if (claim->advance) {
        auto& advance = view.add("ADVANCE").set("ROOM", context.words("payouts.advance_room", {advance_room(context.services, context.tx, context.subject).swedish()}));
        put_field(advance, "advance_approved", context.value("advance_approved", claim->claimed.swedish_number()), context.problems, context.words);
    }
    if (claim->kind != "expenditure" || claim->advance) return;
    const auto review = review_so_far(context.services, context.tx, context.subject, *claim);
    const auto documents = documents_of(context.tx, context.subject.id);
    int serious = 0;
    for (std::size_t i = 0; i < review.rows.size(); ++i) {
        put_review_row(context, review.rows[i], review.findings[i], documents, view);
        for (const auto& finding : review.findings[i]) serious += finding.weight == FindingWeight::serious ? 1 : 0;
    }
    if (serious > 0) view.add("SERIOUS_SUM").set("TEXT", context.words("payouts.serious_findings", {std::to_string(serious)}));
    auto proposed = review.rows;
    for (std::size_t i = 0; i < proposed.size(); ++i) proposed[i].approved = proposed_for(proposed[i], review.findings[i]);
    put_calculation(calculation_of(context.services, context.tx, context.subject, proposed),
                    context.services.forms.get(context.subject.form, context.subject.form_version), context.words, view);
    view.show("KEEP");
}

// What the rows are asked about, ready to send.
void fill_claim_supplement(const ActionFormContext& context, View& view) {
    const auto today = context.services.clock.today();
    std::string asked;
    if (const auto claim = open_claim(context.tx, context.subject.id)) {
        for (const auto& row : expenditure_of(context.tx, claim->id)) {
            if (row.question.empty()) continue;
            asked += "\n" + context.words("payouts.question_on_row", {std::to_string(row.sequence), row.supplier, row.invoice_number, row.question});
        }
    }
    const auto text = asked.empty() ? context.words("cases.request.default_supplement") : context.words("payouts.questions") + "\n" + asked;
    put_field(view, "question", context.value("question", text), context.problems, context.words);
    const auto days = context.services.parameters.number("supplement_days", today);
    put_field(view, "due_on", context.value("due_on", today.plus_days(static_cast<int>(days)).iso()), context.problems, context.words);
    put_field(view.add("CONSEQUENCES"), "consequence", context.value("consequence", context.words("cases.request.default_consequence")),
              context.problems, context.words);
}

// --- tables ---------------------------------------------------------------------------------------------------------

// The rows of the file go after those typed by hand. With a fault nothing of it is taken in, unless what is faulty is to be left.
void read_rows_file(const Services& services, const Actor& actor, const Words& words, std::string_view diary_number,
                    const std::string& bytes, ActionInput& input) {
    if (bytes.empty()) return;
    const auto read = read_claim_file(services, actor, words, diary_number, bytes);
    const auto faulty = read.table.faulty();
    if (!faulty.empty() && input.text("skip_faulty").empty()) {
        Problems problems;
        for (const auto& fault : read.table.faults) {
            if (problems.size() == faults_told_most) break;
            problems.push_back(fault_as_problem(fault, words));
        }
        if (read.table.faults.size() > faults_told_most) {
            problems.push_back({"rows_file", "claim.more_faults", {std::to_string(read.table.faults.size() - faults_told_most)}});
        }
        throw Error(ErrorKind::invalid, std::move(problems));
    }
    int number = last_row_typed(input.fields);
    const bool shown = !input.text("change_rows").empty();
    const auto rows = read.table.rows.size() - faulty.size();
    if (shown && number + static_cast<int>(rows) > claim_form_rows_most) {
        throw Error(ErrorKind::invalid, {{"rows_file", "claim.rows_not_shown", {std::to_string(rows), std::to_string(claim_form_rows_most)}}});
    }
    for (std::size_t i = 0; i < read.table.rows.size(); ++i) {
        if (std::find(faulty.begin(), faulty.end(), i) != faulty.end()) continue;
        const auto prefix = "row_" + std::to_string(++number) + "_";
        for (const auto& [field, value] : read.table.rows[i]) input.fields[prefix + field] = value;
    }
    if (!faulty.empty()) input.fields["rows_left_out"] = std::to_string(faulty.size());
}

}  // namespace

void put_calculation(const ClaimCalculation& done, const SupportForm& form, const Words& words, View& view) {
    if (done.lines.empty()) return;
    auto& table = view.add("CALCULATION");
    for (const auto& line : done.lines) {
        const auto* known = form.cost_line(line.line);
        auto& row = table.add("LINE_ROW").set("LINE", known ? known->label.in(words.language()) : line.line);
        row.set("CAP", line.cap ? line.cap->swedish() : "–").set("BEFORE", line.before.swedish()).set("NOW", line.now.swedish());
        row.set("COUNTED", line.counted().swedish()).set("SHARE", share_text(line.share)).set("AID", line.aid().swedish());
    }
    table.set("EARNED", done.earned.swedish()).set("PAID_BEFORE", done.paid.swedish()).set("LEFT", done.left.swedish());
    table.set("PAYABLE_NOW", done.payable.swedish());
    if (!done.unsettled.zero()) table.add("UNSETTLED").set("SUM", done.unsettled.swedish());
    if (!done.over().zero()) table.add("OVER").set("TEXT", words("payouts.over_lines", {done.over().swedish()}));
}

ClaimTableRead read_claim_file(const Services& services, const Actor& actor, const Words& words, std::string_view diary_number,
                               const std::string& bytes) {
    require_case_reader(actor);
    Table table;
    try {
        table = services.documents.tables.read(bytes);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        auto problems = error.problems();
        for (auto& problem : problems) problem.field = "rows_file";
        throw Error(ErrorKind::invalid, std::move(problems));
    }
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number);
        const auto& form = services.forms.get(subject.form, subject.form_version);
        std::map<int, std::int64_t> documents;
        for (const auto& one : documents_of(tx, subject.id)) {
            if (one.newest) documents[one.number] = one.document.id.value();
        }
        const auto& other = words.language() == "sv" ? services.languages.en : services.languages.sv;
        auto columns = claim_columns(form, documents, words, other);
        auto read = read_claim_table(table, columns, claim_reading(services, tx, subject, services.clock.today()));
        return ClaimTableRead{std::move(read), std::move(columns)};
    });
}

Problem fault_as_problem(const ClaimTableFault& fault, const Words& words) {
    const auto place = fault.cell.empty() ? fault.column : fault.column + " (" + fault.cell + ")";
    return {"rows_file", fault.content.empty() ? "claim.table_cell_empty" : "claim.table_cell",
            {std::to_string(fault.row), place, words(fault.problem), fault.content}};
}

void register_claim_row_forms(ActionForms& forms) {
    forms.add("claim", {"payouts/claim_form", fill_claim, true});
    forms.add("claim_review", {"payouts/claim_review_form", fill_claim_review});
    forms.add("claim_supplement", {"cases/request_form", fill_claim_supplement});
    forms.add_reading("rows_file", read_rows_file);
}

}  // namespace bygd
