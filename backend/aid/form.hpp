// The form of a support: its fields, required documents, checklist and cost lines, read from schemas/forms/NAME.vN.json,
// and the check of what a person typed into it. A case keeps the version it was begun with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/label.hpp"
#include "base/money.hpp"

namespace bygd {

class Parameters;

enum class FieldKind { text, long_text, money, number, date, yes_no, choice };

struct Choice {
    std::string value;
    Label label;
};

struct FormField {
    std::string name;
    FieldKind kind = FieldKind::text;
    Label label, help, unit;
    bool required = false;
    std::optional<std::int64_t> least, most;        // of a number
    std::vector<Choice> choices;
};

struct DocumentKind {
    std::string name;
    Label label;
    bool required = false;
    std::optional<Date> valid_from, valid_to;       // of the day the application came in; both included
    bool asked_on(Date received) const {
        return (!valid_from || *valid_from <= received) && (!valid_to || received <= *valid_to);
    }
};

struct ChecklistItem {
    std::string name;
    Label label, help;
    std::string paragraph;
};

// A kind of cost that may be supported, the parameter that holds its highest share, and its ground.
struct CostLine {
    std::string name;
    Label label;
    std::string share_parameter;
    std::string paragraph;                          // "16 § 1", of the newest legal basis
    std::map<std::string, std::string, std::less<>> earlier;   // of earlier ones, by their numbers
    std::string flat_rate_parameter = {};           // a share that is paid without invoices; empty: none on this line
    std::vector<std::string> flat_rate_of = {};     // the lines it is a share of; empty: every other line
    const std::string& paragraph_under(std::string_view basis) const;
};

// What a rule that is not met does: refusals stand in the way, warnings and notes are told.
enum class Severity { refusal, warning, note };

// One rule as it applies to a form under one legal basis: a function known by name (aid/rule_table) with its paragraph
// and the names of its parameters.
struct RuleLine {
    std::string rule, paragraph;
    std::map<std::string, std::string, std::less<>> parameters;   // role -> name in schemas/parameters; alone it is "limit"
    std::string waived_by;                          // the paragraph by which special reasons may waive it; empty: nothing may
    std::string guideline;                          // "region", "agency": advice beside the law; empty: law
    Severity kind = Severity::refusal;
    Severity if_unknown = Severity::refusal;        // when what it asks for is not known
    std::string line;                               // of the cost lines or the calculation that it is about
    std::vector<std::string> counts;                // "service_grant to recipient", "operating_support to outlet"
    std::vector<std::string> groups;                // of an assortment
    std::optional<Date> from, to;                   // law days it applies on; both included
    std::string note;                               // doubt about the rule, for a person to read
};

struct FormLaw {
    std::string basis;                              // "2024:1243"
    std::string paragraphs;                         // "15-18 §§": shown wherever the form's rules are applied
    std::vector<RuleLine> rules;                    // in the order they are applied
};

// Something to look up about the applicant in another register before support is granted (domain §3.3).
struct RegisterCheck {
    std::string name;
    Label label;
    int valid_days = 90;                            // how long it may be relied on
};

struct SupportForm {
    std::string name;                               // "investment_support"
    int version = 1;
    Label label, description;
    std::string legal_basis;                        // "2024:1243": the newest of its law
    std::string paragraphs;                         // "15-18 §§": of the newest
    std::vector<FormLaw> law;                       // newest first; a version that lists none has the next version's
    std::string workflow;
    std::string applicant;                          // "company", "municipality"
    bool needs_outlet = true;
    std::string payout;                             // "claims", "direct", "yearly": 32 §
    std::vector<FormField> fields;
    std::vector<DocumentKind> documents;
    std::vector<ChecklistItem> checklist;
    std::vector<CostLine> cost_lines;
    std::vector<RegisterCheck> checks;
    std::vector<std::string> required_opinions;     // recipient kinds: "municipality" (28 § 3)

    const CostLine* cost_line(std::string_view line) const;
    const FormLaw* law_under(std::string_view basis) const;                   // null: not given under it
    const std::string& paragraphs_under(std::string_view basis) const;        // the newest's when it is not given under it
};

using Typed = std::map<std::string, std::string, std::less<>>;   // what a person typed, by field name

struct CostRow {
    std::string line;                               // of the form's cost_lines
    std::string description;
    Money amount;                                   // without VAT
    Money vat;
    std::optional<Date> ordered_on;                 // the day of its order or invoice, where known
};

// A checked application: values in canonical form (money "1250.00", dates ISO, "yes"/"no"), by field name.
struct Application {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<CostRow> costs;

    std::string value(std::string_view field) const;              // empty when there is none
    std::optional<Money> money(std::string_view field) const;
    std::optional<std::int64_t> number(std::string_view field) const;
};

// Throws Error invalid with every problem, each on its field. Cost rows are typed as cost_1_line, cost_1_description,
// cost_1_amount, cost_2_line ..., with cost_1_vat and cost_1_ordered_on where there are any. Problems: required, text.too_long, amount.*, date.*, number.range, choice.unknown,
// cost.line, cost.none, cost.sought_over_costs {sum}.
Application check_application(const SupportForm&, const Typed&);
// The same for an application that is only tried out: nothing is demanded, what is there must be right. Also field.unknown.
Application read_tried_application(const SupportForm&, const Typed&, Problems& problems);
std::string to_json(const Application&);
Application application_of_json(std::string_view json);
Money sought(const SupportForm&, const Application&);      // the field amount_sought, which every form has

class FormSet {
public:
    static FormSet load(const std::filesystem::path& folder);     // throws std::runtime_error with all faults
    const SupportForm& latest(std::string_view name) const;              // throws Error not_found
    const SupportForm& get(std::string_view name, int version) const;    // throws Error not_found
    // What the laws of the forms name that is not there: parameters, their units, legal bases.
    std::vector<std::string> faults_against(const Parameters&) const;
    std::vector<const SupportForm*> all() const;                         // the newest version of each, in the order of the law

private:
    std::map<std::pair<std::string, int>, SupportForm> forms_;
};

}  // namespace bygd
