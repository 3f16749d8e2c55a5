#include "projects/project_json.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using Json = nlohmann::ordered_json;

// One object of the document and the place it stands; notes what is wrong and gives an empty value in its stead.
class Node {
public:
    Node(const Json& json, std::string at, Problems& problems)
        : json_(&json), at_(std::move(at)), problems_(&problems) {}

    std::string text(const char* name, std::size_t most = limits::short_text) const {
        const auto value = optional_text(name, most);
        if (value.empty()) fault(name, "project.missing");
        return value;
    }
    std::string optional_text(const char* name, std::size_t most = limits::short_text) const {
        const auto* value = member(name);
        if (!value) return {};
        return checked_text(*value, place(name), most);
    }
    std::vector<std::string> texts(const char* name) const {
        std::vector<std::string> all;
        each(name,
             [&](const Json& one, const std::string& at) { all.push_back(checked_text(one, at, limits::long_text)); });
        return all;
    }
    std::int64_t integer(const char* name) const {
        const auto* value = member(name);
        if (value && value->is_number_integer()) return value->get<std::int64_t>();
        fault(name, value ? "project.kind" : "project.missing", value ? "123" : "");
        return 0;
    }
    bool flag(const char* name) const {
        const auto* value = member(name);
        if (value && value->is_boolean()) return value->get<bool>();
        if (value) fault(name, "project.kind", "true");
        return false;
    }
    Date day(const char* name) const {
        return read<Date>(name, [](const std::string& text, const std::string& at) { return Date::parse(text, at); });
    }
    // With a leading minus for a correction.
    Money amount(const char* name) const {
        return read<Money>(name, [](const std::string& text, const std::string& at) {
            return text.starts_with('-') ? -Money::parse(text.substr(1), at) : Money::parse(text, at);
        });
    }
    Node object(const char* name) const {
        static const Json none = Json::object();
        const auto* value = member(name);
        if (value && value->is_object()) return {*value, place(name), *problems_};
        fault(name, value ? "project.kind" : "project.missing", value ? "{}" : "");
        return {none, place(name), *problems_};
    }
    // Calls visit(node) for each object of a list.
    template <typename Visit>
    void objects(const char* name, Visit visit) const {
        each(name, [&](const Json& one, const std::string& at) {
            if (one.is_object())
                visit(Node{one, at, *problems_});
            else
                problems_->push_back({at, "project.kind", {"{}"}});
        });
    }
    void fault(const char* name, std::string code, std::string value = {}) const {
        problems_->push_back(
            {place(name), std::move(code), value.empty() ? std::vector<std::string>{} : std::vector{value}});
    }

private:
    std::string place(const char* name) const { return at_.empty() ? name : at_ + "." + name; }
    const Json* member(const char* name) const {
        const auto found = json_->find(name);
        return found == json_->end() ? nullptr : &*found;
    }
    std::string checked_text(const Json& value, const std::string& at, std::size_t most) const {
        if (!value.is_string()) {
            problems_->push_back({at, "project.kind", {"\"…\""}});
            return {};
        }
        auto text = trimmed(value.get<std::string>());
        if (characters(text) > most) problems_->push_back({at, "text.too_long", {std::to_string(most)}});
        return text;
    }
    template <typename Visit>
    void each(const char* name, Visit visit) const {
        const auto* list = member(name);
        if (!list || !list->is_array()) return fault(name, list ? "project.kind" : "project.missing", list ? "[]" : "");
        for (std::size_t i = 0; i < list->size(); ++i) visit((*list)[i], place(name) + "." + std::to_string(i));
    }
    template <typename T, typename Parse>
    T read(const char* name, Parse parse) const {
        try {
            return parse(optional_text(name), place(name));
        } catch (const Error& error) {
            add(*problems_, error.problems());
            return {};
        }
    }

    const Json* json_;
    std::string at_;
    Problems* problems_;
};

Json parsed(std::string_view text) {
    auto document = Json::parse(text, nullptr, false);
    if (!document.is_object()) throw Error(ErrorKind::invalid, {{"", "project.json"}});
    return document;
}

ProjectTexts read_texts(const Node& node) {
    ProjectTexts texts;
    texts.source = node.text("source");
    texts.purpose = node.texts("purpose");
    texts.activities = node.text("activities", limits::long_text);
    texts.activity_kinds = node.texts("activity_kinds");
    texts.focus_areas = node.texts("focus_areas");
    texts.partners = node.texts("partners");
    texts.results = node.texts("results");
    node.objects("indicators", [&](const Node& one) {
        texts.indicators.push_back({one.text("key"), one.text("label"), one.integer("value"), one.integer("of")});
    });
    texts.lessons = node.texts("lessons");
    texts.dissemination = node.texts("dissemination");
    const auto contact = node.object("contact");
    texts.contact = {contact.text("name"), contact.text("role"), contact.optional_text("email"),
                     contact.optional_text("phone")};
    return texts;
}

std::vector<CostCategory> read_categories(const Node& node) {
    std::vector<CostCategory> categories;
    node.objects("categories", [&](const Node& one) { categories.push_back({one.text("key"), one.text("label")}); });
    return categories;
}

Project read_project(const Node& node, Problems& problems) {
    Project project;
    project.slug = node.text("slug", 100);
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::all_of(project.slug.begin(), project.slug.end(), plain)) node.fault("slug", "project.slug");
    project.title = node.text("title");
    project.programme = node.text("programme");
    project.diary_number = node.optional_text("diary_number", 40);
    project.period_from = node.day("period_from");
    project.period_to = node.day("period_to");
    if (problems.empty() && project.period_to < project.period_from) node.fault("period_to", "project.period");
    project.categories = read_categories(node);
    project.texts = read_texts(node.object("texts"));
    return project;
}

void read_rows(const Node& node, ProjectEconomy& economy, Problems& problems) {
    const auto budget = node.object("budget");
    budget.objects("rows", [&](const Node& row) {
        const auto year = std::clamp<std::int64_t>(row.integer("year"), 0, 9999);
        economy.budget.push_back({row.text("category"), static_cast<int>(year), row.amount("amount")});
    });
    const auto expenditure = node.object("expenditure");
    expenditure.objects("rows", [&](const Node& row) {
        economy.expenditure.push_back({row.text("voucher", 40), row.day("booked_on"), row.text("category"),
                                       row.text("supplier"), row.text("text", 500), row.amount("amount")});
    });
    const auto financing = node.object("financing");
    financing.objects("rows", [&](const Node& row) {
        const auto kind = financier_kind_of(row.text("kind"));
        if (!kind) row.fault("kind", "project.kind", "public, private, eu");
        const auto amount = row.amount("amount");
        if (amount.negative()) row.fault("amount", "amount.negative");
        economy.financing.push_back({row.text("financier"), kind.value_or(FinancierKind::public_money), amount});
    });
    economy.project.invented_split =
        budget.flag("invented") || expenditure.flag("invented") || financing.flag("invented");
    if (!problems.empty()) return;
    const auto stated = node.object("total_expenditure").amount("amount");
    Money summed;
    for (const auto& row : economy.expenditure) summed += row.amount;
    if (problems.empty() && stated != summed) {
        problems.push_back({"total_expenditure.amount", "project.total_differs", {stated.swedish(), summed.swedish()}});
    }
}

}  // namespace

ProjectEconomy parse_project(std::string_view json) {
    const auto document = parsed(json);
    Problems problems;
    const Node node{document, "", problems};
    ProjectEconomy economy;
    economy.project = read_project(node, problems);
    read_rows(node, economy, problems);
    if (problems.empty()) problems = problems_of(economy);
    require_none(std::move(problems));
    return economy;
}

std::string details_json(const Project& project) {
    const auto& texts = project.texts;
    Json categories = Json::array(), indicators = Json::array();
    for (const auto& one : project.categories) categories.push_back({{"key", one.key}, {"label", one.label}});
    for (const auto& one : texts.indicators) {
        indicators.push_back({{"key", one.key}, {"label", one.label}, {"value", one.value}, {"of", one.of}});
    }
    const auto& who = texts.contact;
    const Json contact = {{"name", who.name}, {"role", who.role}, {"email", who.email}, {"phone", who.phone}};
    const Json document = {{"categories", categories},
                           {"texts",
                            {{"source", texts.source},
                             {"purpose", texts.purpose},
                             {"activities", texts.activities},
                             {"activity_kinds", texts.activity_kinds},
                             {"focus_areas", texts.focus_areas},
                             {"partners", texts.partners},
                             {"results", texts.results},
                             {"indicators", indicators},
                             {"lessons", texts.lessons},
                             {"dissemination", texts.dissemination},
                             {"contact", contact}}}};
    return document.dump();
}

void read_details(Project& project, std::string_view json) {
    const auto document = parsed(json);
    Problems problems;
    const Node node{document, "", problems};
    auto categories = read_categories(node);
    auto texts = read_texts(node.object("texts"));
    require_none(std::move(problems));
    project.categories = std::move(categories);
    project.texts = std::move(texts);
}

}  // namespace bygd
