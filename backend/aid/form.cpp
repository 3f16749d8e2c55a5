#include "aid/form.hpp"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/date_time.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

const CostLine* SupportForm::cost_line(std::string_view line) const {
    const auto found = std::find_if(cost_lines.begin(), cost_lines.end(), [&](const auto& one) { return one.name == line; });
    return found == cost_lines.end() ? nullptr : &*found;
}

const std::string& CostLine::paragraph_under(std::string_view basis) const {
    const auto found = earlier.find(basis);
    return found == earlier.end() ? paragraph : found->second;
}

const FormLaw* SupportForm::law_under(std::string_view basis) const {
    const auto found = std::find_if(law.begin(), law.end(), [&](const auto& one) { return one.basis == basis; });
    return found == law.end() ? nullptr : &*found;
}

const std::string& SupportForm::paragraphs_under(std::string_view basis) const {
    const auto* under = law_under(basis);
    return under ? under->paragraphs : paragraphs;
}

std::string Application::value(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? std::string() : found->second;
}

std::optional<Money> Application::money(std::string_view field) const {
    const auto text = value(field);
    if (text.empty()) return std::nullopt;
    return Money::parse(text, field);
}

std::optional<std::int64_t> Application::number(std::string_view field) const { return whole_number(value(field)); }

namespace {

constexpr int cost_rows_most = 100;

std::string typed_text(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

void too_long(const std::string& field, std::string_view text, std::size_t most, Problems& problems) {
    if (characters(text) > most) problems.push_back({field, "text.too_long", {std::to_string(most)}});
}

// The canonical form of one value. Adds its problems; empty when there are any.
std::string canonical(const FormField& field, const std::string& text, Problems& problems) {
    try {
        switch (field.kind) {
            case FieldKind::text: too_long(field.name, text, limits::short_text, problems); return text;
            case FieldKind::long_text: too_long(field.name, text, limits::long_text, problems); return text;
            case FieldKind::money: return Money::parse(text, field.name).plain();
            case FieldKind::date: return Date::parse(text, field.name).iso();
            case FieldKind::number: {
                const auto number = whole_number(text);
                const auto least_value = field.least.value_or(0), most_value = field.most.value_or(1'000'000'000);
                if (!number || *number < least_value || *number > most_value) {
                    problems.push_back({field.name, "number.range", {std::to_string(least_value), std::to_string(most_value)}});
                }
                return text;
            }
            case FieldKind::yes_no:
                if (text != "yes" && text != "no") problems.push_back({field.name, "choice.unknown"});
                return text;
            case FieldKind::choice:
                if (std::none_of(field.choices.begin(), field.choices.end(), [&](const auto& c) { return c.value == text; })) {
                    problems.push_back({field.name, "choice.unknown"});
                }
                return text;
        }
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    return "";
}

void read_costs(const SupportForm& form, const Typed& typed, Application& read, Problems& problems) {
    for (int number = 1; number <= cost_rows_most; ++number) {
        const auto prefix = "cost_" + std::to_string(number) + "_";
        CostRow row;
        row.line = typed_text(typed, prefix + "line");
        row.description = typed_text(typed, prefix + "description");
        const auto amount = typed_text(typed, prefix + "amount"), vat = typed_text(typed, prefix + "vat");
        const auto ordered_on = typed_text(typed, prefix + "ordered_on");
        if (row.description.empty() && amount.empty()) continue;
        if (!form.cost_line(row.line)) problems.push_back({prefix + "line", "cost.line"});
        too_long(prefix + "description", row.description, limits::short_text, problems);
        try {
            row.amount = Money::parse(amount, prefix + "amount");
            if (!vat.empty()) row.vat = Money::parse(vat, prefix + "vat");
            if (!ordered_on.empty()) row.ordered_on = Date::parse(ordered_on, prefix + "ordered_on");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
        read.costs.push_back(std::move(row));
    }
}

void require_costs(const Application& read, const Typed& typed, Problems& problems) {
    if (read.costs.empty()) problems.push_back({"cost_1_description", "cost.none"});
    for (int number = 1; number <= cost_rows_most; ++number) {
        const auto prefix = "cost_" + std::to_string(number) + "_";
        if (typed_text(typed, prefix + "description").empty() && !typed_text(typed, prefix + "amount").empty()) {
            problems.push_back({prefix + "description", "required"});
        }
    }
}

}  // namespace

Application check_application(const SupportForm& form, const Typed& typed) {
    Problems problems;
    Application read;
    for (const auto& field : form.fields) {
        const auto text = typed_text(typed, field.name);
        if (text.empty()) {
            if (field.required) problems.push_back({field.name, "required"});
            continue;
        }
        read.values[field.name] = canonical(field, text, problems);
    }
    if (!form.cost_lines.empty()) {
        read_costs(form, typed, read, problems);
        require_costs(read, typed, problems);
    }
    if (problems.empty() && !form.cost_lines.empty()) {
        Money total;
        for (const auto& row : read.costs) total += row.amount + row.vat;
        if (sought(form, read) > total) {
            problems.push_back({"amount_sought", "cost.sought_over_costs", {total.swedish()}});
        }
    }
    if (problems.empty() && sought(form, read).zero()) problems.push_back({"amount_sought", "amount.zero"});
    require_none(std::move(problems));
    return read;
}

Application read_tried_application(const SupportForm& form, const Typed& typed, Problems& problems) {
    Application read;
    for (const auto& field : form.fields) {
        const auto text = typed_text(typed, field.name);
        if (!text.empty()) read.values[field.name] = canonical(field, text, problems);
    }
    if (!form.cost_lines.empty()) read_costs(form, typed, read, problems);
    return read;
}

Money sought(const SupportForm&, const Application& application) { return application.money("amount_sought").value_or(Money()); }

std::string to_json(const Application& application) {
    nlohmann::json costs = nlohmann::json::array();
    for (const auto& row : application.costs) {
        costs.push_back({{"line", row.line}, {"description", row.description}, {"amount", row.amount.plain()}});
        if (!row.vat.zero()) costs.back()["vat"] = row.vat.plain();
        if (row.ordered_on) costs.back()["ordered_on"] = row.ordered_on->iso();
    }
    return nlohmann::json{{"values", application.values}, {"costs", costs}}.dump();
}

Application application_of_json(std::string_view text) {
    const auto node = nlohmann::json::parse(text);
    Application application;
    for (const auto& [name, value] : node.at("values").items()) application.values[name] = value.get<std::string>();
    for (const auto& row : node.at("costs")) {
        CostRow read;
        read.line = row.at("line").get<std::string>();
        read.description = row.at("description").get<std::string>();
        read.amount = Money::parse(row.at("amount").get<std::string>());
        if (row.contains("vat")) read.vat = Money::parse(row.at("vat").get<std::string>());
        if (row.contains("ordered_on")) read.ordered_on = Date::parse(row.at("ordered_on").get<std::string>());
        application.costs.push_back(std::move(read));
    }
    return application;
}

}  // namespace bygd
