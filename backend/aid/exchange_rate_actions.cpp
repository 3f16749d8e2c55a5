#include "aid/exchange_rate_actions.hpp"

#include <algorithm>

#include "aid/exchange_rate_store.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "providers/organisation.hpp"

namespace bygd {

namespace {

void require_writer(const Actor& actor) {
    if (actor.roles.empty() || actor.roles == Roles{Role::administrator}) refuse(ErrorKind::not_found, "not_found");
    if (!may_write_rates(actor)) refuse(ErrorKind::forbidden, "rate.may_not");
}

std::string field(const RateFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

ExchangeRate made_by(const Actor& actor, Instant now) {
    ExchangeRate rate;
    rate.entered_by = actor.name;
    rate.entered_at = now;
    return rate;
}

}  // namespace

bool may_write_rates(const Actor& actor) {
    return actor.has(Role::officer) || actor.has(Role::manager) || actor.has(Role::finance);
}

ExchangeRate tell_rate(Database& database, const Clock& clock, const Actor& actor, const RateFields& fields) {
    require_writer(actor);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        auto rate = made_by(actor, now);
        Problems problems;
        bool dated = false;
        try {
            rate.day = Date::parse(field(fields, "rate_day"), "rate_day");
            dated = true;
        } catch (const Error& error) {
            add(problems, error.problems());
        }
        try {
            rate.millionths = parse_rate(field(fields, "rate"));
        } catch (const Error& error) {
            add(problems, error.problems());
        }
        rate.source = read_line(fields, "source", true, problems);
        rate.note = read_line(fields, "note", false, problems, limits::ledger_text);
        if (dated && rate.day > stockholm_day(now)) problems.push_back({"rate_day", "rate.later_than_today"});
        const auto before = dated ? rate_of_day(tx, rate.day) : std::nullopt;
        if (before && before->millionths == rate.millionths) problems.push_back({"rate", "rate.same"});
        if (before && rate.note.empty()) problems.push_back({"note", "rate.why_required", {before->swedish()}});
        require_none(std::move(problems));
        insert_rate(tx, rate, actor.id);
        return rate_of_day(tx, rate.day).value();
    });
}

RateImport import_rates(Database& database, const Clock& clock, const Actor& actor, std::string_view bytes,
                        const std::string& source, bool dry_run) {
    require_writer(actor);
    Problems problems;
    const auto told = read_line({{"source", source}}, "source", true, problems);
    require_none(std::move(problems));
    const auto file = read_rate_file(bytes);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        RateImport done{0, 0, file.without_quotation, file.other_series, file.faults, false};
        std::vector<ExchangeRate> fresh;
        std::map<Date, std::int64_t> known;
        if (!file.lines.empty()) {
            const auto [first, last] = std::minmax_element(file.lines.begin(), file.lines.end(),
                                                           [](const auto& a, const auto& b) { return a.day < b.day; });
            known = rates_between(tx, first->day, last->day);
        }
        for (const auto& line : file.lines) {
            const auto before = known.find(line.day);
            if (line.day > stockholm_day(now)) {
                done.faults.push_back({line.number, {"file", "rate_file.later_than_today"}});
            } else if (before == known.end()) {
                fresh.push_back(made_by(actor, now));
                fresh.back().day = line.day;
                fresh.back().millionths = line.millionths;
                fresh.back().source = told;
            } else if (before->second == line.millionths) {
                ++done.known;
            } else {
                ExchangeRate old;
                old.millionths = before->second;
                done.faults.push_back({line.number, {"file", "rate_file.differs", {line.day.iso(), old.swedish()}}});
            }
        }
        done.added = static_cast<int>(fresh.size());
        std::stable_sort(done.faults.begin(), done.faults.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        if (dry_run || !done.faults.empty()) return done;
        insert_first_rates(tx, fresh, actor.id);
        done.saved = true;
        return done;
    });
}

}  // namespace bygd
