// Reading the definitions of the forms.
#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "aid/form.hpp"
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

SupportForm form_of(const json& node) {
    SupportForm form;
    form.name = node.at("name").get<std::string>();
    form.version = node.at("version").get<int>();
    form.label = label_of(node, "label");
    form.description = label_of(node, "description");
    form.legal_basis = node.at("legal_basis").get<std::string>();
    form.basis_from = Date::parse(node.at("basis_from").get<std::string>());
    form.earlier_basis = node.at("earlier_basis").get<std::string>();
    form.paragraphs = node.at("paragraphs").get<std::string>();
    form.workflow = node.at("workflow").get<std::string>();
    form.applicant = node.at("applicant").get<std::string>();
    form.needs_outlet = node.at("needs_outlet").get<bool>();
    form.payout = node.at("payout").get<std::string>();
    for (const auto& field : node.at("fields")) form.fields.push_back(field_of(field));
    for (const auto& document : node.at("documents")) {
        form.documents.push_back({document.at("name").get<std::string>(), label_of(document, "label"),
                                  document.value("required", false)});
    }
    for (const auto& item : node.at("checklist")) {
        form.checklist.push_back({item.at("name").get<std::string>(), label_of(item, "label"), label_of(item, "help"),
                                  item.at("paragraph").get<std::string>()});
    }
    if (node.contains("cost_lines")) {
        for (const auto& line : node.at("cost_lines")) {
            form.cost_lines.push_back({line.at("name").get<std::string>(), label_of(line, "label"),
                                       line.at("share_parameter").get<std::string>(),
                                       line.at("paragraph").get<std::string>()});
        }
    }
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
    for (const auto& item : form.checklist) {
        if (item.label.sv.empty() || item.paragraph.empty()) say("checklist item " + item.name + " lacks label or paragraph");
    }
    return faults;
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
    if (!faults.empty()) throw std::runtime_error("forms: " + joined(faults, "; "));
    return set;
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
