#include "payouts/daily_seal_actions.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/hash_chain.hpp"
#include "base/region.hpp"
#include "database/pool.hpp"
#include "payouts/daily_seal_store.hpp"
#include "payouts/payment_event_store.hpp"
#include "payouts/voucher.hpp"
#include "people/admin_event_store.hpp"
#include "people/user.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds still_on_its_way{60};
constexpr std::size_t seals_a_page = 200;

SealContent content_now(const Services& services, Transaction& tx, Instant now, const std::vector<DiaryEnd>& ends) {
    const auto before = newest_seal(tx);
    SealContent content;
    content.sequence = before ? before->sequence + 1 : 1;
    content.previous = before ? before->sha256 : std::string(first_hash);
    content.sealed_on = stockholm_day(now);
    content.covers_until = now - still_on_its_way;
    if (before && content.covers_until < before->covers_until) content.covers_until = before->covers_until;
    content.region = services.region.name;
    content.funds = fund_sums_before(tx, content.covers_until);
    const auto administration = admin_head(tx);
    content.administration = {administration.sequence, administration.hash};
    const auto payments = payment_event_head(tx);
    content.payments = {payments.sequence, payments.hash};
    content.vouchers = last_vouchers(tx);
    content.diaries = static_cast<std::int64_t>(ends.size());
    content.diaries_sha256 = hash_of_diaries(ends);
    return content;
}

DailySeal seal_in(const Services& services, Transaction& tx, const SealKeys& keys, const Actor& actor) {
    if (!keys.own) refuse(ErrorKind::conflict, "seal.no_key");
    const auto now = services.clock.now();
    const auto ends = diaries_grown(tx);
    const auto content = content_now(services, tx, now, ends);
    DailySeal seal;
    seal.sequence = content.sequence;
    seal.sealed_on = content.sealed_on;
    seal.covers_until = content.covers_until;
    seal.content = text_of(content);
    seal.sha256 = sha256_hex(seal.content);
    seal.public_key = keys.own->public_key();
    seal.signature = keys.own->sign(seal.content);
    if (actor.id.valid()) seal.made_by = actor.id;
    seal.made_by_name = actor.name;
    seal.made_at = now;
    append_seal(tx, seal, ends);
    append_payment_event(tx, payment_event(actor, now, "seal", "sealed", "", {{"seal", std::to_string(seal.sequence)}, {"sha256", seal.sha256}}));
    return seal;
}

class SealInspector {
public:
    SealInspector(Transaction& tx, const SealKeys& keys) : tx_(tx), keys_(keys) {}

    std::vector<std::string> run() {
        std::int64_t after = 0;
        for (auto page = seals_after(tx_, after, seals_a_page); !page.empty(); page = seals_after(tx_, after, seals_a_page)) {
            for (const auto& seal : page) check(seal);
            after = page.back().sequence;
        }
        if (seals_told_of(tx_) != sequence_) faults_.push_back("seals: there are not as many as were made");
        check_funds();
        for (auto& fault : faults_of_sealed_diaries(tx_)) faults_.push_back(std::move(fault));
        return std::move(faults_);
    }

private:
    void say(std::int64_t sequence, const std::string& fault) { faults_.push_back("seal " + std::to_string(sequence) + ": " + fault); }

    void check(const DailySeal& seal) {
        if (seal.sequence != sequence_ + 1) say(seal.sequence, "one is missing before it");
        sequence_ = seal.sequence;
        if (!keys_.believed(seal.public_key)) say(seal.sequence, "it is signed with a key that is not ours");
        if (!signed_by(seal.public_key, seal.content, seal.signature)) say(seal.sequence, "it has been changed: the signature does not fit");
        try {
            compare(seal, seal_content_of(seal.content));
        } catch (const std::exception& error) {
            say(seal.sequence, error.what());
        }
        previous_ = sha256_hex(seal.content);
    }

    void compare(const DailySeal& seal, const SealContent& content) {
        const bool itself = content.sequence == seal.sequence && content.sealed_on == seal.sealed_on && content.covers_until == seal.covers_until &&
                            sha256_hex(seal.content) == seal.sha256;
        if (!itself) say(seal.sequence, "its row says another thing than what was signed");
        if (content.previous != previous_) say(seal.sequence, "it does not follow the one before it");
        compare_chain(seal, "administration", content.administration, admin_hash_at(tx_, content.administration.sequence));
        compare_chain(seal, "payments", content.payments, payment_hash_at(tx_, content.payments.sequence));
        if (hash_of_diaries(diaries_of_seal(tx_, seal.sequence)) != content.diaries_sha256) say(seal.sequence, "its diaries are not those that were sealed");
        const auto last = last_vouchers(tx_);
        for (const auto& [series, number] : content.vouchers) {
            const auto now = last.find(series);
            if (now == last.end() || now->second < number) say(seal.sequence, "vouchers " + series + " are fewer than were sealed");
        }
        instants_.push_back(content.covers_until);
        sums_.emplace_back(seal.sequence, content.funds);
    }

    void compare_chain(const DailySeal& seal, const std::string& name, const ChainEnd& end, const std::optional<std::string>& now) {
        if (end.sequence > 0 && now != end.hash) say(seal.sequence, "the chain of " + name + " does not hold what was sealed");
    }

    // As the ledger is now, what it held when each was made.
    void check_funds() {
        const auto now = fund_sums_at(tx_, instants_);
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (now[i] != sums_[i].second) say(sums_[i].first, "the ledger of the funds does not sum to what was sealed");
        }
    }

    Transaction& tx_;
    const SealKeys& keys_;
    std::int64_t sequence_ = 0;
    std::string previous_{first_hash};
    std::vector<Instant> instants_;
    std::vector<std::pair<std::int64_t, FundSums>> sums_;
    std::vector<std::string> faults_;
};

}  // namespace

DailySeal make_seal(const Services& services, const SealKeys& keys, const Actor& actor) {
    require_accountant(actor);
    return services.database.transact(actor, [&](Transaction& tx) { return seal_in(services, tx, keys, actor); });
}

DailySeal make_system_seal(const Services& services, const SealKeys& keys) {
    return services.database.transact([&](Transaction& tx) { return seal_in(services, tx, keys, system_actor()); });
}

DailyJob seal_job(const Services& services, const SealKeys& keys) {
    return {"daily_seal", [&services, &keys](Transaction& tx, Date, const std::string&) {
                return JobBatch{"", true, {{"sealed", seal_in(services, tx, keys, system_actor()).sequence}}};
            }};
}

std::vector<DailySeal> list_seals(const Services& services, const Actor& actor, std::int64_t before, std::size_t most) {
    require_accounts_reader(actor);
    return services.database.look_up([&](Transaction& tx) { return seals_before(tx, before, most); });
}

SealFile seal_file_of(Transaction& tx, const DailySeal& seal) {
    return {seal, "sigill-" + seal.sealed_on.iso() + "-" + std::to_string(seal.sequence) + ".json", file_of(seal, diaries_of_seal(tx, seal.sequence))};
}

SealFile read_seal(const Services& services, const Actor& actor, std::int64_t sequence) {
    require_accounts_reader(actor);
    return services.database.read([&](Transaction& tx) {
        const auto seal = find_seal(tx, sequence);
        if (!seal) refuse(ErrorKind::not_found, "not_found");
        return seal_file_of(tx, *seal);
    });
}

std::vector<std::string> faults_of_seals(Transaction& tx, const SealKeys& keys) { return SealInspector(tx, keys).run(); }

}  // namespace bygd
