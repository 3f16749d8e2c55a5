#include "decisions/assessment_store.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace bygd {

namespace {

// The newest text for each rule; an empty one takes the reason away.
constexpr std::string_view reasons_in_force =
    " FROM special_reason r JOIN user_account u ON u.id = r.written_by WHERE r.case_id = ? AND r.text <> '' AND r.id ="
    " (SELECT MAX(n.id) FROM special_reason n WHERE n.case_id = r.case_id AND n.rule = r.rule)";

std::optional<int> maybe_int(const Row& row, std::string_view column) {
    const auto number = row.maybe_integer(column);
    if (!number) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<bool> maybe_truth(const Row& row, std::string_view column) {
    const auto number = row.maybe_integer(column);
    if (!number) return std::nullopt;
    return *number != 0;
}

std::set<std::string> names(const std::string& text) {
    std::set<std::string> found;
    for (auto& name : split(text, ',')) {
        if (!name.empty()) found.insert(std::move(name));
    }
    return found;
}

std::vector<SpecialReason> reasons_of_json(const std::string& text) {
    std::vector<SpecialReason> reasons;
    if (text.empty()) return reasons;
    for (const auto& one : nlohmann::json::parse(text)) {
        reasons.push_back({one.at("rule").get<std::string>(), one.at("text").get<std::string>(),
                           one.at("by").get<std::string>(), parse_utc(one.at("at").get<std::string>())});
    }
    return reasons;
}

void fill(const Row& row, const AssessedSubject& subject, AssessmentFacts& facts) {
    facts.applicant = row.text_or_empty("kind");
    facts.county = row.text_or_empty("county_code");
    facts.special_reasons = reasons_of_json(row.text_or_empty("reasons"));
    if (!subject.outlet || row.null("mobile")) return;
    facts.seller = row.truth("mobile") ? "mobile" : "fixed";
    facts.services = names(row.text_or_empty("services"));
    facts.next_outlet_metres = maybe_int(row, "next_outlet_metres");
    facts.archipelago = maybe_truth(row, "archipelago");
    facts.hours_per_week = maybe_int(row, "hours_per_week");
    facts.open_all_year = maybe_truth(row, "open_all_year");
    facts.articles = maybe_int(row, "articles");
    facts.assortment_groups = names(row.text_or_empty("assortment_groups"));
    facts.turnover = row.maybe_money("groceries_turnover_ore");
}

std::vector<GrantedBefore> read_granted(Transaction& tx, const AssessedSubject& subject, std::string_view how) {
    const auto id = [](const auto& maybe) { return maybe ? Value(*maybe) : Value(std::int64_t{0}); };
    const auto organisation = id(subject.organisation), outlet = id(subject.outlet), own = id(subject.subject);
    return tx.all(
        "SELECT c.diary_number, c.form, c.granted_ore - c.released_ore AS kept,"
        " COALESCE(JSON_UNQUOTE(JSON_EXTRACT(c.application, '$.values.grant_year')), YEAR(c.decided_on)) AS year,"
        " c.organisation_id = ? AS to_recipient, COALESCE(c.outlet_id = ?, FALSE) AS to_outlet"
        " FROM aid_case c WHERE (c.organisation_id = ? OR c.outlet_id = ?) AND c.granted_ore > c.released_ore"
        " AND c.id <> ? ORDER BY c.id" + std::string(how),
        {organisation, outlet, organisation, outlet, own}, [](const Row& row) {
            return GrantedBefore{row.text("diary_number"), row.text("form"),
                                 static_cast<int>(whole_number(row.text_or_empty("year")).value_or(0)), row.money("kept"),
                                 row.truth("to_recipient"), row.truth("to_outlet")};
        });
}

void bump_yearly_aid(Transaction& tx, std::string_view holder, std::int64_t id, int year) {
    tx.execute("INSERT INTO yearly_aid (holder, holder_id, year, grants) VALUES (?, ?, ?, 1)"
               " ON DUPLICATE KEY UPDATE grants = grants + 1", {holder, id, year});
}

}  // namespace

void read_register_facts(Transaction& tx, const AssessedSubject& subject, AssessmentFacts& facts) {
    tx.each("SELECT o.kind, m.county_code, t.mobile, t.next_outlet_metres, t.archipelago, t.hours_per_week,"
            " t.open_all_year, t.articles, t.assortment_groups, t.groceries_turnover_ore,"
            " (SELECT GROUP_CONCAT(s.service ORDER BY s.service) FROM outlet_service s WHERE s.outlet_id = t.id) AS services,"
            " (SELECT JSON_ARRAYAGG(JSON_OBJECT('rule', r.rule, 'text', r.text, 'by', u.display_name,"
            " 'at', DATE_FORMAT(r.written_at, '%Y-%m-%dT%H:%i:%s.%fZ')))" + std::string(reasons_in_force) + ") AS reasons"
            " FROM (SELECT 1 AS one) x LEFT JOIN outlet t ON t.id = ? LEFT JOIN organisation o ON o.id = ?"
            " LEFT JOIN municipality m ON m.code = COALESCE(t.municipality_code, ?)",
            {subject.subject, subject.outlet, subject.organisation, subject.municipality},
            [&](const Row& row) { fill(row, subject, facts); });
}

std::vector<GrantedBefore> granted_before(Transaction& tx, const AssessedSubject& subject) {
    return read_granted(tx, subject, "");
}

std::vector<GrantedBefore> take_granted_before(Transaction& tx, const AssessedSubject& subject, int year) {
    if (subject.organisation) bump_yearly_aid(tx, "organisation", subject.organisation->value(), year);
    if (subject.outlet) bump_yearly_aid(tx, "outlet", subject.outlet->value(), year);
    return read_granted(tx, subject, " LOCK IN SHARE MODE");
}

void insert_special_reason(Transaction& tx, Id<Case> subject, std::string_view rule, std::string_view paragraph,
                           std::string_view text, Id<User> by, Instant at) {
    tx.execute("INSERT INTO special_reason (case_id, rule, paragraph, text, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?)",
               {subject, rule, paragraph, text, by, at});
}

std::vector<WrittenReason> special_reasons_of(Transaction& tx, Id<Case> subject) {
    return tx.all("SELECT r.rule, r.paragraph, r.text, u.display_name, r.written_at" + std::string(reasons_in_force) +
                  " ORDER BY r.id", {subject}, [](const Row& row) {
        return WrittenReason{{row.text("rule"), row.text("text"), row.text("display_name"), row.instant("written_at")},
                             row.text("paragraph")};
    });
}

}  // namespace bygd
