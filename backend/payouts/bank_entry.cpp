#include "payouts/bank_entry.hpp"

#include "base/hash.hpp"

namespace bygd {

namespace {

Judgement ask(std::string why) { return {BankVerdict::ask, std::move(why)}; }

Judgement judge_amount_and_day(const BankAnswerEntry& entry, const NamedPayment& named, Date today) {
    if (!entry.amount) return ask("no_amount");
    if (entry.amount->currency() != Currency::sek) return ask("amount_differs");
    if (*entry.amount < named.to_recipient) return ask("partial");
    if (*entry.amount > named.to_recipient) return ask("amount_differs");
    if (!entry.booked_on || *entry.booked_on > today) return ask("no_day");
    if (*entry.booked_on < stockholm_day(named.attested_at)) return ask("day_before_attest");
    return {BankVerdict::pay, ""};
}

}  // namespace

Judgement judge(const BankAnswerEntry& entry, const NamedPayment* named, Date today) {
    if (entry.says == BankSays::taken || entry.says == BankSays::waiting) return {};
    if (entry.says == BankSays::received) return ask(named && named->state == "paid" ? "returned" : "received");
    if (entry.end_to_end_id.empty()) return ask(entry.says == BankSays::refused ? "unknown_file" : "no_id");
    if (!named) return ask("unknown_id");
    if (named->state == "paid") return ask("already_paid");
    if (named->state == "rejected") return ask("already_rejected");
    if (!named->released) return ask("not_sent");
    return judge_by_hand(entry, *named, today);
}

Judgement judge_by_hand(const BankAnswerEntry& entry, const NamedPayment& named, Date today) {
    if (named.state == "paid") return ask("already_paid");
    if (named.state == "rejected") return ask("already_rejected");
    if (entry.says == BankSays::paid) return judge_amount_and_day(entry, named, today);
    if (entry.says != BankSays::refused) return ask("received");
    if (entry.amount && *entry.amount != named.to_recipient) return ask("amount_differs");
    return {BankVerdict::reject, ""};
}

Judgement judge_repayment(const BankAnswerEntry& entry, const NamedDebt& debt, Date today) {
    if (!entry.amount) return ask("no_amount");
    if (entry.amount->currency() != Currency::sek) return ask("amount_differs");
    if (!entry.booked_on || *entry.booked_on > today) return ask("no_day");
    if (!debt.open) return ask("debt_closed");
    if (*entry.booked_on < debt.earliest) return ask("day_before_debt");
    if (*entry.amount > debt.left) return ask("more_than_debt");
    return {BankVerdict::repay, ""};
}

std::vector<BankAnswerEntry> for_each_payment(const BankAnswerEntry& whole, const std::vector<std::string>& end_to_end_ids) {
    std::vector<BankAnswerEntry> entries;
    for (const auto& id : end_to_end_ids) {
        auto entry = whole;
        entry.end_to_end_id = id;
        entry.key = sha256_hex(whole.key + " " + id);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string at_most(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < characters; ++count) {
        do ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    }
    return std::string(text.substr(0, at));
}

}  // namespace bygd
