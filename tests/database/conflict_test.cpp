// Conflict of interest (FL 16-18 §§): nobody prepares, decides or attests without having said that there is none, and nobody
// who has one does any of it.
#include <gtest/gtest.h>

#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

namespace {

class ConflictRoad : public OneRoad {
protected:
    void conflict(const std::string& who, const std::string& number) {
        declare_conflict(cast.services(), cast.people.at(who), number, true, "Min syster äger butiken.");
    }
    // The step itself, without the word before it that the cast gives.
    void step(const std::string& who, const std::string& number, const std::string& action, const std::string& kind = "") {
        const auto sequence = kind.empty() ? 0 : cast.beside(number, kind).sequence;
        take_action(cast.services(), cast.people.at(who), {number, cast.now(number).version, action, "", {}, sequence});
    }
};

}  // namespace

TEST_F(ConflictRoad, takes_an_officer_off_the_case_who_then_prepares_nothing) {
    const auto number = cast.in_review("service_grant");
    EXPECT_EQ(cast.now(number).officer, cast.people.at("anna").id);
    const auto version = cast.now(number).version;
    conflict("anna", number);
    EXPECT_FALSE(cast.now(number).officer);
    EXPECT_EQ(cast.now(number).version, version + 1);
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "propose", cast.proposal()); }),
              "invalid officer=case.no_officer conflict=conflict.yours");
    EXPECT_EQ(refused(number, [&] {
        cast.take("bo", number, "reassign", {{"officer", std::to_string(cast.people.at("anna").id.value())}});
    }), "invalid officer=conflict.of_officer");
    cast.take("bo", number, "reassign");
    cast.take("bo", number, "propose", cast.proposal());
    EXPECT_EQ(cast.now(number).state, "proposed");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(ConflictRoad, is_asked_of_each_person_for_each_case) {
    const auto number = cast.under_decision("service_grant");
    EXPECT_EQ(refused(number, [&] { step("david", number, "approve"); }), "invalid conflict=conflict.undeclared");
    conflict("david", number);
    EXPECT_EQ(refused(number, [&] { step("david", number, "approve"); }), "invalid conflict=conflict.yours");
    EXPECT_EQ(cast.now(number).officer, cast.people.at("anna").id) << "another's conflict changes nothing for the officer";
    declare_conflict(cast.services(), cast.people.at("david"), number, false, "");
    step("david", number, "approve");
    EXPECT_EQ(cast.now(number).state, "decided_approved");
    const auto other = cast.under_decision("service_grant");
    EXPECT_EQ(refused(other, [&] { step("david", other, "approve"); }), "invalid conflict=conflict.undeclared");
}

TEST_F(ConflictRoad, stands_in_the_way_of_attestation_and_of_what_runs_beside) {
    const auto number = granted("service_grant");
    cast.take("anna", number, "prepare_payment");
    EXPECT_EQ(refused(number, [&] { step("eva", number, "attest", "claim"); }), "invalid conflict=conflict.undeclared");
    conflict("eva", number);
    EXPECT_EQ(refused(number, [&] { step("eva", number, "attest", "claim"); }), "invalid conflict=conflict.yours");
    open_stop(number);
    conflict("bo", number);
    EXPECT_EQ(refused(number, [&] {
        cast.take("bo", number, "start_hearing", {{"question", "Vi överväger detta."}, {"due_on", "2026-04-01"}}, "", "non_payment");
    }), "invalid conflict=conflict.yours");
}

TEST_F(ConflictRoad, needs_a_reason_and_is_no_business_of_an_auditor) {
    cast.add_person("aron", Role::auditor);
    const auto number = cast.register_application("service_grant");
    EXPECT_EQ(refused(number, [&] { declare_conflict(cast.services(), cast.people.at("bo"), number, true, " "); }),
              "invalid conflict_reason=conflict.reason_required");
    EXPECT_EQ(refused(number, [&] { declare_conflict(cast.services(), cast.people.at("aron"), number, false, ""); }),
              "forbidden case.officers_only");
}

}  // namespace bygd::testing_house
