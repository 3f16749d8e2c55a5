#include "cases/diary_store.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "cases/diary_bulk_store.hpp"
#include "database/word_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view head_of_case = "SELECT sequence, hash FROM diary_head WHERE case_id = ?";

DiaryHead head_in(const Row& row) { return {static_cast<int>(row.integer("sequence")), row.text("hash")}; }

constexpr std::string_view columns =
    "e.case_id, e.sequence, e.kind, e.action, e.from_state, e.to_state, e.actor_id, e.actor_name, e.occurred_at, e.text, e.data,"
    " e.hash_version, e.previous_hash, e.hash";

DiaryEvent event_in(const Row& row) {
    DiaryEvent event;
    event.case_id = row.id<Case>("case_id");
    event.sequence = static_cast<int>(row.integer("sequence"));
    event.kind = row.text("kind");
    event.action = row.maybe_text("action");
    event.from_state = row.maybe_text("from_state");
    event.to_state = row.maybe_text("to_state");
    event.actor = row.maybe_id<User>("actor_id");
    event.actor_name = row.text("actor_name");
    event.occurred_at = row.instant("occurred_at");
    event.text = row.text("text");
    event.data = row.text("data");
    event.hash_version = static_cast<int>(row.integer("hash_version"));
    event.previous_hash = row.text("previous_hash");
    event.hash = row.text("hash");
    return event;
}

const std::string insert_event =
    "INSERT INTO diary_event (case_id, sequence, kind, action, from_state, to_state, actor_id, actor_name, occurred_at,"
    " text, data, hash_version, previous_hash, hash) VALUES ";
constexpr std::string_view event_places = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Values values_of(const DiaryEvent& event) {
    return {event.case_id, event.sequence, event.kind, event.action, event.from_state, event.to_state, event.actor,
            event.actor_name, event.occurred_at, event.text, event.data, event.hash_version, event.previous_hash, event.hash};
}

}  // namespace

// The head is locked as it is read: who writes a note needs no version of the case, and waits for the one before.
void append_event(Transaction& tx, DiaryEvent event) {
    const auto head = tx.one(std::string(head_of_case) + " FOR UPDATE", {event.case_id}, head_in);
    event.sequence = head ? head->sequence + 1 : 1;
    event.previous_hash = head ? head->hash : std::string(first_hash);
    event.hash = hash_of(event);
    if (head) {
        const auto moved = tx.execute(
            "UPDATE diary_head SET sequence = ?, hash = ? WHERE case_id = ? AND sequence = ?",
            {event.sequence, event.hash, event.case_id, head->sequence});
        if (moved != 1) refuse(ErrorKind::conflict, "case.changed");
    } else {
        tx.execute("INSERT INTO diary_head (case_id, sequence, hash) VALUES (?, ?, ?)",
                   {event.case_id, event.sequence, event.hash});
    }
    tx.execute(insert_event + std::string(event_places), values_of(event));
    add_words(tx, Indexed::case_file, event.case_id.value(), event.text);
}

// The heads are locked in the order of cases, so that two of these wait for each other and never in a ring.
void append_events(Transaction& tx, std::vector<DiaryEvent> events) {
    constexpr std::size_t at_once = 200;
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.case_id < b.case_id; });
    for (std::size_t at = 0; at < events.size(); at += at_once) {
        const auto end = std::min(events.size(), at + at_once);
        Values cases, rows, ends;
        for (auto i = at; i < end; ++i) cases.emplace_back(events[i].case_id);
        std::map<Id<Case>, DiaryHead> heads;
        tx.each("SELECT case_id, sequence, hash FROM diary_head WHERE case_id IN (" + repeated(cases.size(), "?") +
                    ") ORDER BY case_id FOR UPDATE",
                cases, [&](const Row& row) { heads[row.id<Case>("case_id")] = head_in(row); });
        for (auto i = at; i < end; ++i) {
            auto& event = events[i];
            const auto known = heads.find(event.case_id);
            event.sequence = known == heads.end() ? 1 : known->second.sequence + 1;
            event.previous_hash = known == heads.end() ? std::string(first_hash) : known->second.hash;
            event.hash = hash_of(event);
            heads[event.case_id] = {event.sequence, event.hash};
            for (const auto& value : values_of(event)) rows.push_back(value);
        }
        tx.execute(insert_event + repeated(end - at, event_places), rows);
        for (const auto& [id, head] : heads) {
            for (const Value& value : {Value(id), Value(head.sequence), Value(head.hash)}) ends.push_back(value);
        }
        tx.execute("INSERT INTO diary_head (case_id, sequence, hash) VALUES " + repeated(heads.size(), "(?, ?, ?)") +
                       " ON DUPLICATE KEY UPDATE sequence = VALUES(sequence), hash = VALUES(hash)", ends);
    }
    for (const auto& event : events) {
        if (!event.text.empty()) add_words(tx, Indexed::case_file, event.case_id.value(), event.text);
    }
}

std::vector<DiaryEvent> events_of(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT " + std::string(columns) + " FROM diary_event e WHERE e.case_id = ? ORDER BY e.sequence", {id}, event_in);
}

std::vector<NewsLine> news_for(Transaction& tx, Id<User> user, Instant since, std::size_t most) {
    return tx.all("SELECT " + std::string(columns) + ", c.diary_number, c.title, c.workflow, c.workflow_version"
                  " FROM diary_event e JOIN aid_case c ON c.id = e.case_id"
                  " WHERE e.occurred_at > ? AND (e.actor_id IS NULL OR e.actor_id <> ?)"
                  " AND (c.officer_id = ? OR EXISTS (SELECT 1 FROM diary_event own WHERE own.case_id = e.case_id AND own.actor_id = ?))"
                  " ORDER BY e.occurred_at DESC, e.case_id DESC, e.sequence DESC LIMIT " + std::to_string(most),
                  {since, user, user, user}, [](const Row& row) {
                      return NewsLine{event_in(row), row.text("diary_number"), row.text("title"), row.text("workflow"),
                                      static_cast<int>(row.integer("workflow_version"))};
                  });
}

std::optional<DiaryHead> diary_head(Transaction& tx, Id<Case> id) {
    return tx.one(head_of_case, {id}, head_in);
}

}  // namespace bygd
