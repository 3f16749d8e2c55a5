// Runs of payments and the bank's answers as people and programs meet them: pages with their forms, JSON with its keys.
#include <gtest/gtest.h>

#include <sstream>

#include "base/base64.hpp"
#include "tests/bank_files.hpp"
#include "tests/database/case_site.hpp"

namespace bygd::testing_case_site {

namespace {

std::string streamed(const Response& response) {
    std::ostringstream out;
    if (response.stream) response.stream(out);
    return out.str();
}

class PaymentPages : public ::testing::Test {
protected:
    PaymentPages() {
        site.add_person("filip", Role::finance);
        site.add_person("maria", Role::manager);
        site.add_person("rita", Role::auditor);
        number = site.under_decision("service_grant");
        site.take("david", number, "approve");
        site.take("anna", number, "dispatch");
        site.take("anna", number, "prepare_payment");
        site.take("eva", number, "attest", {}, "", "claim");
    }
    std::string tomorrow() { return site.clock.today().plus_days(1).iso(); }

    CaseSite site;
    std::string number;
};

TEST_F(PaymentPages, take_a_payment_from_the_list_to_the_bank_and_back) {
    Visitor eva(site, "eva"), filip(site, "filip"), rita(site, "rita"), maria(site, "maria"), anna(site, "anna");
    EXPECT_TRUE(has(eva.get("/payouts/runs/new"), "U2026-000001"));
    const auto refused = eva.post("/payouts/runs", "run", {{"payment", "U2026-000001"}, {"pay_on", "2026-03-07"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Bankerna har stängt den dagen"));
    EXPECT_EQ(location(eva.post("/payouts/runs", "run", {{"payment", "U2026-000001"}, {"pay_on", tomorrow()}})), "303 /payouts/runs/K2026-000001");
    const std::string run = "/payouts/runs/K2026-000001";
    EXPECT_FALSE(has(eva.get(run), "/release"));
    EXPECT_TRUE(has(eva.get("/payouts?stage=to_pay"), run));
    EXPECT_FALSE(has(eva.get("/payouts?stage=to_pay"), "actions/mark_paid"));
    EXPECT_EQ(eva.post(run + "/release", "release", {{"version", "1"}}).status, 403);
    filip.get(run);
    EXPECT_EQ(location(filip.post(run + "/release", "release", {{"version", "1"}})), "303 " + run);
    filip.get(run);
    const auto file = filip.post(run + "/sending", "sending", {{"version", "2"}});
    EXPECT_EQ(file.status, 200);
    EXPECT_NE(streamed(file).find("<EndToEndId>U2026-000001</EndToEndId>"), std::string::npos);
    const auto again = filip.post(run + "/sending", "sending", {{"version", "2"}});
    EXPECT_EQ(again.status, 409) << "the same form again has no second file";
    EXPECT_EQ(anna.get("/payouts/runs").status, 404);
    EXPECT_EQ(anna.get("/payouts/bank-answers").status, 404);
    EXPECT_EQ(maria.get(run).status, 200);
    EXPECT_EQ(maria.get(run + "/file").status, 403);
    EXPECT_EQ(streamed(rita.get(run + "/file")), streamed(file));
    EXPECT_EQ(rita.get("/payouts/runs/new").status, 403);
    const auto day = site.clock.today().iso();
    const json answer{{"name", "camt.xml"}, {"content", base64_encoded(camt_054("M1", booked("U2026-000001", "100000.00", "B1", day) + booked("", "7.00", "B2", day)))}};
    const auto [status, told] = eva.api("/api/v1/bank-answers", answer, "key-1");
    EXPECT_EQ(status, 201) << told;
    EXPECT_EQ(told.at("counts"), (json{{"paid", 1}, {"rejected", 0}, {"repaid", 0}, {"open", 1}, {"noted", 0}, {"known", 0}}));
    EXPECT_TRUE(has(eva.get(run), "Besvarad"));
    const auto open = eva.api("/api/v1/bank-answers?state=open").second.at("entries");
    ASSERT_EQ(open.size(), 1U);
    const auto entry = "/payouts/bank-answers/" + std::to_string(open[0].at("id").get<int>());
    EXPECT_TRUE(has(eva.get(entry), "Inget betalningsnummer framgår"));
    EXPECT_EQ(eva.post(entry + "/match", "match", {{"version", "1"}, {"payment", "U2026-000001"}}).status, 422);
    EXPECT_EQ(location(eva.post(entry + "/setting-aside", "aside", {{"version", "1"}, {"reason", "Avgift."}})), "303 /payouts/bank-answers");
    EXPECT_TRUE(has(rita.get("/payouts/bank-answers?state=set_aside"), "Avgift."));
    EXPECT_EQ(site.faults(), std::vector<std::string>());
}

TEST_F(PaymentPages, are_the_same_for_programs) {
    Visitor eva(site, "eva"), filip(site, "filip"), anna(site, "anna");
    EXPECT_EQ(eva.api("/api/v1/payment-runs/payable").second.at("in_all"), 1);
    const json wanted{{"all", true}, {"pay_on", tomorrow()}};
    const auto [status, made] = eva.api("/api/v1/payment-runs", wanted, "key-1");
    EXPECT_EQ(status, 201) << made;
    EXPECT_EQ(eva.api("/api/v1/payment-runs", wanted, "key-1").second, made) << "a repeat answers the first answer";
    const std::string run = "/api/v1/payment-runs/" + made.at("number").get<std::string>();
    EXPECT_EQ(eva.api(run + "/release", {{"version", 1}}, "key-2").first, 403);
    EXPECT_EQ(filip.api(run + "/release", {{"version", 7}}, "key-2").first, 409);
    EXPECT_EQ(filip.api(run + "/release", {{"version", 1}}, "key-3").second.at("stage"), "released");
    EXPECT_EQ(filip.api(run + "/reversal", {{"version", 2}, {"reason", "Fel dag."}}, "key-4").first, 200);
    EXPECT_EQ(eva.api(run + "/reversal/confirmation", {{"version", 3}}, "key-5").second.at("state"), "reversed");
    EXPECT_EQ(eva.api(run).second.at("lines").at(0).at("outcome"), "freed");
    EXPECT_EQ(anna.api("/api/v1/payment-runs").first, 404);
    EXPECT_EQ(eva.api("/api/v1/payouts?stage=to_pay").second.at("payouts").at(0).at("payment_run"), nullptr);
}

}  // namespace

}  // namespace bygd::testing_case_site
