#include "payouts/bank_answer_actions.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "cases/case_step.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/ocr_number.hpp"
#include "documents/document_store.hpp"
#include "payouts/payment_event_store.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/recovery_store.hpp"
#include "payouts/set_off.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

constexpr int tries = 3;                      // of an entry whose case somebody else changes meanwhile
constexpr std::size_t candidates_most = 10;
constexpr std::size_t debts_looked_at = 200;

std::string subject_of(Id<BankFile> id) { return "answer-" + std::to_string(id.value()); }

// The step of the case that an entry moves its payment by. The bank's reference goes into the diary; nothing typed does.
Case move_payment(const Services& services, Transaction& tx, const Actor& actor, const NamedPayment& named, const BankAnswerEntry& told,
                  BankVerdict verdict, std::vector<std::function<void()>>& after_commit) {
    TakeAction command{named.diary_number, named.case_version, "mark_paid", "", {}, named.proceeding};
    if (verdict == BankVerdict::pay) {
        command.input.fields["booked_on"] = told.booked_on->iso();
    } else {
        command.action = "payment_rejected";
        command.reason = services.languages.sv("bank_answer.refused_by_bank", {told.reason.empty() ? "–" : at_most(told.reason, 500)});
    }
    const auto reference = told.bank_reference.empty() ? told.message_id : told.bank_reference;
    return take_action_in(services, tx, actor, command, {{"bank_answer", reference.empty() ? "–" : at_most(reference, 100)}}, after_commit);
}

// The repayment that an incoming entry is, as a step of the recovery.
Case repay_debt(const Services& services, Transaction& tx, const Actor& actor, const NamedDebt& debt, const BankAnswerEntry& told,
                std::vector<std::function<void()>>& after_commit) {
    TakeAction command{debt.diary_number, debt.case_version, "register_repayment", "", {}, debt.proceeding};
    command.input.fields = {{"amount", told.amount->plain()}, {"booked_on", told.booked_on->iso()}};
    const auto reference = told.bank_reference.empty() ? told.reference : told.bank_reference;
    return take_action_in(services, tx, actor, command, {{"bank_answer", at_most(reference, 100)}}, after_commit);
}

std::optional<NamedDebt> debt_of_reference(const Services& services, Transaction& tx, std::string_view reference, std::optional<Date> day) {
    const auto number = number_of_ocr(reference);
    if (!number) return std::nullopt;
    const auto line = find_debt(tx, Id<Proceeding>(*number));
    if (!line) return std::nullopt;
    NamedDebt debt{line->recovery, line->diary_number, line->case_version, line->sequence, line->state == "debt", Date(), Money()};
    if (!debt.open) return debt;
    const auto recovery = find_proceeding(tx, line->subject, line->sequence).value();
    const auto whole = debt_of(tx, recovery);
    debt.earliest = whole.entries.empty() ? whole.decided_on : whole.entries.back().booked_on;
    const auto on = std::max(day.value_or(debt.earliest), debt.earliest);
    const auto balance = balance_of_debt(services.parameters, whole, on);
    const auto left = balance.debt + balance.interest, held = held_by_payments(tx, line->recovery);
    debt.left = left > held ? left - held : Money();
    return debt;
}

// What an entry comes to by itself, and what it names.
struct Reading {
    Judgement judged;
    std::optional<NamedPayment> payment;
    std::optional<NamedDebt> debt;
    bool moves() const { return judged.verdict != BankVerdict::note && judged.verdict != BankVerdict::ask; }
};

Reading reading_of(const Services& services, Transaction& tx, const BankAnswerEntry& told) {
    Reading read;
    const auto today = services.clock.today();
    if (told.says == BankSays::received) read.debt = debt_of_reference(services, tx, told.reference, told.booked_on);
    if (read.debt) {
        read.judged = judge_repayment(told, *read.debt, today);
        return read;
    }
    read.payment = named_payment(tx, told.end_to_end_id);
    read.judged = judge(told, read.payment ? &*read.payment : nullptr, today);
    return read;
}

std::string_view came_to(BankVerdict verdict) {
    switch (verdict) {
    case BankVerdict::pay: return "paid";
    case BankVerdict::reject: return "rejected";
    case BankVerdict::repay: return "repaid";
    case BankVerdict::note: return "noted";
    case BankVerdict::ask: break;
    }
    return "open";
}

struct Reader {
    const Services& services;
    const Actor& actor;
    Id<BankFile> file;

    // In one transaction: the entry and what it moves. What it came to: "paid", "rejected", "repaid", "noted", "open", "known".
    std::string read(const BankAnswerEntry& told, int position) const {
        std::vector<std::function<void()>> after_commit;
        std::string diary_number;
        auto outcome = services.database.transact([&](Transaction& tx) -> std::string {
            after_commit.clear();
            const auto reading = reading_of(services, tx, told);
            BankEntry entry;
            entry.file = file;
            entry.position = position;
            entry.told = told;
            entry.why = reading.judged.why;
            if (reading.moves() && reading.payment) entry.payment = reading.payment->payment;
            if (reading.moves() && reading.debt) entry.recovery = reading.debt->recovery;
            entry.state = reading.moves() ? "done" : reading.judged.verdict == BankVerdict::note ? "noted" : "open";
            if (!insert_entry(tx, entry)) return "known";
            if (!reading.moves()) return entry.state;
            diary_number = (reading.debt ? repay_debt(services, tx, actor, *reading.debt, told, after_commit)
                                         : move_payment(services, tx, actor, *reading.payment, told, reading.judged.verdict, after_commit)).diary_number;
            return std::string(came_to(reading.judged.verdict));
        });
        run_after_commit(after_commit, diary_number);
        return outcome;
    }

    // What the case refuses waits for a person, who is told so.
    std::string leave_open(const BankAnswerEntry& told, int position) const {
        return services.database.transact([&](Transaction& tx) -> std::string {
            BankEntry entry;
            entry.file = file;
            entry.position = position;
            entry.told = told;
            entry.why = "case_refuses";
            return insert_entry(tx, entry) ? "open" : "known";
        });
    }

    std::string read_or_leave(const BankAnswerEntry& told, int position) const {
        for (int attempt = 1;; ++attempt) {
            try {
                return read(told, position);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
                // Somebody else took a step in the case at the same moment: what it is now may well allow this one.
                if (error.kind() != ErrorKind::conflict || attempt == tries) return leave_open(told, position);
            }
        }
    }
};

// A refusal of the whole file is one of each of its payments.
std::vector<BankAnswerEntry> entries_of(const Services& services, const BankAnswer& answer) {
    std::vector<BankAnswerEntry> entries;
    for (const auto& told : answer.entries) {
        std::vector<std::string> payments;
        if (told.says == BankSays::refused && told.end_to_end_id.empty()) {
            payments = services.database.look_up([&](Transaction& tx) { return waiting_in_run(tx, told.message_id); });
        }
        if (payments.empty()) entries.push_back(told);
        for (auto& each : for_each_payment(told, payments)) entries.push_back(std::move(each));
    }
    return entries;
}

std::string tried(const Services& services, Transaction& tx, const BankAnswerEntry& told) {
    if (entry_known(tx, told.key)) return "known";
    return std::string(came_to(reading_of(services, tx, told).judged.verdict));
}

// What a person says it is: the number of a payment, or the reference of a debt for money that has come in.
Reading reading_by_hand(const Services& services, Transaction& tx, const BankAnswerEntry& told, std::string_view reference) {
    Reading read;
    const auto today = services.clock.today();
    if (told.says == BankSays::received) {
        read.debt = debt_of_reference(services, tx, reference, told.booked_on);
        read.judged = read.debt ? judge_repayment(told, *read.debt, today) : Judgement{BankVerdict::ask, "unknown_reference"};
        return read;
    }
    read.payment = named_payment(tx, reference);
    read.judged = read.payment ? judge_by_hand(told, *read.payment, today) : Judgement{BankVerdict::ask, "unknown_id"};
    return read;
}

// The open debts an incoming amount could be paid to, newest first.
std::vector<DebtToPay> debts_that_may_be_paid(const Services& services, Transaction& tx, const BankAnswerEntry& told) {
    std::vector<DebtToPay> found;
    for (const auto& line : list_debts(tx, {"debt"}, 0, debts_looked_at)) {
        const auto reference = ocr_number(line.recovery.value());
        const auto debt = debt_of_reference(services, tx, reference, told.booked_on);
        if (!debt || judge_repayment(told, *debt, services.clock.today()).verdict != BankVerdict::repay) continue;
        found.push_back({reference, line.diary_number, line.organisation, debt->left});
        if (found.size() == candidates_most) break;
    }
    return found;
}

// The file as it came, kept once.
BankFile keep_file(const Services& services, const Actor& actor, std::string_view name, std::string_view bytes, const BankAnswer& answer) {
    const auto sha256 = sha256_hex(bytes);
    try {
        return services.database.transact(actor, [&](Transaction& tx) {
            if (auto known = find_bank_file(tx, sha256)) return *known;
            const auto now = services.clock.now();
            const auto document = store_document(tx, name, bytes, actor.id, now, "application/xml");
            BankFile file{{}, document.name, std::string(to_string(answer.kind)), at_most(answer.message_id, 100), sha256, document.id,
                          static_cast<int>(answer.entries.size()), false, actor.name, now};
            file.id = insert_bank_file(tx, file, actor.id);
            return file;
        });
    } catch (const DuplicateKey&) {
        return services.database.look_up([&](Transaction& tx) { return find_bank_file(tx, sha256).value(); });
    }
}

BankEntry entry_to_answer(Transaction& tx, Id<BankEntry> id, int version) {
    auto entry = find_entry(tx, id);
    if (!entry) refuse(ErrorKind::not_found, "not_found");
    if (entry->version != version || entry->state != "open") refuse(ErrorKind::conflict, "bank_answer.entry_changed");
    return *entry;
}

}  // namespace

AnswerImport import_bank_answer(const Services& services, const Actor& actor, std::string_view name, std::string_view bytes, bool dry_run) {
    require_run_maker(actor);
    const auto answer = read_bank_answer(bytes);
    AnswerImport done{std::nullopt, std::string(to_string(answer.kind)), answer.message_id, static_cast<int>(answer.entries.size()), {}, dry_run};
    for (const auto* what : {"paid", "rejected", "repaid", "noted", "open", "known"}) done.counts[what] = 0;
    const auto entries = entries_of(services, answer);
    if (dry_run) {
        services.database.read([&](Transaction& tx) {
            for (const auto& told : entries) ++done.counts[tried(services, tx, told)];
        });
        return done;
    }
    const auto file = keep_file(services, actor, name, bytes, answer);
    done.file = file.id;
    const Reader reader{services, actor, file.id};
    int position = 0;
    for (const auto& told : entries) ++done.counts[reader.read_or_leave(told, ++position)];
    services.database.transact([&](Transaction& tx) {
        end_bank_file(tx, file.id);
        std::map<std::string, std::string> counts;
        for (const auto& [what, many] : done.counts) counts[what] = std::to_string(many);
        append_payment_event(tx, payment_event(actor, services.clock.now(), subject_of(file.id), "answer_read", "", counts));
    });
    return done;
}

BankEntry match_entry(const Services& services, const Actor& actor, Id<BankEntry> id, int version, std::string_view payment) {
    require_run_maker(actor);
    const auto reference = trimmed(payment);
    if (reference.empty()) throw Error(ErrorKind::invalid, {{"payment", "required"}});
    std::vector<std::function<void()>> after_commit;
    std::string diary_number;
    const auto matched = services.database.transact(actor, [&](Transaction& tx) {
        after_commit.clear();
        auto entry = entry_to_answer(tx, id, version);
        const auto reading = reading_by_hand(services, tx, entry.told, reference);
        if (!reading.moves()) throw Error(ErrorKind::invalid, {{"payment", "bank_answer.why." + reading.judged.why}});
        const auto now = services.clock.now();
        entry.state = "done";
        if (reading.payment) entry.payment = reading.payment->payment;
        if (reading.debt) entry.recovery = reading.debt->recovery;
        if (!answer_entry(tx, entry, actor.id, now)) refuse(ErrorKind::conflict, "bank_answer.entry_changed");
        diary_number = (reading.debt ? repay_debt(services, tx, actor, *reading.debt, entry.told, after_commit)
                                     : move_payment(services, tx, actor, *reading.payment, entry.told, reading.judged.verdict, after_commit)).diary_number;
        append_payment_event(tx, payment_event(actor, now, subject_of(entry.file), "entry_matched", "",
                                               {{"entry", std::to_string(entry.position)}, {"payment", reference}}));
        return find_entry(tx, id).value();
    });
    run_after_commit(after_commit, diary_number);
    return matched;
}

BankEntry set_entry_aside(const Services& services, const Actor& actor, Id<BankEntry> id, int version, std::string_view typed) {
    require_run_maker(actor);
    const auto reason = trimmed(typed);
    if (reason.empty()) throw Error(ErrorKind::invalid, {{"reason", "required"}});
    if (characters(reason) > limits::ledger_text) {
        throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {std::to_string(limits::ledger_text)}}});
    }
    return services.database.transact(actor, [&](Transaction& tx) {
        auto entry = entry_to_answer(tx, id, version);
        const auto now = services.clock.now();
        entry.state = "set_aside";
        entry.answer = reason;
        if (!answer_entry(tx, entry, actor.id, now)) refuse(ErrorKind::conflict, "bank_answer.entry_changed");
        append_payment_event(tx, payment_event(actor, now, subject_of(entry.file), "entry_set_aside", reason,
                                               {{"entry", std::to_string(entry.position)}}));
        return find_entry(tx, id).value();
    });
}

EntryPage entry_page(const Services& services, const Actor& actor, Id<BankEntry> id) {
    require_run_reader(actor);
    return services.database.read([&](Transaction& tx) {
        auto entry = find_entry(tx, id);
        if (!entry) refuse(ErrorKind::not_found, "not_found");
        EntryPage page{*entry, {}, {}};
        const auto& amount = entry->told.amount;
        if (entry->state != "open" || !amount || amount->currency() != Currency::sek) return page;
        if (entry->told.says != BankSays::received) page.candidates = payments_of_amount(tx, *amount, candidates_most);
        else page.debts = debts_that_may_be_paid(services, tx, entry->told);
        return page;
    });
}

}  // namespace bygd
