#include "payouts/accounting_plan.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::pair<PostingRole, std::string_view> roles[] = {
    {PostingRole::cost, "cost"},           {PostingRole::debt, "debt"},           {PostingRole::bank, "bank"},
    {PostingRole::receivable, "receivable"}, {PostingRole::recovered, "recovered"}, {PostingRole::interest, "interest"},
    {PostingRole::set_off, "set_off"}};

using PlanFaults = std::vector<std::string>;

std::string member(const json& node, const char* name) {
    const auto found = node.find(name);
    return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void only(const json& node, const std::set<std::string>& known, const std::string& where, PlanFaults& faults) {
    for (const auto& [name, value] : node.items()) {
        if (!known.contains(name)) faults.push_back(where + ": there is no member " + name);
    }
}

Date day_of(const json& node, const char* name, const std::string& where, PlanFaults& faults) {
    try {
        return Date::parse(member(node, name), name);
    } catch (const Error&) {
        faults.push_back(where + ": " + name + " is no day");
        return Date(2000, 1, 1);
    }
}

// An account or a code ends up unquoted or quoted in a file of others: plain letters and digits only.
bool plain_code(const std::string& code, std::size_t most) {
    return !code.empty() && code.size() <= most && std::all_of(code.begin(), code.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
}

int dimension_of(const std::string& typed) {
    const auto number = whole_number(typed);
    return number && *number > 0 && *number < 1000 ? static_cast<int>(*number) : 0;
}

PostingRule rule_of(const json& node, const AccountingPlan& plan, const std::string& where, PlanFaults& faults) {
    PostingRule rule;
    if (!node.is_object()) {
        faults.push_back(where + ": a rule is no object");
        return rule;
    }
    only(node, {"role", "fund", "source", "form", "account", "objects"}, where, faults);
    try {
        rule.role = posting_role_of(member(node, "role"));
    } catch (const std::invalid_argument&) {
        faults.push_back(where + ": there is no role " + member(node, "role"));
    }
    rule.fund = member(node, "fund");
    rule.source = member(node, "source");
    rule.form = member(node, "form");
    rule.account = member(node, "account");
    if (!plan.accounts.contains(rule.account)) faults.push_back(where + ": there is no account " + rule.account);
    const auto objects = node.value("objects", json::object());
    for (const auto& [number, code] : objects.items()) {
        const auto dimension = dimension_of(number);
        const auto text = code.is_string() ? code.get<std::string>() : std::string();
        const bool named = std::any_of(plan.objects.begin(), plan.objects.end(),
                                       [&](const auto& object) { return object.dimension == dimension && object.code == text; });
        if (!plan.dimensions.contains(dimension)) faults.push_back(where + ": there is no dimension " + number);
        else if (text != "{fund}" && !named) faults.push_back(where + ": there is no object " + text + " of dimension " + number);
        rule.objects[dimension] = text;
    }
    return rule;
}

PostingPlan plan_of(const json& node, const AccountingPlan& all, PlanFaults& faults) {
    PostingPlan plan;
    const auto where = "the plan from " + member(node, "valid_from");
    only(node, {"valid_from", "books_grants", "source", "note", "rules"}, where, faults);
    plan.valid_from = day_of(node, "valid_from", where, faults);
    plan.books_grants = node.value("books_grants", false);
    plan.source = member(node, "source");
    plan.note = member(node, "note");
    for (const auto& rule : node.value("rules", json::array())) plan.rules.push_back(rule_of(rule, all, where, faults));
    for (const auto& [role, name] : roles) {
        const bool whole = std::any_of(plan.rules.begin(), plan.rules.end(), [&, wanted = role](const auto& rule) {
            return rule.role == wanted && rule.fund.empty() && rule.source.empty() && rule.form.empty();
        });
        if (!whole) faults.push_back(where + ": no rule says where " + std::string(name) + " goes when nothing else fits");
    }
    return plan;
}

void read_lists(const json& node, AccountingPlan& plan, PlanFaults& faults) {
    for (const auto& dimension : node.value("dimensions", json::array())) {
        const auto number = dimension.value("number", 0);
        if (number < 1 || number > 999 || member(dimension, "name").empty()) faults.push_back("a dimension without number or name");
        plan.dimensions[number] = member(dimension, "name");
    }
    for (const auto& object : node.value("objects", json::array())) {
        PlanObject read{object.value("dimension", 0), member(object, "code"), member(object, "name")};
        if (!plan.dimensions.contains(read.dimension)) faults.push_back("object " + read.code + ": there is no such dimension");
        if (!plain_code(read.code, 20)) faults.push_back("object " + read.code + " is no code");
        plan.objects.push_back(std::move(read));
    }
    for (const auto& account : node.value("accounts", json::array())) {
        const auto number = member(account, "number");
        if (!all_digits(number) || number.size() > 10) faults.push_back("account " + number + " is no number");
        if (!plan.accounts.emplace(number, member(account, "name")).second) faults.push_back("account " + number + " stands twice");
    }
}

}  // namespace

std::string_view to_string(PostingRole role) {
    return std::find_if(std::begin(roles), std::end(roles), [&](const auto& each) { return each.first == role; })->second;
}

PostingRole posting_role_of(std::string_view name) {
    for (const auto& [role, known] : roles) {
        if (known == name) return role;
    }
    throw std::invalid_argument("no role " + std::string(name));
}

std::string text_of(const PostingObjects& objects) {
    auto text = json::object();
    for (const auto& [dimension, code] : objects) text[std::to_string(dimension)] = code;
    return text.dump();
}

PostingObjects posting_objects_of(std::string_view text) {
    PostingObjects objects;
    const auto read = json::parse(text);
    for (const auto& [dimension, code] : read.items()) objects[std::stoi(dimension)] = code.get<std::string>();
    return objects;
}

const PostingRule& PostingPlan::rule(PostingRole role, std::string_view fund, std::string_view money_source, std::string_view form) const {
    const auto fits = [](const std::string& wanted, std::string_view has) { return wanted.empty() || wanted == has; };
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
        return rule.role == role && fits(rule.fund, fund) && fits(rule.source, money_source) && fits(rule.form, form);
    });
    if (found == rules.end()) throw std::logic_error("no rule for " + std::string(to_string(role)));
    return *found;
}

AccountingPlan AccountingPlan::of_json(const json& node) {
    AccountingPlan plan;
    PlanFaults faults;
    only(node, {"organisation_number", "series", "begins_on", "dimensions", "objects", "accounts", "plans"}, "accounting", faults);
    plan.organisation_number = member(node, "organisation_number");
    if (plan.organisation_number.size() != 11 || plan.organisation_number[6] != '-') faults.push_back("organisation_number is none");
    plan.series = member(node, "series");
    if (!plain_code(plan.series, 10)) faults.push_back("series is no code");
    plan.begins_on = day_of(node, "begins_on", "accounting", faults);
    read_lists(node, plan, faults);
    for (const auto& each : node.value("plans", json::array())) {
        if (each.is_object()) plan.plans.push_back(plan_of(each, plan, faults));
        else faults.push_back("a plan is no object");
    }
    if (plan.plans.empty()) faults.push_back("there is no plan");
    std::sort(plan.plans.begin(), plan.plans.end(), [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
    for (std::size_t i = 1; i < plan.plans.size(); ++i) {
        if (plan.plans[i].valid_from == plan.plans[i - 1].valid_from) faults.push_back("two plans hold from " + plan.plans[i].valid_from.iso());
    }
    if (!faults.empty()) throw std::runtime_error(joined(faults, "; "));
    return plan;
}

AccountingPlan AccountingPlan::load(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const auto read = json::parse(stream, nullptr, false);
    if (!read.is_object() || !read.contains("accounting")) throw std::runtime_error(file.filename().string() + " cannot be read");
    try {
        return of_json(read.at("accounting"));
    } catch (const json::exception& error) {
        throw std::runtime_error(file.filename().string() + ": " + error.what());
    }
}

const PostingPlan& AccountingPlan::on(Date day) const {
    const PostingPlan* held = &plans.front();
    for (const auto& plan : plans) {
        if (plan.valid_from <= day) held = &plan;
    }
    return *held;
}

}  // namespace bygd
