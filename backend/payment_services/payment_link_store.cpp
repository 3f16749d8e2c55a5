#include "payment_services/payment_link_store.hpp"

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view link_columns =
    "l.id, l.case_id, l.outlet_id, l.project, l.kind, l.direction, l.their_diary_number, l.their_contact_name,"
    " l.their_contact_email, l.their_contact_phone, l.our_contact_id, l.agent_status, l.services, l.status,"
    " l.opened_on, l.next_follow_up, l.note, l.outcome_note, l.version";

constexpr std::string_view line_columns =
    ", t.name AS outlet_name, t.place AS outlet_place, m.name AS municipality_name, c.diary_number AS case_number,"
    " c.title AS case_title, u.display_name AS our_contact_name"
    " FROM payment_service_link l JOIN outlet t ON t.id = l.outlet_id"
    " JOIN municipality m ON m.code = t.municipality_code JOIN user_account u ON u.id = l.our_contact_id"
    " LEFT JOIN aid_case c ON c.id = l.case_id";

// Those without a follow-up come after all that have one.
constexpr std::string_view follow_up_key = "COALESCE(l.next_follow_up, '9999-12-31')";
constexpr std::string_view under_way = "l.status IN ('open', 'waiting')";

// The CHECKs of the table hold each of these to the texts of its enum.
template <typename Enum>
Enum enum_of(const std::vector<std::string_view>& all, const std::string& text) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] == text) return static_cast<Enum>(i);
    }
    throw std::logic_error("payment_service_link holds an unknown value: " + text);
}

PaymentLink to_link(const Row& row) {
    PaymentLink link;
    link.id = row.id<PaymentLink>("id");
    link.case_id = row.maybe_id<Case>("case_id");
    link.outlet = row.id<Outlet>("outlet_id");
    link.project = enum_of<LinkProject>(link_projects(), row.text("project"));
    link.kind = enum_of<LinkKind>(link_kinds(), row.text("kind"));
    link.direction = enum_of<LinkDirection>(link_directions(), row.text("direction"));
    link.their_diary_number = row.text("their_diary_number");
    link.their_contact_name = row.text("their_contact_name");
    link.their_contact_email = row.text("their_contact_email");
    link.their_contact_phone = row.text("their_contact_phone");
    link.our_contact = row.id<User>("our_contact_id");
    link.agent_status = enum_of<AgentStatus>(agent_statuses(), row.text("agent_status"));
    for (auto& service : split(row.text("services"), ' ')) {
        if (!service.empty()) link.services.insert(std::move(service));
    }
    link.status = enum_of<LinkStatus>(link_statuses(), row.text("status"));
    link.opened_on = row.date("opened_on");
    link.next_follow_up = row.maybe_date("next_follow_up");
    link.note = row.text("note");
    link.outcome_note = row.text("outcome_note");
    link.version = static_cast<int>(row.integer("version"));
    return link;
}

LinkLine to_line(const Row& row) {
    return {to_link(row), row.text("outlet_name"), row.text("outlet_place"), row.text("municipality_name"),
            row.text_or_empty("case_number"), row.text_or_empty("case_title"), row.text("our_contact_name")};
}

std::string services_text(const PaymentLink& link) {
    return joined({link.services.begin(), link.services.end()}, " ");
}

bool by_follow_up(LinkView view) { return view == LinkView::due || view == LinkView::under_way; }

std::string select_lines() { return "SELECT " + std::string(link_columns) + std::string(line_columns); }

// The WHERE of a filter, each value bound.
struct Where {
    std::string sql = "1 = 1";
    Values values;

    void say(std::string_view condition, std::initializer_list<Value> bound = {}) {
        sql += " AND " + std::string(condition);
        values.insert(values.end(), bound);
    }
};

void after_cursor(Where& where, const LinkFilter& filter) {
    if (filter.after.empty()) return;
    if (!by_follow_up(filter.view)) return where.say("l.id < ?", {whole_number(filter.after).value_or(0)});
    const auto parts = split(filter.after, '_');
    if (parts.size() != 2) return;
    const auto key = std::string(follow_up_key);
    where.say("(" + key + " > ? OR (" + key + " = ? AND l.id > ?))",
              {parts[0], parts[0], whole_number(parts[1]).value_or(0)});
}

Where where_of(const LinkFilter& filter) {
    Where where;
    if (filter.view == LinkView::due) {
        where.say(under_way);
        where.say("l.next_follow_up <= ?", {filter.today});
    }
    if (filter.view == LinkView::under_way) where.say(under_way);
    if (filter.view == LinkView::ended) where.say("l.status IN ('done', 'closed')");
    if (filter.status) where.say("l.status = ?", {to_string(*filter.status)});
    if (filter.kind) where.say("l.kind = ?", {to_string(*filter.kind)});
    if (filter.outlet) where.say("l.outlet_id = ?", {*filter.outlet});
    if (filter.case_id) where.say("l.case_id = ?", {*filter.case_id});
    if (!filter.text.empty()) {
        auto like = replaced_all(replaced_all(replaced_all(filter.text, "\\", "\\\\"), "%", "\\%"), "_", "\\_");
        like = "%" + like + "%";
        where.say("(t.name LIKE ? OR t.place LIKE ? OR l.their_diary_number LIKE ? OR l.their_contact_name LIKE ?)",
                  {like, like, like, like});
    }
    after_cursor(where, filter);
    return where;
}

}  // namespace

Id<PaymentLink> insert_link(Transaction& tx, const PaymentLink& l) {
    return tx.insert<PaymentLink>(
        "INSERT INTO payment_service_link (case_id, outlet_id, project, kind, direction, their_diary_number,"
        " their_contact_name, their_contact_email, their_contact_phone, our_contact_id, agent_status, services, status,"
        " opened_on, next_follow_up, note, outcome_note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {l.case_id, l.outlet, to_string(l.project), to_string(l.kind), to_string(l.direction), l.their_diary_number,
         l.their_contact_name, l.their_contact_email, l.their_contact_phone, l.our_contact, to_string(l.agent_status),
         services_text(l), to_string(l.status), l.opened_on, l.next_follow_up, l.note, l.outcome_note});
}

void save_link(Transaction& tx, const PaymentLink& l) {
    const auto changed = tx.execute(
        "UPDATE payment_service_link SET project = ?, kind = ?, direction = ?, their_diary_number = ?,"
        " their_contact_name = ?, their_contact_email = ?, their_contact_phone = ?, our_contact_id = ?,"
        " agent_status = ?, services = ?, status = ?, next_follow_up = ?, note = ?, outcome_note = ?,"
        " version = version + 1 WHERE id = ? AND version = ?",
        {to_string(l.project), to_string(l.kind), to_string(l.direction), l.their_diary_number, l.their_contact_name,
         l.their_contact_email, l.their_contact_phone, l.our_contact, to_string(l.agent_status), services_text(l),
         to_string(l.status), l.next_follow_up, l.note, l.outcome_note, l.id, l.version});
    if (changed != 1) refuse(ErrorKind::conflict, "payment_link.changed");
}

std::optional<PaymentLink> find_link(Transaction& tx, Id<PaymentLink> id) {
    return tx.one("SELECT " + std::string(link_columns) + " FROM payment_service_link l WHERE l.id = ?", {id}, to_link);
}

std::optional<LinkLine> find_link_line(Transaction& tx, Id<PaymentLink> id) {
    return tx.one(select_lines() + " WHERE l.id = ?", {id}, to_line);
}

std::vector<LinkLine> list_links(Transaction& tx, const LinkFilter& filter, std::size_t most) {
    const auto where = where_of(filter);
    const auto order = by_follow_up(filter.view) ? std::string(follow_up_key) + ", l.id" : std::string("l.id DESC");
    return tx.all(select_lines() + " WHERE " + where.sql + " ORDER BY " + order + " LIMIT " + std::to_string(most),
                  where.values, to_line);
}

std::string cursor_after(const LinkLine& line, LinkView view) {
    const auto id = std::to_string(line.link.id.value());
    if (!by_follow_up(view)) return id;
    return (line.link.next_follow_up ? line.link.next_follow_up->iso() : std::string("9999-12-31")) + "_" + id;
}

std::vector<LinkLine> links_of_outlet(Transaction& tx, Id<Outlet> id) {
    return tx.all(select_lines() + " WHERE l.outlet_id = ? ORDER BY " + std::string(under_way) + " DESC, l.id DESC",
                  {id}, to_line);
}

std::vector<LinkLine> links_of_case(Transaction& tx, Id<Case> id) {
    return tx.all(select_lines() + " WHERE l.case_id = ? ORDER BY " + std::string(under_way) + " DESC, l.id DESC", {id},
                  to_line);
}

LinkCounts count_links(Transaction& tx, Date today) {
    const auto counted = tx.one(
        "SELECT COUNT(CASE WHEN status IN ('open', 'waiting') AND next_follow_up <= ? THEN 1 END) AS due,"
        " COUNT(CASE WHEN status IN ('open', 'waiting') THEN 1 END) AS under_way,"
        " COUNT(CASE WHEN status IN ('done', 'closed') THEN 1 END) AS ended FROM payment_service_link",
        {today}, [](const Row& row) {
            return LinkCounts{row.integer("due"), row.integer("under_way"), row.integer("ended")};
        });
    return counted.value_or(LinkCounts{});
}

}  // namespace bygd
