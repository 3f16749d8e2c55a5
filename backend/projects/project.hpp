// The region's own projects, such as the process leadership of the regional service programme: what they were for, what
// they cost, who paid. Pure values. A project's expenditure is never added to the support ledger (design.md §2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

// A kind of cost that the decision about the project names (kostnadsslag, domain §5). The order is the report's.
struct CostCategory {
    std::string key;    // "personnel": what rows refer to
    std::string label;  // "Personal"
    bool operator==(const CostCategory&) const = default;
};

// A result that is counted: 14 of 15 kommuner with a current service plan.
struct ProjectIndicator {
    std::string key;
    std::string label;
    std::int64_t value = 0;
    std::int64_t of = 0;  // 0: counted, not a part of something
    bool operator==(const ProjectIndicator&) const = default;
};

struct ProjectContact {
    std::string name, role, email, phone;
    bool operator==(const ProjectContact&) const = default;
};

// What the final report says in words, in its order. A list holds one paragraph or one point each.
struct ProjectTexts {
    std::string source;  // the document they are taken from
    std::vector<std::string> purpose;
    std::string activities;
    std::vector<std::string> activity_kinds;
    std::vector<std::string> focus_areas;  // insatsområden
    std::vector<std::string> partners;
    std::vector<std::string> results;
    std::vector<ProjectIndicator> indicators;
    std::vector<std::string> lessons;
    std::vector<std::string> dissemination;
    ProjectContact contact;
    bool operator==(const ProjectTexts&) const = default;
};

struct Project {
    Id<Project> id;
    std::string slug;  // "processledning-rsp-2016-2019": its address and its name in reports
    std::string title;
    std::string programme;
    std::string diary_number;  // empty: none
    Date period_from;
    Date period_to;  // its last day
    std::vector<CostCategory> categories;
    ProjectTexts texts;
    bool invented_split = false;  // the split on rows, categories, years and financiers is invented: say so
    int version = 1;

    std::vector<int> years() const;  // every calendar year that the period touches
    const CostCategory* category(std::string_view key) const;
};

struct BudgetRow {
    std::string category;
    int year = 0;
    Money amount;
};

// One voucher (verifikation) charged to the project. A correction is a further row with the amount reversed.
struct ExpenditureRow {
    std::string voucher;  // its number in the accounts, unique in the project
    Date booked_on;
    std::string category;
    std::string supplier;
    std::string text;
    Money amount;
};

enum class FinancierKind { public_money, private_money, eu };
std::string_view to_string(FinancierKind);  // "public", "private", "eu": as in the database
std::optional<FinancierKind> financier_kind_of(std::string_view);

struct FinancingRow {
    std::string financier;
    FinancierKind kind = FinancierKind::public_money;
    Money amount;
};

// A project with all its rows, as it is loaded or read from a file.
struct ProjectEconomy {
    Project project;
    std::vector<BudgetRow> budget;
    std::vector<ExpenditureRow> expenditure;
    std::vector<FinancingRow> financing;
};

// What is wrong with the rows: a category the project does not have (project.category_unknown), a year or a day outside
// its period (project.outside_period), a voucher number used twice (project.voucher_twice), a budget given twice
// (project.budget_twice). The fields are "expenditure.12.category".
Problems problems_of(const ProjectEconomy&);

}  // namespace bygd
