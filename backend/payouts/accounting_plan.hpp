// The account plan of the support money as dated data (schemas/parameters/accounting.json): which account and which objects
// of the dimensions a part of a voucher goes to, by fund, source of money and form of support. A new plan is a new one with
// a later day; vouchers made stay as they are. Pure but for the reading of the file.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"

namespace bygd {

// What a line of a voucher is for. `recovered`: support demanded back, which lowers the cost; `set_off`: what a payment owes
// a debt, until the debt is lowered with it.
enum class PostingRole { cost, debt, bank, receivable, recovered, interest, set_off };
std::string_view to_string(PostingRole);
PostingRole posting_role_of(std::string_view);          // throws std::invalid_argument

using PostingObjects = std::map<int, std::string>;      // by number of the dimension: {1: "7310", 6: "RUS-2026"}
std::string text_of(const PostingObjects&);             // {"1":"7310","6":"RUS-2026"}
PostingObjects posting_objects_of(std::string_view);

// The first that fits decides. What is empty fits everything.
struct PostingRule {
    PostingRole role = PostingRole::cost;
    std::string fund, source, form;                     // code of the fund, source of its money, form of support
    std::string account;
    PostingObjects objects;                             // "{fund}" stands for the code of the fund
};

struct PostingPlan {
    Date valid_from;
    bool books_grants = false;                          // a grant is booked as cost and debt; else the cost comes with the payment
    std::string source, note;
    std::vector<PostingRule> rules;

    const PostingRule& rule(PostingRole, std::string_view fund, std::string_view money_source, std::string_view form) const;
};

struct PlanObject {
    int dimension = 0;
    std::string code, name;
};

struct AccountingPlan {
    std::string organisation_number, series;
    Date begins_on;                                     // what happened before is in the accounts already
    std::map<int, std::string> dimensions;
    std::vector<PlanObject> objects;
    std::map<std::string, std::string, std::less<>> accounts;   // number -> name
    std::vector<PostingPlan> plans;                     // by valid_from

    // Throws std::runtime_error with every fault, "; " between.
    static AccountingPlan load(const std::filesystem::path& file);
    static AccountingPlan of_json(const nlohmann::json&);
    const PostingPlan& on(Date day) const;              // the first holds for days before it too
};

}  // namespace bygd
