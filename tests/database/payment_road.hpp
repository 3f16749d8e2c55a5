// Cases with attested payments, three persons of finance, and the runs they make of them.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "payouts/payment_run_actions.hpp"
#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

class PaymentRoad : public OneRoad {
protected:
    PaymentRoad() {
        cast.add_person("filip", Role::finance);
        cast.add_person("maria", Role::manager);
        cast.add_person("rita", Role::auditor);
    }
    // A grant whose payment is attested by eva: 100 000 kronor.
    std::string to_pay(const std::string& form = "service_grant") {
        const auto number = granted(form);
        cast.take("anna", number, "prepare_payment");
        cast.take("eva", number, "attest", {}, "", "claim");
        return number;
    }
    void pay_by_hand(const std::string& number, const std::string& reason) { cast.take("eva", number, "mark_paid", {}, reason, "claim"); }
    // Of all that can be paid, on the next working day.
    PaymentRun make(const std::vector<std::string>& payments = {}, const std::string& day = "", const std::string& who = "eva") {
        const auto pay_on = day.empty() ? cast.clock.today().plus_days(1).iso() : day;
        return make_run(cast.services(), banks, cast.people.at(who), {payments, payments.empty(), pay_on, ""});
    }
    PaymentRun make_of(const std::vector<std::string>& payments) { return make(payments); }
    PaymentRun release(const std::string& who, const PaymentRun& run) {
        return release_run(cast.services(), banks, cast.people.at(who), run.number, run.version);
    }
    RunFile fetch(const std::string& who, const PaymentRun& run) {
        return fetch_run_file(cast.services(), cast.people.at(who), run.number, run.version);
    }
    PaymentRun now_of(const PaymentRun& run) { return run_page(cast.services(), cast.people.at("rita"), run.number, 0, 1).run; }
    // As somebody with the owner's account could.
    void set(const std::string& sql) {
        cast.server.owner().transact([&](Transaction& tx) { tx.execute(sql); });
    }
    std::int64_t count(const std::string& sql) {
        return cast.server.owner().look_up([&](Transaction& tx) { return tx.number(sql); });
    }
    // What each of them, let loose at once, met: "done", or what refused it.
    std::map<std::string, int> at_once(const std::vector<std::function<void()>>& acts) {
        std::vector<std::string> met(acts.size());
        std::atomic<std::size_t> waiting{0};
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < acts.size(); ++i) {
            threads.emplace_back([&, i] {
                ++waiting;
                while (waiting < acts.size()) std::this_thread::yield();
                const auto why = refusal(acts[i]);
                met[i] = why == "nothing" ? "done" : why;
            });
        }
        for (auto& thread : threads) thread.join();
        std::map<std::string, int> counted;
        for (const auto& each : met) ++counted[each];
        return counted;
    }

    BankProfiles banks = BankProfiles::load(std::string(BYGD_SOURCE_DIR) + "/schemas/bank");
};

}  // namespace bygd::testing_house
