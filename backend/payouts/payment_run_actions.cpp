#include "payouts/payment_run_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "cases/case_action.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_bulk_store.hpp"
#include "database/pool.hpp"
#include "documents/document_store.hpp"
#include "payouts/payment_event_store.hpp"
#include "payouts/payment_run_store.hpp"

namespace bygd {

namespace {

// What the case itself says about paying it out, by the same guards as at the attestation.
constexpr const char* payment_guards[] = {"payee_confirmed", "no_open_stop", "conditions_allow_payment"};

Problems blocks_of(const Services& services, Transaction& tx, const Actor& actor, const PayableLine& line) {
    auto problems = problems_of_line(line);
    if (!line.doubtful) return problems;
    auto subject = find_case(tx, line.subject).value();
    const ActionInput nothing;
    const ActionContext context{services, tx, actor, services.clock.now(), subject, nothing, "", {}, {}};
    for (const auto* guard : payment_guards) add(problems, services.guards.get(guard)(context));
    return problems;
}

void put_blocks(const Services& services, Transaction& tx, const Actor& actor, std::vector<PayableLine>& lines) {
    for (auto& line : lines) line.why = blocks_of(services, tx, actor, line);
}

std::string field_of(const std::string& end_to_end_id) { return "payment_" + end_to_end_id; }

void require_free_of_blocks(const std::vector<PayableLine>& lines) {
    Problems problems;
    for (const auto& line : lines) {
        for (auto problem : line.why) {
            problem.field = field_of(line.end_to_end_id);
            problems.push_back(std::move(problem));
        }
    }
    require_none(std::move(problems));
}

// Those asked for, in the order of the list. All: those that nothing stands in the way of.
std::vector<PayableLine> chosen_of(const Services& services, Transaction& tx, const Actor& actor, const MakeRun& command) {
    auto lines = payable_lines(tx, services.clock.today(), run_payments_most + 1);
    if (!command.all) {
        std::set<std::string, std::less<>> wanted(command.payments.begin(), command.payments.end());
        std::erase_if(lines, [&](const auto& line) { return wanted.erase(line.end_to_end_id) == 0; });
        Problems problems;
        for (const auto& unknown : wanted) problems.push_back({"payments", "payment_run.not_payable", {unknown.substr(0, 35)}});
        require_none(std::move(problems));
    }
    put_blocks(services, tx, actor, lines);
    if (command.all) std::erase_if(lines, [](const auto& line) { return !line.why.empty(); });
    if (lines.empty()) throw Error(ErrorKind::invalid, {{"payments", "payment_run.none"}});
    if (lines.size() > run_payments_most) {
        throw Error(ErrorKind::invalid, {{"payments", "payment_run.too_many", {std::to_string(run_payments_most)}}});
    }
    require_free_of_blocks(lines);
    return lines;
}

Date read_pay_on(const std::string& typed, Date today) {
    const auto day = Date::parse(typed, "pay_on");
    if (day < today) throw Error(ErrorKind::invalid, {{"pay_on", "payment_run.pay_on_past"}});
    if (!working_day(day)) throw Error(ErrorKind::invalid, {{"pay_on", "payment_run.pay_on_closed"}});
    return day;
}

const BankProfile& profile_of(const BankProfiles& banks, const std::string& name) {
    const auto* profile = banks.find(name);
    if (!profile) throw Error(ErrorKind::invalid, {{"profile", "choice.unknown"}});
    return *profile;
}

PaymentRun required_run(Transaction& tx, const std::string& number) {
    auto run = find_run(tx, number);
    if (!run) refuse(ErrorKind::not_found, "not_found");
    return *run;
}

// Read for a step: as the person saw it, or the step is refused.
PaymentRun run_to_change(Transaction& tx, const std::string& number, int version) {
    auto run = required_run(tx, number);
    if (run.version != version) refuse(ErrorKind::conflict, "payment_run.changed");
    return run;
}

void require_held(bool held) {
    if (!held) refuse(ErrorKind::conflict, "payment_run.changed");
}

void tell_cases(Transaction& tx, const Actor& actor, Instant now, const PaymentRun& run, const std::vector<PayableLine>& lines,
                const std::string& kind, const std::string& text = "") {
    std::vector<DiaryEvent> events;
    for (const auto& line : lines) {
        DiaryEvent event;
        event.case_id = line.subject;
        event.kind = kind;
        event.actor = actor.id;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.text = text;
        event.data = nlohmann::json{{"payment", line.end_to_end_id}, {"payment_run", run.number},
                                    {"to_recipient", line.amount.plain()}}.dump();
        events.push_back(std::move(event));
    }
    append_events(tx, std::move(events));
}

std::map<std::string, std::string> facts_of(const PaymentRun& run) {
    return {{"payments", std::to_string(run.payments)}, {"sum", run.sum.plain()}, {"pay_on", run.pay_on.iso()}};
}

std::string read_reason(const std::string& typed) {
    const auto reason = trimmed(typed);
    if (reason.empty()) throw Error(ErrorKind::invalid, {{"reason", "required"}});
    if (characters(reason) > limits::ledger_text) {
        throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {std::to_string(limits::ledger_text)}}});
    }
    return reason;
}

// Every line of a run, in pieces, with what is in the way of each.
std::vector<PayableLine> all_lines(const Services& services, Transaction& tx, const Actor& actor, const PaymentRun& run) {
    auto lines = run_lines(tx, run.id, services.clock.today(), 0, static_cast<std::size_t>(run.payments));
    put_blocks(services, tx, actor, lines);
    return lines;
}

}  // namespace

PaymentRun make_run(const Services& services, const BankProfiles& banks, const Actor& actor, const MakeRun& command) {
    require_run_maker(actor);
    const auto pay_on = read_pay_on(command.pay_on, services.clock.today());
    const auto& first = banks.all().begin()->first;
    const auto& profile = profile_of(banks, command.profile.empty() ? first : command.profile);
    try {
        return services.database.transact(actor, [&](Transaction& tx) {
            const auto now = services.clock.now();
            const auto lines = chosen_of(services, tx, actor, command);
            PaymentRun run;
            run.number = next_run_number(tx, stockholm_day(now).year());
            run.profile = profile.name;
            run.pay_on = pay_on;
            run.payments = static_cast<int>(lines.size());
            for (const auto& line : lines) run.sum += line.amount;
            run.made_by = actor.id;
            run.made_at = now;
            if (!hold_payments(tx, lines)) refuse(ErrorKind::conflict, "payment_run.changed");
            run.id = insert_run(tx, run, lines);
            append_payment_event(tx, payment_event(actor, now, run.number, "run_made", "", facts_of(run)));
            return required_run(tx, run.number);
        });
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "payment_run.in_another");
    }
}

PaymentRun release_run(const Services& services, const BankProfiles& banks, const Actor& actor, const std::string& number, int version) {
    require_run_maker(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto run = run_to_change(tx, number, version);
        if (run.state != "prepared") refuse(ErrorKind::conflict, "payment_run.changed");
        if (run.made_by == actor.id) refuse(ErrorKind::forbidden, "payment_run.same_person");
        if (run.pay_on < stockholm_day(now)) refuse(ErrorKind::conflict, "payment_run.pay_on_past");
        const auto lines = all_lines(services, tx, actor, run);
        require_free_of_blocks(lines);
        const auto bytes = write_pain_001(profile_of(banks, run.profile), transfer_file(run, lines, now));
        const auto file = store_document(tx, run.number + ".xml", bytes, actor.id, now, "application/xml");
        require_held(touch_payments(tx, run));
        require_held(release_run_row(tx, run, actor.id, now, file.id, file.sha256));
        auto facts = facts_of(run);
        facts["sha256"] = file.sha256;
        append_payment_event(tx, payment_event(actor, now, run.number, "run_released", "", facts));
        tell_cases(tx, actor, now, run, lines, "payment_released");
        return required_run(tx, number);
    });
}

PaymentRun withdraw_run(const Services& services, const Actor& actor, const std::string& number, int version) {
    require_run_maker(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto run = run_to_change(tx, number, version);
        require_held(withdraw_run_row(tx, run, actor.id, now));
        free_payments(tx, run.id, stockholm_day(now));
        append_payment_event(tx, payment_event(actor, now, run.number, "run_withdrawn"));
        return required_run(tx, number);
    });
}

PaymentRun ask_reversal(const Services& services, const Actor& actor, const std::string& number, int version, const std::string& typed) {
    require_run_maker(actor);
    const auto reason = read_reason(typed);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto run = run_to_change(tx, number, version);
        if (run.stage() == "settled") refuse(ErrorKind::conflict, "payment_run.all_answered");
        require_held(ask_reversal_row(tx, run, actor.id, now, reason));
        append_payment_event(tx, payment_event(actor, now, run.number, "reversal_asked", reason));
        return required_run(tx, number);
    });
}

PaymentRun confirm_reversal(const Services& services, const Actor& actor, const std::string& number, int version) {
    require_run_maker(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto run = run_to_change(tx, number, version);
        if (run.reversal_asked_by == actor.id) refuse(ErrorKind::forbidden, "payment_run.same_reverser");
        require_held(reverse_run_row(tx, run, actor.id, now));
        const auto freed = free_payments(tx, run.id, stockholm_day(now));
        append_payment_event(tx, payment_event(actor, now, run.number, "run_reversed", run.reversal_reason,
                                               {{"freed", std::to_string(freed.size())}, {"sent", run.sent_at ? "yes" : "no"}}));
        tell_cases(tx, actor, now, run, freed, "payment_freed", run.reversal_reason);
        return required_run(tx, number);
    });
}

PaymentRun decline_reversal(const Services& services, const Actor& actor, const std::string& number, int version) {
    require_run_maker(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto run = run_to_change(tx, number, version);
        require_held(decline_reversal_row(tx, run));
        append_payment_event(tx, payment_event(actor, services.clock.now(), run.number, "reversal_declined"));
        return required_run(tx, number);
    });
}

RunFile fetch_run_file(const Services& services, const Actor& actor, const std::string& number, int version) {
    require_run_maker(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto run = required_run(tx, number);
        if (run.state != "released") refuse(ErrorKind::conflict, "payment_run.not_released");
        if (run.sent_at) refuse(ErrorKind::conflict, "payment_run.already_sent", {run.sent_by_name, stockholm_minute(*run.sent_at)});
        if (run.reversal_asked_by) refuse(ErrorKind::conflict, "payment_run.reversal_asked");
        if (run.version != version) refuse(ErrorKind::conflict, "payment_run.changed");
        require_held(send_run_row(tx, run, actor.id, now));
        append_payment_event(tx, payment_event(actor, now, run.number, "run_sent", "", {{"sha256", run.sha256}}));
        const auto file = find_document(tx, *run.document).value();
        return RunFile{file.name, document_bytes(tx, file)};
    });
}

RunFile read_run_file(const Services& services, const Actor& actor, const std::string& number) {
    require_run_reader(actor);
    if (!may_read_run_files(actor)) refuse(ErrorKind::forbidden, "payment_run.file_auditor");
    return services.database.transact([&](Transaction& tx) {
        const auto run = required_run(tx, number);
        if (!run.document) refuse(ErrorKind::not_found, "not_found");
        append_payment_event(tx, payment_event(actor, services.clock.now(), run.number, "file_read"));
        const auto file = find_document(tx, *run.document).value();
        return RunFile{file.name, document_bytes(tx, file)};
    });
}

PayableList payable_now(const Services& services, const Actor& actor, std::size_t most) {
    require_run_reader(actor);
    return services.database.read([&](Transaction& tx) {
        PayableList list{payable_lines(tx, services.clock.today(), most), count_payable(tx)};
        put_blocks(services, tx, actor, list.lines);
        return list;
    });
}

RunPage run_page(const Services& services, const Actor& actor, const std::string& number, int after_position, std::size_t most) {
    require_run_reader(actor);
    return services.database.read([&](Transaction& tx) {
        RunPage page{required_run(tx, number), {}, {}};
        page.lines = run_lines(tx, page.run.id, services.clock.today(), after_position, most);
        if (page.run.state == "prepared") put_blocks(services, tx, actor, page.lines);
        page.events = payment_events_about(tx, page.run.number);
        return page;
    });
}

std::vector<PaymentRun> list_runs(const Services& services, const Actor& actor, Id<PaymentRun> before, std::size_t most) {
    require_run_reader(actor);
    return services.database.read([&](Transaction& tx) { return runs_before(tx, before, most); });
}

}  // namespace bygd
