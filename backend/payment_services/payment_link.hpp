// A link between an outlet, or one of its cases, and a case at Länsstyrelsen about payment services (domain §6.1): who
// was told of what, under which number there, and when to look again. Pure values: nothing here reads a clock or a
// database, and nothing of what Länsstyrelsen holds is copied beyond the public parts.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"

namespace bygd {

struct Case;
struct Outlet;

// The texts of each are those of the database and of the API; their words stand under "payment_services.<what>.<text>".
enum class LinkProject { payment_services, rural_programme, other };
enum class LinkKind { referral_to, referral_from, consultation, joint_agent, double_financing_check, information };
enum class LinkDirection { to_them, from_them, both };
enum class LinkStatus { open, waiting, done, closed };
enum class AgentStatus { none, candidate, applied, active, dormant, ended };   // is the outlet a payment agent?

std::string_view to_string(LinkProject);
std::string_view to_string(LinkKind);
std::string_view to_string(LinkDirection);
std::string_view to_string(LinkStatus);
std::string_view to_string(AgentStatus);
std::optional<LinkKind> link_kind_of(std::string_view);
std::optional<LinkStatus> link_status_of(std::string_view);

// Every text of an enum, in its order: for lists of choices.
const std::vector<std::string_view>& link_projects();
const std::vector<std::string_view>& link_kinds();
const std::vector<std::string_view>& link_directions();
const std::vector<std::string_view>& link_statuses();
const std::vector<std::string_view>& agent_statuses();

// The basic payment services (prop. 2006/07:55), by their names among outlet_services.
inline constexpr std::string_view payment_service_names[] = {"cash_withdrawal", "bill_payment", "daily_takings"};

struct PaymentLink {
    Id<PaymentLink> id;
    std::optional<Id<Case>> case_id;
    Id<Outlet> outlet;
    LinkProject project = LinkProject::payment_services;
    LinkKind kind = LinkKind::referral_to;
    LinkDirection direction = LinkDirection::to_them;
    std::string their_diary_number;                // empty: not known yet
    std::string their_contact_name, their_contact_email, their_contact_phone;
    Id<User> our_contact;
    AgentStatus agent_status = AgentStatus::none;
    std::set<std::string> services;                // of payment_service_names
    LinkStatus status = LinkStatus::open;
    Date opened_on;
    std::optional<Date> next_follow_up;            // none of a link that is done or closed
    std::string note, outcome_note;
    int version = 1;

    bool under_way() const { return status == LinkStatus::open || status == LinkStatus::waiting; }
    bool follow_up_due(Date today) const { return under_way() && next_follow_up && *next_follow_up <= today; }
    bool operator==(const PaymentLink&) const = default;
};

// What a person typed or a program sent: project, kind, direction, their_diary_number, their_contact_name,
// their_contact_email, their_contact_phone, agent_status, status, next_follow_up, note, outcome_note, and
// service_<name> for each of payment_service_names.
using TypedLink = std::map<std::string, std::string, std::less<>>;

// `before` with all that was typed put in its place; case, outlet, our contact and opening day stay as they are. Adds
// every problem, each on its field: required, choice.unknown, text.*, email.format, phone.format, date.*,
// payment_link.diary_number, .diary_year, .direction_to, .direction_from, .follow_up_past, .follow_up_required,
// .outcome_required. A follow-up that has passed may stand as long as it is not touched.
PaymentLink read_link(const TypedLink&, const PaymentLink& before, Date today, Problems&);

// The reverse: what read_link() reads back as the same link.
TypedLink typed_of(const PaymentLink&);

}  // namespace bygd
