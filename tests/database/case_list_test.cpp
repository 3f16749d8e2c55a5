// The list of cases: every order is total and paged without a gap, filters find what they say, views are a person's own,
// and a step of many cases stops at none of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/bulk_steps.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view_actions.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/undertaking_actions.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

class ListOfCases : public ::testing::Test {
protected:
    std::vector<CaseLine> page(const CaseFilter& filter, std::size_t most = 100) const {
        return cast.services().database.read([&](Transaction& tx) { return list_cases(tx, filter, most); });
    }
    std::vector<std::string> numbers(const CaseFilter& filter) const {
        std::vector<std::string> found;
        for (const auto& line : page(filter)) found.push_back(line.diary_number);
        return found;
    }
    std::string choice(const std::string& number) { return number + "@" + std::to_string(cast.now(number).version); }
    std::vector<SavedView> views(const std::string& who) const {
        return cast.services().database.read([&](Transaction& tx) { return views_of(tx, cast.people.at(who).id); });
    }
    std::string approved(const std::string& form) {
        const auto number = cast.under_decision(form);
        cast.take("david", number, "approve");
        return number;
    }
    HouseCast cast;
    using Numbers = std::vector<std::string>;
};

}  // namespace

TEST_F(ListOfCases, every_order_is_paged_without_gap_or_repeat) {
    for (int i = 0; i < 3; ++i) cast.register_application("service_grant");
    cast.register_application("investment_support");
    approved("service_grant");
    for (const auto* name : {"number", "title", "received", "decided", "sought", "amount", "paid", "left"}) {
        for (const bool falling : {false, true}) {
            CaseFilter filter;
            filter.sort = case_sort((falling ? "-" : "") + std::string(name)).value();
            const auto whole = numbers(filter);
            ASSERT_EQ(whole.size(), 5u);
            Numbers walked;
            for (auto lines = page(filter, 2); !lines.empty(); lines = page(filter, 2)) {
                for (const auto& line : lines) walked.push_back(line.diary_number);
                filter.after = cursor_after(lines.back(), filter.sort);
            }
            EXPECT_EQ(walked, whole) << to_string(filter.sort);
            auto other = filter;
            other.after.clear();
            other.sort.falling = !falling;
            auto back = numbers(other);
            std::reverse(back.begin(), back.end());
            EXPECT_EQ(back, whole) << "the other way round, also among equals: " << to_string(filter.sort);
        }
    }
    EXPECT_FALSE(case_sort("id; DROP TABLE aid_case"));
    CaseFilter hostile;
    hostile.sort = *case_sort("sought");
    hostile.after = "abc:4";
    EXPECT_EQ(numbers(hostile).size(), 5u) << "a cursor nobody gave starts from the beginning";
}

TEST_F(ListOfCases, filters_find_what_they_say) {
    const auto asked = cast.in_review("service_grant"), other = cast.register_application("investment_support");
    const auto granted = approved("service_grant");
    CaseFilter linked;
    linked.linked = Linked::no;
    EXPECT_EQ(numbers(linked).size(), 3u);
    linked.linked = Linked::yes;
    EXPECT_EQ(numbers(linked), Numbers());
    CaseFilter never;
    never.never_visited = true;
    EXPECT_EQ(numbers(never), Numbers{granted});
    CaseFilter plan;
    plan.plan_ending_by = cast.clock.today();
    EXPECT_EQ(numbers(plan).size(), 3u) << "no kommun has a plan yet";
    const auto municipality = cast.now(other).municipality;
    cast.services().database.transact([&](Transaction& tx) {
        insert_service_plan(tx, {Id<ServicePlan>(), municipality, "Plan", cast.clock.today(), cast.clock.today().plus_months(7)});
    });
    EXPECT_EQ(numbers(plan), Numbers());
    plan.plan_ending_by = cast.clock.today().plus_months(7);
    EXPECT_EQ(numbers(plan).size(), 3u) << "the last day itself counts";
    CaseFilter fund;
    fund.fund = cast.fund;
    EXPECT_EQ(numbers(fund), Numbers{granted});
    CaseFilter amounts;
    amounts.sought_from = cast.now(other).sought;
    amounts.sought_to = amounts.sought_from;
    EXPECT_EQ(numbers(amounts).size(), 3u) << "both ends are within";
    amounts.sought_from = *amounts.sought_to + Money::of_minor(1);
    amounts.sought_to.reset();
    EXPECT_EQ(numbers(amounts), Numbers()) << "to the öre";
    cast.take("anna", asked, "request_supplement", {{"question", "Årsredovisning?"}, {"due_on", cast.clock.today().plus_days(10).iso()},
                                                    {"consequence", "Annars avgörs ärendet."}});
    EXPECT_EQ(page({.state = "awaiting_supplement"}).at(0).answer_due_on, cast.clock.today().plus_days(10));
    CaseFilter late;
    late.request_late_on = cast.clock.today().plus_days(11);
    EXPECT_EQ(numbers(late), Numbers{asked});
    late.request_kind = "opinion";
    EXPECT_EQ(numbers(late), Numbers());
}

TEST_F(ListOfCases, finds_a_whole_undertaking_and_who_owns_it) {
    const auto one = cast.register_application("service_grant"), two = cast.register_application("service_grant");
    const auto alone = cast.register_application("service_grant");
    const auto& anna = cast.people.at("anna");
    const auto organisation_of = [&](const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) { return find_organisation(tx, cast.now(number).organisation).value(); });
    };
    CaseFilter group;
    group.group = organisation_of(one).id;
    group.group_on = cast.clock.today();
    EXPECT_EQ(numbers(group), Numbers{one}) << "who owns nobody is alone";
    add_organisation_link(cast.services().database, cast.clock, anna, organisation_of(one).id,
                          {{"role", "owner"}, {"other_number", organisation_of(two).number}, {"ground", "votes"},
                           {"share", "60"}, {"valid_from", "2020-01-01"}, {"source", "Aktiebok"}});
    EXPECT_EQ(numbers(group), (Numbers{two, one}));
    group.group = organisation_of(two).id;
    EXPECT_EQ(numbers(group), (Numbers{two, one})) << "from either end";
    group.group_on = Date(2019, 12, 31);
    EXPECT_EQ(numbers(group), Numbers{two}) << "before the link began";
    auto told = organisation_of(alone);
    auto fields = typed_of(told);
    fields["owner_sex"] = "women";
    change_organisation(cast.services().database, cast.clock, anna, told.id, told.version, fields);
    CaseFilter sex;
    sex.owner_sex = "women";
    EXPECT_EQ(numbers(sex), Numbers{alone});
    fields["owner_sex"] = "robots";
    EXPECT_EQ(refusal([&] { change_organisation(cast.services().database, cast.clock, anna, told.id, told.version + 1, fields); }),
              "invalid owner_sex=choice.unknown");
}

TEST_F(ListOfCases, reminds_many_and_tells_which_were_not) {
    const auto waiting = cast.in_review("service_grant"), calm = cast.in_review("service_grant");
    cast.take("anna", waiting, "request_supplement", {{"question", "Årsredovisning?"}, {"due_on", cast.clock.today().plus_days(10).iso()},
                                                      {"consequence", "Annars avgörs ärendet."}});
    const auto& anna = cast.people.at("anna");
    const std::vector<std::string> chosen{choice(waiting), choice(calm)};
    const auto lines = remind_many(cast.services(), anna, chosen);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_TRUE(lines[0].problems.empty());
    ASSERT_FALSE(lines[1].problems.empty());
    EXPECT_EQ(lines[1].problems.front().code, "bulk.not_now");
    const auto again = remind_many(cast.services(), anna, {choice(waiting)});
    EXPECT_FALSE(again.at(0).problems.empty()) << "nobody is reminded twice";
    EXPECT_THROW(remind_many(cast.services(), anna, {}), Error);
    EXPECT_FALSE(remind_many(cast.services(), cast.people.at("eva"), {choice(calm)}).at(0).problems.empty()) << "finance reminds nobody";
}

TEST_F(ListOfCases, a_view_is_renamed_shared_and_opened_in_by_its_owner_alone) {
    const auto& services = cast.services();
    const auto &anna = cast.people.at("anna"), &bo = cast.people.at("bo");
    save_view(services, anna, {"Mina", "stage=open&officer=mine", false});
    save_view(services, anna, {"Gamla", "stage=open&age=4", false});
    const auto mine = views("anna").at(1), old = views("anna").at(0);
    EXPECT_TRUE(views("bo").empty());
    change_view(services, anna, {old.id, "  Äldre än fyra  ", true, true});
    EXPECT_EQ(views("bo").at(0).name, "Äldre än fyra");
    change_view(services, anna, {mine.id, "Mina", false, true});
    const auto opens = services.database.read([&](Transaction& tx) { return opening_view(tx, anna.id); });
    ASSERT_TRUE(opens);
    EXPECT_EQ(opens->id, mine.id) << "one at a time";
    EXPECT_FALSE(services.database.read([&](Transaction& tx) { return opening_view(tx, bo.id); }));
    const auto problem = [&](const Actor& actor, const ChangeView& command) -> std::string {
        try {
            change_view(services, actor, command);
        } catch (const Error& error) {
            return error.problems().empty() ? std::string(to_string(error.kind())) : error.problems().front().code;
        }
        return "";
    };
    EXPECT_EQ(problem(anna, {old.id, "Mina", false, false}), "view.name_taken");
    EXPECT_EQ(problem(anna, {old.id, " ", false, false}), "required");
    EXPECT_EQ(problem(bo, {old.id, "Bos", false, false}), "not_found");
    EXPECT_EQ(problem(cast.people.at("eva"), {old.id, "Evas", true, false}), "view.who_shares");
    EXPECT_EQ(views("anna").size(), 2u);
}

}  // namespace bygd::testing_house
