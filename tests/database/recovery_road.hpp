// The road of a recovery, as OneRoad is of a case.
#pragma once

#include <algorithm>

#include "payouts/recovery_actions.hpp"
#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

class RecoveryRoad : public OneRoad {
protected:
    void open(const std::string& number) {
        cast.take("anna", number, "open_recovery", {{"found_on", cast.clock.today().iso()}, {"request_text", "Uppgifterna var fel."}});
    }
    void propose(const std::string& number, const std::string& amount) {
        cast.take("anna", number, "propose", {{"ground", "wrong_information"}, {"amount", amount}, {"reasons", "Uppgifterna var fel."}}, "",
                  "recovery");
    }
    // To a debt, decided today.
    void demand(const std::string& number, const std::string& amount) {
        open(number);
        hear(number, "recovery");
        propose(number, amount);
        cast.take("anna", number, "submit_for_decision", {}, "", "recovery");
        cast.take("david", number, "decide", {}, "", "recovery");
        cast.take("anna", number, "dispatch", {}, "", "recovery");
    }
    void repay(const std::string& number, const std::string& amount, const std::string& day = "") {
        cast.take("eva", number, "register_repayment", {{"amount", amount}, {"booked_on", day.empty() ? cast.clock.today().iso() : day}}, "",
                  "recovery");
    }
    void reduce(const std::string& number, const std::string& amount, const std::string& what) {
        cast.take("david", number, "reduce_debt", {{"amount", amount}, {"reduce_what", what}}, "Särskilda skäl.", "recovery");
    }
    RecoveryBalance left(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) {
            return balance_of_debt(cast.services().parameters, debt_of(tx, cast.beside(number, "recovery")), cast.clock.today());
        });
    }
    void expect_debt_of(const Proceeding& recovery, const std::string& debt, const std::string& interest) {
        const auto balance = cast.services().database.read([&](Transaction& tx) {
            return balance_of_debt(cast.services().parameters, debt_of(tx, recovery), cast.clock.today());
        });
        EXPECT_EQ(balance.debt.plain(), debt);
        EXPECT_EQ(balance.interest.plain(), interest);
    }
    void expect_debt(const std::string& number, const std::string& debt, const std::string& interest) {
        const auto balance = left(number);
        EXPECT_EQ(balance.debt.plain(), debt) << cast.clock.today().iso();
        EXPECT_EQ(balance.interest.plain(), interest) << cast.clock.today().iso();
        EXPECT_EQ(cast.faults(), std::vector<std::string>());
    }
};

}  // namespace bygd::testing_house
