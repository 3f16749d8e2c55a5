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
    std::string paragraph;                          // "16 § 1"
};

struct SupportForm {
    std::string name;                               // "investment_support"
    int version = 1;
    Label label, description;
    std::string legal_basis;                        // "2024:1243"
    Date basis_from;                                // the first day it holds; an application from before is tried by
    std::string earlier_basis;                      // "2000:284"
    std::string paragraphs;                         // "15-18 §§": shown wherever the form's rules are applied
    std::string workflow;
    std::string applicant;                          // "company", "municipality"
    bool needs_outlet = true;
    std::string payout;                             // "claims", "direct", "yearly": 32 §
    std::vector<FormField> fields;
    std::vector<DocumentKind> documents;
    std::vector<ChecklistItem> checklist;
    std::vector<CostLine> cost_lines;

    const CostLine* cost_line(std::string_view line) const;
    const std::string& basis_on(Date received) const { return received < basis_from ? earlier_basis : legal_basis; }
};

using Typed = std::map<std::string, std::string, std::less<>>;   // what a person typed, by field name

struct CostRow {
    std::string line;                               // of the form's cost_lines
    std::string description;
    Money amount;
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
// cost_1_amount, cost_2_line ... Problems: required, text.too_long, amount.*, date.*, number.range, choice.unknown,
// cost.line, cost.none, cost.sought_over_costs {sum}.
Application check_application(const SupportForm&, const Typed&);
std::string to_json(const Application&);
Application application_of_json(std::string_view json);
Money sought(const SupportForm&, const Application&);      // the field amount_sought, which every form has

class FormSet {
public:
    static FormSet load(const std::filesystem::path& folder);     // throws std::runtime_error with all faults
    const SupportForm& latest(std::string_view name) const;              // throws Error not_found
    const SupportForm& get(std::string_view name, int version) const;    // throws Error not_found
    std::vector<const SupportForm*> all() const;                         // the newest version of each, in the order of the law

private:
    std::map<std::pair<std::string, int>, SupportForm> forms_;
};

}  // namespace bygd
