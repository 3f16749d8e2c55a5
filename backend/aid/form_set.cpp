// Reading the definitions of the forms.
#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "aid/rule_table.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> order_of_the_law{"home_delivery_grant", "investment_support", "service_grant",
                                                           "operating_support"};

Label label_of(const json& node, const char* key) {
    if (!node.contains(key)) return {};
    return {node.at(key).at("sv").get<std::string>(), node.at(key).at("en").get<std::string>()};
}

FieldKind kind_of(const std::string& name) {
    constexpr std::array<std::string_view, 7> names{"text", "long_text", "money", "number", "date", "yes_no", "choice"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw std::runtime_error("unknown kind of field " + name);
    return static_cast<FieldKind>(found - names.begin());
}

FormField field_of(const json& node) {
    FormField field;
    field.name = node.at("name").get<std::string>();
    field.kind = kind_of(node.at("kind").get<std::string>());
    field.label = label_of(node, "label");
    field.help = label_of(node, "help");
    field.unit = label_of(node, "unit");
    field.required = node.value("required", false);
    if (node.contains("least")) field.least = node.at("least").get<std::int64_t>();
    if (node.contains("most")) field.most = node.at("most").get<std::int64_t>();
    if (node.contains("choices")) {
        for (const auto& choice : node.at("choices")) {
            field.choices.push_back({choice.at("value").get<std::string>(), label_of(choice, "label")});
        }
    }
    return field;
}

std::optional<Date> date_of(const json& node, const char* key) {
    if (!node.contains(key)) return std::nullopt;
    return Date::parse(node.at(key).get<std::string>());
}

std::map<std::string, std::string, std::less<>> texts_of(const json& node, const char* key) {
    std::map<std::string, std::string, std::less<>> texts;
    if (!node.contains(key)) return texts;
    for (const auto& [name, text] : node.at(key).items()) texts.emplace(name, text.get<std::string>());
    return texts;
}

Severity severity_of(const json& node, const char* key) {
    const auto name = node.value(key, "refusal");
    if (name == "refusal") return Severity::refusal;
    if (name == "warning") return Severity::warning;
    if (name == "note") return Severity::note;
    throw std::runtime_error("unknown severity " + name);
}

RuleLine rule_of(const json& node) {
    static const std::set<std::string> known{"rule", "paragraph", "parameter", "parameters", "waived_by", "guideline", "kind",
                                             "if_unknown", "line", "counts", "groups", "from", "to", "note"};
    for (const auto& [name, value] : node.items()) {
        if (!known.contains(name)) throw std::runtime_error("a rule has no member " + name);
    }
    RuleLine line;
    line.rule = node.at("rule").get<std::string>();
    line.paragraph = node.at("paragraph").get<std::string>();
    line.parameters = texts_of(node, "parameters");
    if (node.contains("parameter")) line.parameters.emplace("limit", node.at("parameter").get<std::string>());
    line.waived_by = node.value("waived_by", "");
    line.guideline = node.value("guideline", "");
    line.kind = severity_of(node, "kind");
    line.if_unknown = severity_of(node, "if_unknown");
    line.line = node.value("line", "");
    if (node.contains("counts")) line.counts = node.at("counts").get<std::vector<std::string>>();
    if (node.contains("groups")) line.groups = node.at("groups").get<std::vector<std::string>>();
    line.from = date_of(node, "from");
    line.to = date_of(node, "to");
    line.note = node.value("note", "");
    return line;
}

FormLaw law_of(const json& node) {
    FormLaw law;
    law.basis = node.at("basis").get<std::string>();
    law.paragraphs = node.at("paragraphs").get<std::string>();
    for (const auto& rule : node.at("rules")) law.rules.push_back(rule_of(rule));
    return law;
}

SupportForm form_of(const json& node) {
    SupportForm form;
    form.name = node.at("name").get<std::string>();
    form.version = node.at("version").get<int>();
    form.label = label_of(node, "label");
    form.description = label_of(node, "description");
    if (node.contains("law")) {
        for (const auto& law : node.at("law")) form.law.push_back(law_of(law));
    }
    form.workflow = node.at("workflow").get<std::string>();
    form.applicant = node.at("applicant").get<std::string>();
    form.needs_outlet = node.at("needs_outlet").get<bool>();
    form.payout = node.at("payout").get<std::string>();
    for (const auto& field : node.at("fields")) form.fields.push_back(field_of(field));
    for (const auto& document : node.at("documents")) {
        form.documents.push_back({document.at("name").get<std::string>(), label_of(document, "label"),
                                  document.value("required", false), date_of(document, "valid_from"),
                                  date_of(document, "valid_to")});
    }
    for (const auto& item : node.at("checklist")) {
        form.checklist.push_back({item.at("name").get<std::string>(), label_of(item, "label"), label_of(item, "help"),
                                  item.at("paragraph").get<std::string>()});
    }
    if (node.contains("cost_lines")) {
        for (const auto& line : node.at("cost_lines")) {
            form.cost_lines.push_back({line.at("name").get<std::string>(), label_of(line, "label"),
                                       line.at("share_parameter").get<std::string>(),
                                       line.at("paragraph").get<std::string>(), texts_of(line, "earlier"),
                                       line.value("flat_rate_parameter", ""), line.value("flat_rate_of", std::vector<std::string>{})});
        }
    }
    if (node.contains("checks")) {
        for (const auto& check : node.at("checks")) {
            form.checks.push_back({check.at("name").get<std::string>(), label_of(check, "label"), check.at("valid_days").get<int>()});
        }
    }
    form.required_opinions = node.value("required_opinions", std::vector<std::string>{});
    return form;
}

std::vector<std::string> faults_of(const SupportForm& form) {
    std::vector<std::string> faults;
    const auto say = [&](const std::string& fault) { faults.push_back(form.name + ": " + fault); };
    if (form.applicant != "company" && form.applicant != "municipality") say("applicant is neither company nor municipality");
    if (form.payout != "claims" && form.payout != "direct" && form.payout != "yearly") say("odd payout");
    const bool has_amount = std::any_of(form.fields.begin(), form.fields.end(), [](const auto& field) {
        return field.name == "amount_sought" && field.kind == FieldKind::money && field.required;
    });
    if (!has_amount) say("lacks the required money field amount_sought");
    for (const auto& field : form.fields) {
        if (field.label.sv.empty() || field.label.en.empty()) say("field " + field.name + " lacks a label");
        if (field.kind == FieldKind::choice && field.choices.empty()) say("field " + field.name + " has no choices");
    }
    // A field and a document of one name would be one input of the page.
    for (const auto& document : form.documents) {
        const bool taken = std::any_of(form.fields.begin(), form.fields.end(), [&](const auto& field) { return field.name == document.name; });
        if (taken) say("document " + document.name + " has the name of a field");
    }
    for (const auto& item : form.checklist) {
        if (item.label.sv.empty() || item.paragraph.empty()) say("checklist item " + item.name + " lacks label or paragraph");
    }
    for (const auto& law : form.law) {
        for (const auto& line : law.rules) {
            for (const auto& fault : faults_of_rule(line)) say(law.basis + ", " + line.rule + ": " + fault);
        }
    }
    return faults;
}

// Law is not the form's own: a version from before the laws stood in the forms is tried by those of the next that has them.
void lend_law(std::map<std::pair<std::string, int>, SupportForm>& forms) {
    const SupportForm* newer = nullptr;
    for (auto at = forms.rbegin(); at != forms.rend(); ++at) {
        auto& form = at->second;
        if (form.law.empty() && newer && newer->name == form.name) {
            form.law = newer->law;
            for (auto& line : form.cost_lines) {
                if (const auto* same = newer->cost_line(line.name)) line.earlier = same->earlier;
            }
        }
        if (!form.law.empty()) {
            form.legal_basis = form.law.front().basis;
            form.paragraphs = form.law.front().paragraphs;
        }
        newer = &form;
    }
}

}  // namespace

FormSet FormSet::load(const std::filesystem::path& folder) {
    FormSet set;
    std::vector<std::string> faults;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        try {
            std::ifstream stream(entry.path());
            auto form = form_of(json::parse(stream));
            const auto found = faults_of(form);
            faults.insert(faults.end(), found.begin(), found.end());
            if (entry.path().stem() != form.name + ".v" + std::to_string(form.version)) {
                faults.push_back(entry.path().filename().string() + " holds " + form.name);
            }
            auto key = std::pair(form.name, form.version);
            set.forms_.emplace(std::move(key), std::move(form));
        } catch (const std::exception& error) {
            faults.push_back(entry.path().filename().string() + ": " + error.what());
        }
    }
    lend_law(set.forms_);
    for (const auto& [key, form] : set.forms_) {
        if (form.law.empty()) faults.push_back(form.name + " v" + std::to_string(form.version) + " lists no law");
    }
    if (!faults.empty()) throw std::runtime_error("forms: " + joined(faults, "; "));
    return set;
}

std::vector<std::string> FormSet::faults_against(const Parameters& parameters) const {
    std::vector<std::string> faults;
    for (const auto& [key, form] : forms_) {
        const auto say = [&](const std::string& fault) { faults.push_back("form " + form.name + ": " + fault); };
        for (const auto& law : form.law) {
            if (!parameters.bases().find(law.basis)) say("there is no legal basis " + law.basis);
            for (const auto& line : law.rules) {
                for (const auto& fault : parameter_faults_of_rule(line, parameters)) say(line.rule + ": " + fault);
            }
        }
        for (const auto& line : form.cost_lines) {
            const auto* known = parameters.known(line.share_parameter);
            if (!known || known->unit != "basis_points") {
                say("cost line " + line.name + ": " + line.share_parameter + " is no share among the parameters");
            }
            const auto* flat = line.flat_rate_parameter.empty() ? known : parameters.known(line.flat_rate_parameter);
            if (!flat || flat->unit != "basis_points") {
                say("cost line " + line.name + ": " + line.flat_rate_parameter + " is no share among the parameters");
            }
            for (const auto& of : line.flat_rate_of) {
                if (!form.cost_line(of)) say("cost line " + line.name + ": a flat rate of " + of + ", which is no line");
            }
        }
    }
    return faults;
}

const SupportForm& FormSet::latest(std::string_view name) const {
    const SupportForm* newest = nullptr;
    for (const auto& [key, form] : forms_) {
        if (key.first == name) newest = &form;
    }
    if (!newest) refuse(ErrorKind::not_found, "form.unknown");
    return *newest;
}

const SupportForm& FormSet::get(std::string_view name, int version) const {
    const auto found = forms_.find(std::pair(std::string(name), version));
    if (found == forms_.end()) refuse(ErrorKind::not_found, "form.unknown");
    return found->second;
}

std::vector<const SupportForm*> FormSet::all() const {
    std::vector<const SupportForm*> forms;
    for (const auto name : order_of_the_law) forms.push_back(&latest(name));
    for (const auto& [key, form] : forms_) {
        const bool known = std::any_of(forms.begin(), forms.end(), [&](const auto* one) { return one->name == form.name; });
        if (!known) forms.push_back(&latest(form.name));
    }
    return forms;
}

}  // namespace bygd
