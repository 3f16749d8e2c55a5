#include "aid/parameter_change.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

void check_line(Problems& problems, const char* field, const std::string& text, bool required, std::size_t most) {
    if (required && trimmed(text).empty()) problems.push_back({field, "required"});
    if (characters(text) > most) problems.push_back({field, "text.too_long", {std::to_string(most)}});
    if (one_line(text) != text) problems.push_back({field, "text.one_line"});
}

}  // namespace

Problems check_parameter_change(const Parameters& parameters, const ParameterOverride& wanted, Date today) {
    Problems problems;
    const auto& value = wanted.value;
    const auto* known = parameters.known(wanted.name);
    if (!known) {
        problems.push_back({"name", "choice.unknown"});
    } else {
        const auto& values = known->values;
        const auto same_day = [&](const auto& one) { return one.valid_from == value.valid_from; };
        if (std::any_of(values.begin(), values.end(), same_day)) problems.push_back({"valid_from", "parameter_change.there"});
        if (known->unit == "basis_points" && value.value > 10'000) problems.push_back({"value", "parameter_change.share"});
        const auto* before = parameters.find(wanted.name, value.valid_from);
        if (before && before->value == value.value) problems.push_back({"value", "parameter_change.same"});
    }
    const auto tomorrow = today.plus_days(1);
    if (value.valid_from < tomorrow) problems.push_back({"valid_from", "parameter_change.too_early", {tomorrow.iso()}});
    if (value.valid_to && *value.valid_to < value.valid_from) problems.push_back({"valid_to", "row.order"});
    check_line(problems, "source", value.source, true, limits::short_text);
    check_line(problems, "paragraph", value.paragraph, true, limits::short_text);
    check_line(problems, "note", value.note, false, limits::ledger_text);
    return problems;
}

}  // namespace bygd
