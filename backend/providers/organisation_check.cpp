#include "providers/organisation_check.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bygd {

namespace {

std::string typed_text(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

}  // namespace

OrganisationCheck read_check(const Typed& typed, const std::vector<CheckKind>& known, Date today) {
    Problems problems;
    OrganisationCheck read;
    read.kind = typed_text(typed, "check_kind");
    const auto kind = std::find_if(known.begin(), known.end(), [&](const auto& each) { return each.name == read.kind; });
    if (kind == known.end()) problems.push_back({"check_kind", "choice.unknown"});
    read.result = typed_text(typed, "check_result");
    if (read.result != "clear" && read.result != "remark" && read.result != "hinder") {
        problems.push_back({"check_result", "choice.unknown"});
    }
    read.source = read_line(typed, "check_source", true, problems);
    read.note = read_line(typed, "check_note", !read.result.empty() && read.result != "clear", problems, 500);
    try {
        read.checked_on = Date::parse(typed_text(typed, "checked_on"), "checked_on");
        if (read.checked_on > today) problems.push_back({"checked_on", "check.later"});
        if (kind != known.end()) read.valid_until = read.checked_on.plus_days(kind->valid_days);
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    require_none(std::move(problems));
    return read;
}

}  // namespace bygd
