#include "cases/provider_merge_actions.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_action.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "providers/likeness.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event_store.hpp"

namespace bygd {

namespace {

void require_writer(const Actor& actor) {
    require_provider_reader(actor);
    if (!may_write_providers(actor)) refuse(ErrorKind::forbidden, "provider.officers_only");
}

void require_no_conflict(Problems problems) {
    if (!problems.empty()) throw Error(ErrorKind::conflict, std::move(problems));
}

Organisation organisation_in(Transaction& tx, std::int64_t id) {
    auto found = find_organisation(tx, Id<Organisation>(id));
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

Outlet outlet_in(Transaction& tx, std::int64_t id) {
    auto found = find_outlet(tx, Id<Outlet>(id));
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

// The two as they are now, as far as a merge and its undoing treat both kinds alike.
struct Side {
    std::int64_t id = 0;
    std::string name;
    int version = 0;
    bool merged = false;
    Typed typed;
};

Side side_of(Transaction& tx, ProviderKind kind, std::int64_t id) {
    if (kind == ProviderKind::outlet) {
        const auto outlet = outlet_in(tx, id);
        return {id, outlet.name, outlet.version, outlet.merged_into.has_value(), typed_of(outlet)};
    }
    const auto organisation = organisation_in(tx, id);
    return {id, organisation.name, organisation.version, organisation.merged_into.has_value(), typed_of(organisation)};
}

std::string changed_code(ProviderKind kind) { return kind == ProviderKind::outlet ? "outlet.changed" : "organisation.changed"; }

// Writes the form of the one that stays, and tells in its own words what changed.
std::vector<ProviderChange> save_fields(Transaction& tx, const Region& region, ProviderKind kind, const Side& now, const Typed& typed) {
    if (kind == ProviderKind::outlet) {
        const auto before = outlet_in(tx, now.id);
        auto after = require_whole_outlet(tx, region, typed);
        after.id = before.id;
        after.organisation = before.organisation;
        after.version = now.version;
        save_outlet(tx, after);
        return changes_between(before, after);
    }
    const auto before = organisation_in(tx, now.id);
    Problems problems;
    auto after = read_organisation(typed, problems);
    require_none(std::move(problems));
    after.id = before.id;
    after.payee = before.payee;
    after.payee_pending = before.payee_pending;
    after.version = now.version;
    save_organisation(tx, after);
    if (after.number != before.number) save_number(tx, after.id, after.number);
    return changes_between(before, after);
}

void record(Transaction& tx, ProviderKind kind, std::int64_t id, ProviderEvent event) {
    if (kind == ProviderKind::outlet) {
        event.outlet = Id<Outlet>(id);
        event.organisation = outlet_in(tx, id).organisation;
    } else {
        event.organisation = Id<Organisation>(id);
    }
    append_provider_event(tx, event);
}

// One transaction of one person: moves rows between the two, with a word in the diary of each case.
class RowMover {
public:
    RowMover(const Services& services, Transaction& tx, const Actor& actor, Instant now, ProviderKind kind)
        : services_(services), tx_(tx), actor_(actor), now_(now), kind_(kind) {}

    void move_case(const MovableCase& found, const Side& from, const Side& to, const char* event, const std::string& why) {
        auto subject = taken(found);
        if (!move_merged_row(tx_, kind_, {"case", found.id.value(), ""}, from.id, to.id)) {
            throw Error(ErrorKind::conflict, {{"", "merge.row_gone", {found.diary_number}}});
        }
        const ActionInput nothing;
        ActionContext context{services_, tx_, actor_, now_, subject, nothing, why, {}, {}};
        context.facts = {{"provider_from", from.name}, {"provider_to", to.name}};
        append_event(tx_, event_of(context, event));
    }

    void move_row(const MergedRow& row, const Side& from, const Side& to) {
        if (!move_merged_row(tx_, kind_, row, from.id, to.id)) throw Overtaken("merge.changed");
    }

private:
    // A step taken since it was read is no reason to refuse: the whole is done again on what holds now.
    Case taken(const MovableCase& found) {
        try {
            return lock_case(tx_, found.id, found.version);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::conflict) throw Overtaken("merge.changed");
            throw;
        }
    }

    const Services& services_;
    Transaction& tx_;
    const Actor& actor_;
    Instant now_;
    ProviderKind kind_;
};

Problems owners_differ(const Outlet& one, const Outlet& other) {
    if (one.organisation == other.organisation) return {};
    return {{"", "merge.other_owner"}};
}

class Merger {
public:
    Merger(const Services& services, Transaction& tx, const Actor& actor, const MergeChoice& choice)
        : services_(services), tx_(tx), actor_(actor), choice_(choice), now_(services.clock.now()) {}

    ProviderMerge run() {
        stays_ = side_of(tx_, choice_.kind, choice_.stays());
        goes_ = side_of(tx_, choice_.kind, choice_.goes());
        for (const auto* side : {&stays_, &goes_}) {
            if (side->merged) refuse(ErrorKind::conflict, "merge.already", {side->name});
        }
        if (stays_.version != choice_.stays_version() || goes_.version != choice_.goes_version()) {
            refuse(ErrorKind::conflict, changed_code(choice_.kind));
        }
        const auto& one = choice_.one_stays ? stays_ : goes_;
        const auto& other = choice_.one_stays ? goes_ : stays_;
        const auto chosen = chosen_fields(choice_, one.typed, other.typed);
        const auto changed = changed_fields(stays_.typed, chosen);
        require_nothing_in_the_way(changed.contains("organisation_number"));
        mark_merged(tx_, choice_.kind, goes_.id, hold_of(tx_, choice_.kind, goes_.id), stays_.id);
        auto changes = save_fields(tx_, services_.region, choice_.kind, stays_, chosen);
        move_rows();
        ProviderMerge made;
        made.kind = choice_.kind;
        made.stays = stays_.id;
        made.goes = goes_.id;
        made.fields = changed;
        made.payee = take_payee();
        made.why = choice_.why;
        made.made_by = actor_.name;
        made.made_at = now_;
        made.id = insert_merge(tx_, made, actor_.id, rows_);
        changes.insert(changes.begin(), {{"merged", "", goes_.name}, {"merge_why", "", choice_.why}});
        record(tx_, choice_.kind, stays_.id, provider_event_by(actor_, now_, "merge_received", std::move(changes)));
        record(tx_, choice_.kind, goes_.id, provider_event_by(actor_, now_, "merged_into",
                                                              {{"merged_into", "", stays_.name}, {"merge_why", "", choice_.why}}));
        return made;
    }

private:
    void require_nothing_in_the_way(bool number) {
        if (choice_.kind == ProviderKind::outlet) {
            require_no_conflict(owners_differ(outlet_in(tx_, stays_.id), outlet_in(tx_, goes_.id)));
            const auto hanging = hanging_on(tx_, choice_.kind, goes_.id);
            if (hanging.movable() > merge_rows_most) refuse(ErrorKind::conflict, "merge.too_many", {std::to_string(merge_rows_most)});
            return;
        }
        const auto stays = organisation_in(tx_, stays_.id), goes = organisation_in(tx_, goes_.id);
        auto problems = obstacles(stays, goes, hanging_on(tx_, choice_.kind, stays_.id), hanging_on(tx_, choice_.kind, goes_.id), number);
        // Two that wait for a second person are one too many.
        if (choice_.takes_payee && stays.payee_pending) problems.push_back({"take_payee", "merge.payee_waiting", {stays.name}});
        require_no_conflict(std::move(problems));
        if (choice_.takes_payee && !goes.payee) throw Error(ErrorKind::invalid, {{"take_payee", "merge.no_payee"}});
    }

    void move_rows() {
        RowMover mover(services_, tx_, actor_, now_, choice_.kind);
        for (const auto& found : cases_hanging_on(tx_, choice_.kind, goes_.id)) {
            mover.move_case(found, goes_, stays_, "provider_merged", choice_.why);
            rows_.push_back({"case", found.id.value(), found.mark});
        }
        for (const auto& row : rows_hanging_on(tx_, choice_.kind, goes_.id)) {
            mover.move_row(row, goes_, stays_);
            rows_.push_back(row);
        }
    }

    // A second person confirms it like any other change of account.
    std::string take_payee() {
        if (!choice_.takes_payee) return "";
        const auto account = organisation_in(tx_, goes_.id).payee;
        const auto stays = organisation_in(tx_, stays_.id);
        if (stays.payee == account) return "";
        put_payee_in_waiting(tx_, actor_, now_, stays, account.value());
        return payee_text(account);
    }

    const Services& services_;
    Transaction& tx_;
    const Actor& actor_;
    const MergeChoice& choice_;
    Instant now_;
    Side stays_, goes_;
    std::vector<MergedRow> rows_;
};

class Undoer {
public:
    Undoer(const Services& services, Transaction& tx, const Actor& actor, ProviderMerge merge, std::string why)
        : services_(services), tx_(tx), actor_(actor), merge_(std::move(merge)), why_(std::move(why)), now_(services.clock.now()) {}

    ProviderMerge run() {
        if (merge_.undone) refuse(ErrorKind::conflict, "merge.undone");
        stays_ = side_of(tx_, merge_.kind, merge_.stays);
        goes_ = side_of(tx_, merge_.kind, merge_.goes);
        if (stays_.merged) refuse(ErrorKind::conflict, "merge.stays_merged", {stays_.name});
        Problems problems;
        const auto before = fields_before(merge_.fields, stays_.typed, problems);
        check_payee(problems);
        check_rows(problems);
        require_no_conflict(std::move(problems));
        insert_undone(tx_, merge_.id, actor_.id, {why_, actor_.name, now_});
        auto changes = save_fields(tx_, services_.region, merge_.kind, stays_, before);
        mark_live(tx_, merge_.kind, merge_.goes, merge_.stays);
        put_keys_back();
        put_rows_back();
        take_payee_back();
        changes.insert(changes.begin(), {{"unmerged", "", goes_.name}, {"merge_why", "", why_}});
        record(tx_, merge_.kind, merge_.stays, provider_event_by(actor_, now_, "merge_undone", std::move(changes)));
        record(tx_, merge_.kind, merge_.goes, provider_event_by(actor_, now_, "merge_undone",
                                                                {{"unmerged", "", stays_.name}, {"merge_why", "", why_}}));
        merge_.undone = ProviderMerge::Undone{why_, actor_.name, now_};
        return merge_;
    }

private:
    void check_payee(Problems& problems) {
        if (merge_.payee.empty()) return;
        const auto stays = organisation_in(tx_, merge_.stays);
        if (payee_text(stays.payee) == merge_.payee) problems.push_back({"", "merge.payee_confirmed", {stays.name}});
    }

    // A case decided or paid since, an outlet merged since: what has followed from where it stands cannot be taken apart.
    void check_rows(Problems& problems) {
        for (const auto& row : merged_rows(tx_, merge_.id)) {
            const auto now = mark_now(tx_, row);
            if (now == row.mark) continue;
            if (row.kind == "case") {
                problems.push_back({"", "merge.case_settled", {movable_case(tx_, Id<Case>(row.id))->diary_number}});
            } else {
                problems.push_back({"", "merge.outlet_merged", {outlet_in(tx_, row.id).name}});
            }
        }
    }

    void put_rows_back() {
        RowMover mover(services_, tx_, actor_, now_, merge_.kind);
        for (const auto& row : merged_rows(tx_, merge_.id)) {
            if (row.kind == "case") {
                mover.move_case(movable_case(tx_, Id<Case>(row.id)).value(), stays_, goes_, "provider_unmerged", why_);
            } else if (!move_merged_row(tx_, merge_.kind, row, merge_.stays, merge_.goes)) {
                refuse(ErrorKind::conflict, "merge.changed");
            }
        }
        if (merge_.kind == ProviderKind::outlet) return;
        // A case begun since by the one that stays, at an outlet that goes back.
        const auto used = outlets_used_by_others(tx_, Id<Organisation>(merge_.goes));
        if (!used.empty()) refuse(ErrorKind::conflict, "merge.outlet_used", {joined(used, ", ")});
    }

    void put_keys_back() {
        const auto keys = merge_.kind == ProviderKind::outlet ? likeness_keys(outlet_in(tx_, merge_.goes))
                                                              : likeness_keys(organisation_in(tx_, merge_.goes));
        replace_keys(tx_, merge_.kind, merge_.goes, keys);
    }

    void take_payee_back() {
        if (merge_.payee.empty()) return;
        const auto stays = organisation_in(tx_, merge_.stays);
        if (payee_text(stays.payee_pending) != merge_.payee) return;
        refuse_payee(tx_, stays.id, stays.version);
        record(tx_, merge_.kind, merge_.stays, provider_event_by(actor_, now_, "payee_refused",
                                                                 {{"payee", payee_text(stays.payee), merge_.payee}}));
    }

    const Services& services_;
    Transaction& tx_;
    const Actor& actor_;
    ProviderMerge merge_;
    std::string why_;
    Instant now_;
    Side stays_, goes_;
};

}  // namespace

ProviderMerge merge_providers(const Services& services, const Actor& actor, const Typed& fields) {
    require_writer(actor);
    Problems problems;
    const auto choice = read_merge(fields, problems);
    require_none(std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) { return Merger(services, tx, actor, choice).run(); });
}

ProviderMerge undo_merge(const Services& services, const Actor& actor, Id<ProviderMerge> id, const Typed& fields) {
    require_writer(actor);
    Problems problems;
    const auto why = read_line(fields, "why", true, problems, limits::ledger_text);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto found = find_merge(tx, id);
        if (!found) refuse(ErrorKind::not_found, "not_found");
        require_none(problems);
        return Undoer(services, tx, actor, found->merge, why).run();
    });
}

void tell_apart(const Services& services, const Actor& actor, const Typed& fields) {
    require_writer(actor);
    auto typed = fields;
    typed.insert_or_assign("stays", "one");
    typed.insert_or_assign("why", "-");
    Problems problems;
    const auto pair = read_merge(typed, problems);
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        side_of(tx, pair.kind, pair.one);
        side_of(tx, pair.kind, pair.other);
        insert_distinct(tx, pair.kind, {pair.one, pair.other}, actor, services.clock.now());
    });
}

MergePreview preview_merge(Transaction& tx, const Organisation& one, const Organisation& other) {
    MergePreview seen{hanging_on(tx, ProviderKind::organisation, one.id.value()),
                      hanging_on(tx, ProviderKind::organisation, other.id.value()), {}, {}};
    seen.when_one_stays = obstacles(one, other, seen.of_one, seen.of_other, false);
    seen.when_other_stays = obstacles(other, one, seen.of_other, seen.of_one, false);
    return seen;
}

MergePreview preview_merge(Transaction& tx, const Outlet& one, const Outlet& other) {
    MergePreview seen{hanging_on(tx, ProviderKind::outlet, one.id.value()), hanging_on(tx, ProviderKind::outlet, other.id.value()), {}, {}};
    seen.when_one_stays = seen.when_other_stays = owners_differ(one, other);
    return seen;
}

}  // namespace bygd
