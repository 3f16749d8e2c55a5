#include "providers/undertaking.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

std::string_view to_string(LinkGround ground) {
    return link_grounds[static_cast<std::size_t>(ground)];
}

std::optional<LinkGround> link_ground_of(std::string_view text) {
    const auto found = std::find(std::begin(link_grounds), std::end(link_grounds), text);
    if (found == std::end(link_grounds)) return std::nullopt;
    return static_cast<LinkGround>(found - std::begin(link_grounds));
}

std::string_view to_string(TakeoverKind kind) {
    return kind == TakeoverKind::merger ? "merger" : "split";
}

bool owner_binds(std::string_view organisation_kind) {
    return organisation_kind != "municipality";
}

std::set<Id<Organisation>> single_undertaking(Id<Organisation> first, const std::vector<OrganisationLink>& links,
                                              const std::map<Id<Organisation>, std::string>& kinds, Date day) {
    const auto binds = [&](const OrganisationLink& link) {
        if (!link.owner || !link.controls() || !link.holds_on(day)) return false;
        const auto kind = kinds.find(*link.owner);
        return kind == kinds.end() || owner_binds(kind->second);
    };
    std::set<Id<Organisation>> group{first};
    std::vector<Id<Organisation>> waiting{first};
    while (!waiting.empty()) {
        const auto here = waiting.back();
        waiting.pop_back();
        for (const auto& link : links) {
            if (!binds(link) || (*link.owner != here && link.owned != here)) continue;
            const auto other = *link.owner == here ? link.owned : *link.owner;
            if (group.insert(other).second) waiting.push_back(other);
        }
    }
    return group;
}

BasisPoints parse_share(std::string_view text, std::string_view field) {
    auto typed = trimmed(text);
    if (typed.ends_with('%')) typed = trimmed(std::string_view(typed).substr(0, typed.size() - 1));
    const auto mark = typed.find_first_of(",.");
    const auto whole = typed.substr(0, mark);
    auto decimals = mark == typed.npos ? std::string() : typed.substr(mark + 1);
    const bool good =
        all_digits(whole) && whole.size() <= 3 && decimals.size() <= 2 && (mark == typed.npos || all_digits(decimals));
    decimals.resize(2, '0');
    const auto value = good ? *whole_number(whole) * 100 + *whole_number(decimals) : 0;
    if (value < 1 || value > 10'000) throw Error(ErrorKind::invalid, {{std::string(field), "link.share"}});
    return {value};
}

std::string share_text(BasisPoints share) {
    auto text = std::to_string(share.value / 100);
    const auto rest = share.value % 100;
    if (rest == 0) return text;
    return text + "," + std::to_string(rest / 10) + (rest % 10 ? std::to_string(rest % 10) : "");
}

namespace {

std::string field(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

template <typename Read>
void attempt(Problems& problems, Read read) {
    try {
        read();
    } catch (const Error& error) {
        add(problems, error.problems());
    }
}

// The ten digits of the other organisation; empty when they could not be read.
std::string read_other(const Typed& typed, Problems& problems) {
    std::string digits;
    attempt(problems,
            [&] { digits = OrganisationNumber::parse(field(typed, "other_number"), "other_number").digits(); });
    return digits;
}

std::string read_role(const Typed& typed, std::initializer_list<std::string_view> roles, Problems& problems) {
    const auto role = field(typed, "role");
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
        problems.push_back({"role", role.empty() ? "required" : "choice.unknown"});
    }
    return role;
}

}  // namespace

ReadLink read_organisation_link(const Typed& typed, Problems& problems) {
    ReadLink read;
    auto& link = read.link;
    read.role = read_role(typed, {"owner", "owned", "person"}, problems);
    if (read.role == "person")
        link.owner_person = read_line(typed, "owner_person", true, problems);
    else if (!read.role.empty())
        read.other_number = read_other(typed, problems);
    const auto ground = field(typed, "ground");
    if (const auto known = link_ground_of(ground))
        link.ground = *known;
    else
        problems.push_back({"ground", ground.empty() ? "required" : "choice.unknown"});
    if (const auto share = field(typed, "share"); !share.empty()) {
        attempt(problems, [&] { link.share = parse_share(share); });
    } else if (ground == "votes") {
        problems.push_back({"share", "required"});
    }
    bool begins = false;
    attempt(problems, [&] {
        link.valid_from = Date::parse(field(typed, "valid_from"), "valid_from");
        begins = true;
    });
    if (const auto ends = field(typed, "valid_to"); !ends.empty()) {
        attempt(problems, [&] { link.valid_to = Date::parse(ends, "valid_to"); });
        if (begins && link.valid_to && *link.valid_to < link.valid_from) problems.push_back({"valid_to", "date.order"});
    }
    link.source = read_line(typed, "source", true, problems);
    link.note = read_line(typed, "note", false, problems, limits::ledger_text);
    return read;
}

ReadTakeover read_takeover(const Typed& typed, Date today, Problems& problems) {
    ReadTakeover read;
    auto& takeover = read.takeover;
    read.role = read_role(typed, {"to", "from"}, problems);
    read.other_number = read_other(typed, problems);
    const auto kind = field(typed, "kind");
    if (kind == "split")
        takeover.kind = TakeoverKind::split;
    else if (kind != "merger")
        problems.push_back({"kind", kind.empty() ? "required" : "choice.unknown"});
    attempt(problems, [&] {
        takeover.day = Date::parse(field(typed, "day"), "day");
        if (takeover.day > today) problems.push_back({"day", "takeover.later_than_today"});
    });
    if (kind == "split") {
        if (field(typed, "share").empty())
            problems.push_back({"share", "required"});
        else
            attempt(problems, [&] { takeover.share = parse_share(field(typed, "share")); });
    }
    takeover.source = read_line(typed, "source", true, problems);
    takeover.note = read_line(typed, "note", false, problems, limits::ledger_text);
    return read;
}

}  // namespace bygd
