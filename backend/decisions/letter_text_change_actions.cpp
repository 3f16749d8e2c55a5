#include "decisions/letter_text_change_actions.hpp"

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "decisions/letter_text_lines.hpp"
#include "people/admin_event_store.hpp"

namespace bygd {

namespace {

void require_administrator(const Actor& actor) {
    if (!actor.has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
}

// The lines that went and the lines that came: the whole text stands in its row.
void record(const LetterTexts& texts, Transaction& tx, const Actor& actor, const LetterTextChange& change, Instant now) {
    AdminEvent event;
    event.area = "letter";
    event.kind = "letter_" + change.state;
    event.subject_id = change.id.value();
    event.subject = change.place.substr(0, limits::short_text);
    event.actor = actor.id;
    event.actor_name = actor.name;
    event.occurred_at = now;
    std::vector<FieldChange> fields;
    if (const auto* before = text_before(texts, change); before && (change.state == "prepared" || change.state == "confirmed")) {
        if (before->heading != change.heading) fields.push_back({"heading", before->heading, change.heading});
        std::vector<std::string> gone, come;
        for (const auto& line : line_diff(lines_of(before->passages), change.body)) {
            if (line.side == '-') gone.push_back(line.text);
            if (line.side == '+') come.push_back(line.text);
        }
        if (!gone.empty() || !come.empty()) fields.push_back({"text", joined(gone, "\n"), joined(come, "\n")});
    }
    fields.push_back({"from", "", change.valid_from.iso()});
    fields.push_back({"reason", "", change.state == "refused" ? change.settled_why : change.reason});
    event.changes = changes_text(fields);
    log::info(event.kind, {{"change", std::to_string(change.id.value())}, {"by", std::to_string(actor.id.value())}});
    append_admin_event(tx, std::move(event));
}

// The reader's newest words, with one kind of line end, as they are compared and kept.
LetterTextChange read_change(const Actor& actor, const PrepareLetterText& typed, Instant now, Problems& problems) {
    LetterTextChange change;
    change.place = typed.place;
    change.base = typed.base;
    change.heading = trimmed(typed.heading);
    change.body = trimmed(replaced_all(replaced_all(typed.body, "\r\n", "\n"), "\r", "\n"));
    change.reason = trimmed(typed.reason);
    change.prepared_by = actor.id;
    change.prepared_by_name = actor.name;
    change.prepared_at = now;
    change.valid_from = stockholm_day(now).plus_days(1);
    if (trimmed(typed.valid_from).empty()) {
        problems.push_back({"valid_from", "required"});
        return change;
    }
    try {
        change.valid_from = Date::parse(trimmed(typed.valid_from), "valid_from");
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    return change;
}

Problems checked(const Services& services, const LetterTexts& texts, const LetterTextChange& change, Instant now) {
    return check_letter_text_change(texts, change, services.forms.all(), services.parameters.bases(), stockholm_day(now));
}

// Written from another text than the one it would take over from.
bool has_other_base(const LetterTexts& texts, const LetterTextChange& change) {
    const auto* before = text_before(texts, change);
    return !before || before->source() != change.base;
}

LetterTextChange change_to_settle(Transaction& tx, Id<LetterTextChange> id, int version) {
    auto change = find_letter_text_change(tx, id);
    if (!change) refuse(ErrorKind::not_found, "not_found");
    if (change->state != "prepared" || change->version != version) refuse(ErrorKind::conflict, "letter_text.settled");
    return *std::move(change);
}

LetterTextChange settle(const LetterTexts& texts, Transaction& tx, const Actor& actor, LetterTextChange change, const char* state,
                        const std::string& why, Instant now) {
    change.state = state;
    change.settled_by = actor.id;
    change.settled_by_name = actor.name;
    change.settled_at = now;
    change.settled_why = why;
    if (!settle_letter_text_change(tx, change)) refuse(ErrorKind::conflict, "letter_text.settled");
    ++change.version;
    record(texts, tx, actor, change, now);
    return change;
}

}  // namespace

LetterTexts confirmed_texts(const Services& services, Transaction& tx) { return services.letter_texts.with(confirmed_letter_texts(tx)); }

LetterTextTrial try_letter_text(const Services& services, const Actor& actor, const PrepareLetterText& command) {
    require_administrator(actor);
    const auto now = services.clock.now();
    LetterTextTrial trial;
    trial.change = read_change(actor, command, now, trial.problems);
    const bool unread = !trial.problems.empty();
    trial.texts = services.database.look_up([&](Transaction& tx) { return confirmed_texts(services, tx); });
    for (auto& problem : checked(services, trial.texts, trial.change, now)) {
        if (!unread || problem.field != "valid_from") trial.problems.push_back(std::move(problem));
    }
    return trial;
}

LetterTextChange prepare_letter_text(const Services& services, const Actor& actor, const PrepareLetterText& command) {
    auto [texts, change, problems] = try_letter_text(services, actor, command);
    require_none(std::move(problems));
    const auto* before = text_before(texts, change);
    if (!change.base.empty() && has_other_base(texts, change)) refuse(ErrorKind::conflict, "letter_text.base_changed");
    change.base = before->source();
    return services.database.transact(actor, [&](Transaction& tx) {
        auto prepared = change;
        try {
            prepared.id = insert_letter_text_change(tx, prepared);
        } catch (const DuplicateKey&) {
            throw Error(ErrorKind::invalid, {{"valid_from", "letter_text.there"}});
        }
        record(texts, tx, actor, prepared, prepared.prepared_at);
        return prepared;
    });
}

LetterTextChange confirm_letter_text(const Services& services, const Actor& actor, Id<LetterTextChange> id, int version) {
    require_administrator(actor);
    const auto now = services.clock.now();
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto edition = letter_text_edition(tx);
        const auto change = change_to_settle(tx, id, version);
        if (change.prepared_by == actor.id) refuse(ErrorKind::forbidden, "letter_text.same_person");
        const auto texts = confirmed_texts(services, tx);
        require_none(checked(services, texts, change, now));
        // Both by what was read and by what another may be confirming at this moment.
        if (has_other_base(texts, change) || !next_letter_text_edition(tx, edition)) refuse(ErrorKind::conflict, "letter_text.base_changed");
        return settle(texts, tx, actor, change, "confirmed", "", now);
    });
}

LetterTextChange refuse_letter_text(const Services& services, const Actor& actor, Id<LetterTextChange> id, int version, const std::string& typed) {
    require_administrator(actor);
    const auto why = trimmed(typed);
    Problems problems;
    if (why.empty()) problems.push_back({"why", "required"});
    if (characters(why) > limits::ledger_text) problems.push_back({"why", "text.too_long", {std::to_string(limits::ledger_text)}});
    require_none(std::move(problems));
    const auto now = services.clock.now();
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto change = change_to_settle(tx, id, version);
        if (change.prepared_by == actor.id) refuse(ErrorKind::forbidden, "letter_text.same_person");
        return settle(services.letter_texts, tx, actor, change, "refused", why, now);
    });
}

LetterTextChange withdraw_letter_text(const Services& services, const Actor& actor, Id<LetterTextChange> id, int version) {
    require_administrator(actor);
    const auto now = services.clock.now();
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto change = change_to_settle(tx, id, version);
        if (change.prepared_by != actor.id) refuse(ErrorKind::forbidden, "letter_text.not_yours");
        return settle(services.letter_texts, tx, actor, change, "withdrawn", "", now);
    });
}

std::unique_ptr<EditionFollower> letter_text_follower(Database& database, LetterTexts& texts) {
    return std::make_unique<EditionFollower>(database, "letter_texts", letter_text_edition,
                                             [&texts](Transaction& tx) { texts.put_over(confirmed_letter_texts(tx)); });
}

}  // namespace bygd
