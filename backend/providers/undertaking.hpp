// Which companies are one single undertaking on a day (art. 2.2 of the de minimis regulations): ownership links over
// time and the takeovers by which aid goes along. Pure values. A link is ended, never taken away; natural persons and
// public bodies do not bind the companies they own.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "providers/organisation.hpp"

namespace bygd {

// a) votes, b) the right to appoint or remove most of the board, c) dominant influence by contract or articles, d)
// control of most votes by agreement with other owners. Votes bind above half; the others always.
enum class LinkGround { votes, board, contract, agreement };
std::string_view to_string(LinkGround);
std::optional<LinkGround> link_ground_of(std::string_view);
inline constexpr std::string_view link_grounds[] = {"votes", "board", "contract", "agreement"};

struct OrganisationLink {
    Id<OrganisationLink> id;
    std::optional<Id<Organisation>> owner;  // none: a natural person, by name
    std::string owner_person;
    Id<Organisation> owned;
    LinkGround ground = LinkGround::votes;
    std::optional<BasisPoints> share;  // of the votes; always with ground votes
    Date valid_from;
    std::optional<Date> valid_to;  // last day; before valid_from: it was a mistake and never held
    std::string source, note;
    std::string made_by;
    Instant made_at;
    int version = 1;

    bool holds_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
    // Strong enough for art. 2.2, whoever the owner is.
    bool controls() const { return ground != LinkGround::votes || (share && share->value > 5'000); }
};

// Whether an owner of this kind makes what it owns one with itself.
bool owner_binds(std::string_view organisation_kind);

struct UndertakingMember {
    Id<Organisation> id;
    std::string number, name, kind;
    std::int64_t version = 0;  // of its place in the undertaking: see undertaking_store
};

// The companies connected with `first`, it among them, by links that hold on the day and bind.
std::set<Id<Organisation>> single_undertaking(Id<Organisation> first, const std::vector<OrganisationLink>& links,
                                              const std::map<Id<Organisation>, std::string>& kinds, Date day);

enum class TakeoverKind { merger, split };  // a merger takes all aid along, a split a named share
std::string_view to_string(TakeoverKind);

struct Takeover {
    Id<Takeover> id;
    TakeoverKind kind = TakeoverKind::merger;
    Id<Organisation> from, to;
    Date day;
    BasisPoints share{10'000};
    std::string source, note;
    std::string made_by;
    Instant made_at;
    bool revoked = false;  // told by mistake: takes nothing along
    std::string revoked_why;
};

// Reads other_number (of an organisation) or owner_person, role ("owner": the other owns this; "owned"; "person"),
// ground, share (per cent, two decimals at most), valid_from, valid_to, source and note. Adds every problem: required,
// choice.unknown, organisation_number.*, link.share, date.*, date.order, text.*. Which organisation is meant is the
// caller's to find: `other_number` comes back as ten digits.
struct ReadLink {
    std::string role, other_number;
    OrganisationLink link;
};
ReadLink read_organisation_link(const Typed&, Problems&);

// Reads role ("to": the other took over this; "from"), other_number, kind, day, share (of a split), source, note.
struct ReadTakeover {
    std::string role, other_number;
    Takeover takeover;
};
ReadTakeover read_takeover(const Typed&, Date today, Problems&);

// "62,50" of 62,5 %; at most 100 and two decimals. Throws Error invalid on `field`: link.share.
BasisPoints parse_share(std::string_view text, std::string_view field = "share");
std::string share_text(BasisPoints);  // "62,5"

}  // namespace bygd
