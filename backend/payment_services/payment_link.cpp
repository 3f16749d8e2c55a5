#include "payment_services/payment_link.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

const std::vector<std::string_view>& link_projects() {
    static const std::vector<std::string_view> all{"payment_services", "rural_programme", "other"};
    return all;
}

const std::vector<std::string_view>& link_kinds() {
    static const std::vector<std::string_view> all{"referral_to", "referral_from", "consultation",
                                                   "joint_agent", "double_financing_check", "information"};
    return all;
}

const std::vector<std::string_view>& link_directions() {
    static const std::vector<std::string_view> all{"to_them", "from_them", "both"};
    return all;
}

const std::vector<std::string_view>& link_statuses() {
    static const std::vector<std::string_view> all{"open", "waiting", "done", "closed"};
    return all;
}

const std::vector<std::string_view>& agent_statuses() {
    static const std::vector<std::string_view> all{"none", "candidate", "applied", "active", "dormant", "ended"};
    return all;
}

namespace {

template <typename Enum>
std::string_view text_of(const std::vector<std::string_view>& all, Enum value) {
    return all.at(static_cast<std::size_t>(value));
}

template <typename Enum>
std::optional<Enum> value_of(const std::vector<std::string_view>& all, std::string_view text) {
    const auto found = std::find(all.begin(), all.end(), text);
    if (found == all.end()) return std::nullopt;
    return static_cast<Enum>(found - all.begin());
}

// Reads the fields of one link and notes what is wrong with each.
class Reader {
public:
    Reader(const TypedLink& typed, Problems& problems) : typed_(typed), problems_(problems) {}

    std::string text(std::string_view field) const {
        const auto found = typed_.find(field);
        return found == typed_.end() ? std::string() : trimmed(found->second);
    }
    void fault(std::string_view field, std::string code, std::vector<std::string> values = {}) {
        problems_.push_back({std::string(field), std::move(code), std::move(values)});
    }
    std::string line(std::string_view field, std::size_t most = limits::short_text) {
        auto read = text(field);
        if (characters(read) > most) fault(field, "text.too_long", {std::to_string(most)});
        if (read.find_first_of("\n\r\t") != read.npos) fault(field, "text.one_line");
        return read;
    }
    std::string area(std::string_view field) {
        auto read = text(field);
        if (characters(read) > limits::long_text) fault(field, "text.too_long", {std::to_string(limits::long_text)});
        return read;
    }
    template <typename Enum>
    std::optional<Enum> choice(std::string_view field, const std::vector<std::string_view>& all) {
        const auto read = text(field);
        const auto found = value_of<Enum>(all, read);
        if (!found) fault(field, read.empty() ? "required" : "choice.unknown");
        return found;
    }
    std::optional<Date> day(std::string_view field) {
        const auto read = text(field);
        if (read.empty()) return std::nullopt;
        try {
            return Date::parse(read, field);
        } catch (const Error& error) {
            add(problems_, error.problems());
            return std::nullopt;
        }
    }

private:
    const TypedLink& typed_;
    Problems& problems_;
};

bool looks_like_email(std::string_view text) {
    const auto at = text.find('@');
    return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos && text.find('.', at) != text.npos &&
           text[at + 1] != '.' && text.back() != '.' && text.find_first_of(" ,;<>\"") == text.npos;
}

bool looks_like_phone(std::string_view text) {
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 5 && digits <= 15 && text.find_first_not_of("0123456789 -/()+") == text.npos &&
           text.find('+', 1) == text.npos;
}

// "12345-2026", or "304-12345-2026" with the number of the field of work (domain §7.4). None of another authority.
void check_diary_number(const PaymentLink& link, Date today, Reader& read) {
    const auto& number = link.their_diary_number;
    if (number.empty() || link.project == LinkProject::other) return;
    const auto parts = split(number, '-');
    const bool shaped = (parts.size() == 2 || (parts.size() == 3 && parts[0].size() == 3)) &&
                        std::all_of(parts.begin(), parts.end(), [](const auto& part) { return all_digits(part); }) &&
                        parts[parts.size() - 2].size() <= 6 && parts.back().size() == 4;
    if (!shaped) return read.fault("their_diary_number", "payment_link.diary_number");
    const auto year = whole_number(parts.back()).value_or(0);
    if (year < 1990 || year > today.year()) {
        read.fault("their_diary_number", "payment_link.diary_year", {parts.back(), std::to_string(today.year())});
    }
}

void check_contact(const PaymentLink& link, Reader& read) {
    const auto& email = link.their_contact_email;
    if (!email.empty() && !looks_like_email(email)) read.fault("their_contact_email", "email.format");
    const auto& phone = link.their_contact_phone;
    if (!phone.empty() && !looks_like_phone(phone)) read.fault("their_contact_phone", "phone.format");
}

void check_follow_up(PaymentLink& link, const PaymentLink& before, Date today, bool readable, Reader& read) {
    if (!link.under_way()) {
        link.next_follow_up.reset();
        if (link.outcome_note.empty()) read.fault("outcome_note", "payment_link.outcome_required");
        return;
    }
    if (link.next_follow_up && *link.next_follow_up < today && link.next_follow_up != before.next_follow_up) {
        read.fault("next_follow_up", "payment_link.follow_up_past", {today.iso()});
    }
    // Whoever waits for an answer says when to ask again, or the link is forgotten.
    if (link.status == LinkStatus::waiting && readable && !link.next_follow_up) {
        read.fault("next_follow_up", "payment_link.follow_up_required");
    }
}

}  // namespace

std::string_view to_string(LinkProject value) { return text_of(link_projects(), value); }
std::string_view to_string(LinkKind value) { return text_of(link_kinds(), value); }
std::string_view to_string(LinkDirection value) { return text_of(link_directions(), value); }
std::string_view to_string(LinkStatus value) { return text_of(link_statuses(), value); }
std::string_view to_string(AgentStatus value) { return text_of(agent_statuses(), value); }
std::optional<LinkKind> link_kind_of(std::string_view text) { return value_of<LinkKind>(link_kinds(), text); }
std::optional<LinkStatus> link_status_of(std::string_view text) { return value_of<LinkStatus>(link_statuses(), text); }

PaymentLink read_link(const TypedLink& typed, const PaymentLink& before, Date today, Problems& problems) {
    Reader read(typed, problems);
    auto link = before;
    const auto kind = read.choice<LinkKind>("kind", link_kinds());
    const auto direction = read.choice<LinkDirection>("direction", link_directions());
    link.project = read.choice<LinkProject>("project", link_projects()).value_or(before.project);
    link.status = read.choice<LinkStatus>("status", link_statuses()).value_or(before.status);
    link.agent_status = read.choice<AgentStatus>("agent_status", agent_statuses()).value_or(before.agent_status);
    link.kind = kind.value_or(before.kind);
    link.direction = direction.value_or(before.direction);
    if (kind == LinkKind::referral_to && direction && direction != LinkDirection::to_them) {
        read.fault("direction", "payment_link.direction_to");
    }
    if (kind == LinkKind::referral_from && direction && direction != LinkDirection::from_them) {
        read.fault("direction", "payment_link.direction_from");
    }
    link.their_diary_number = read.line("their_diary_number", 60);
    check_diary_number(link, today, read);
    link.their_contact_name = read.line("their_contact_name");
    link.their_contact_email = read.line("their_contact_email");
    link.their_contact_phone = read.line("their_contact_phone", 50);
    check_contact(link, read);
    link.services.clear();
    for (const auto service : payment_service_names) {
        if (!read.text("service_" + std::string(service)).empty()) link.services.emplace(service);
    }
    link.note = read.area("note");
    link.outcome_note = read.area("outcome_note");
    link.next_follow_up = read.day("next_follow_up");
    check_follow_up(link, before, today, read.text("next_follow_up").empty(), read);
    return link;
}

TypedLink typed_of(const PaymentLink& link) {
    TypedLink typed{{"project", std::string(to_string(link.project))},
                    {"kind", std::string(to_string(link.kind))},
                    {"direction", std::string(to_string(link.direction))},
                    {"status", std::string(to_string(link.status))},
                    {"agent_status", std::string(to_string(link.agent_status))},
                    {"their_diary_number", link.their_diary_number},
                    {"their_contact_name", link.their_contact_name},
                    {"their_contact_email", link.their_contact_email},
                    {"their_contact_phone", link.their_contact_phone},
                    {"next_follow_up", link.next_follow_up ? link.next_follow_up->iso() : ""},
                    {"note", link.note},
                    {"outcome_note", link.outcome_note}};
    for (const auto& service : link.services) typed["service_" + service] = "1";
    return typed;
}

}  // namespace bygd
