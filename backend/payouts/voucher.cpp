#include "payouts/voucher.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

class Posting {
public:
    Posting(const MoneyHappening& happening, const PostingPlan& plan) : happening_(happening), plan_(plan) {}

    void put(PostingRole role, const FundShare& share, Money amount) {
        if (amount.zero()) return;
        const auto& rule = plan_.rule(role, share.code, share.source, happening_.form);
        VoucherLine line{role, rule.account, rule.objects, share.fund, amount};
        for (auto& [dimension, code] : line.objects) code = replaced_all(code, "{fund}", share.code);
        lines_.push_back(std::move(line));
    }

    // From one role to another, of each share; `most` bounds the sum.
    void move(PostingRole debit, PostingRole credit, std::optional<Money> most = std::nullopt) {
        auto left = most;
        for (const auto& share : happening_.shares) {
            const auto amount = left ? least(*left, share.amount) : share.amount;
            put(debit, share, amount);
            put(credit, share, -amount);
            if (left) *left -= amount;
        }
    }

    // The debt first, as far as it is booked; what is over is cost. Bank pays what is not kept for another debt.
    void pay() {
        auto debt = happening_.booked_debt;
        auto kept = happening_.set_off;
        for (const auto& share : happening_.shares) {
            const auto lowered = least(debt, share.amount), held = least(kept, share.amount);
            put(PostingRole::debt, share, lowered);
            put(PostingRole::cost, share, share.amount - lowered);
            put(PostingRole::set_off, share, -held);
            put(PostingRole::bank, share, held - share.amount);
            debt -= lowered;
            kept -= held;
        }
    }

    // Of the receivable as far as it is booked; a debt from before the accounts began lowers the cost at once.
    void repay(PostingRole from) {
        auto booked = happening_.booked_receivable;
        for (const auto& share : happening_.shares) {
            const auto lowered = least(booked, share.amount);
            const auto interest = &share == &happening_.shares.front() ? happening_.interest : Money();
            put(from, share, share.amount + interest);
            put(PostingRole::receivable, share, -lowered);
            put(PostingRole::recovered, share, lowered - share.amount);
            put(PostingRole::interest, share, -interest);
            booked -= lowered;
        }
    }

    std::vector<VoucherLine> lines() { return std::move(lines_); }

private:
    const MoneyHappening& happening_;
    const PostingPlan& plan_;
    std::vector<VoucherLine> lines_;
};

}  // namespace

Money debit_of(const std::vector<VoucherLine>& lines) {
    Money debit;
    for (const auto& line : lines) {
        if (!line.amount.negative()) debit += line.amount;
    }
    return debit;
}

Money sum_of(const std::vector<VoucherLine>& lines) {
    Money sum;
    for (const auto& line : lines) sum += line.amount;
    return sum;
}

std::vector<VoucherLine> lines_of(const MoneyHappening& happening, const PostingPlan& plan) {
    Posting posting(happening, plan);
    const auto& kind = happening.kind;
    if (kind == "grant" && plan.books_grants) posting.move(PostingRole::cost, PostingRole::debt);
    if (kind == "correction" || kind == "release") posting.move(PostingRole::debt, PostingRole::cost, happening.booked_debt);
    if (kind == "payment") posting.pay();
    if (kind == "recovery") posting.move(PostingRole::receivable, PostingRole::recovered);
    if (kind == "reduction" || kind == "write_off") posting.move(PostingRole::recovered, PostingRole::receivable, happening.booked_receivable);
    if (kind == "repayment") posting.repay(PostingRole::bank);
    if (kind == "set_off") posting.repay(PostingRole::set_off);
    return posting.lines();
}

std::vector<VoucherLine> mirrored(std::vector<VoucherLine> lines) {
    for (auto& line : lines) line.amount = -line.amount;
    return lines;
}

bool may_read_accounts(const Actor& actor) {
    return actor.has(Role::finance) || actor.has(Role::manager) || actor.has(Role::auditor);
}

void require_accounts_reader(const Actor& actor) {
    if (!may_read_accounts(actor)) refuse(ErrorKind::not_found, "not_found");
}

void require_accountant(const Actor& actor) {
    require_accounts_reader(actor);
    if (!actor.has(Role::finance)) refuse(ErrorKind::forbidden, "accounting.finance_only");
}

}  // namespace bygd
