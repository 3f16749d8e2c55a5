#include "tests/simulation/pulse.hpp"

namespace bygd::simulation {

namespace {

struct Mark {
    const char *figure, *table;
};

// Where rows are only added, the highest id tells of a new one; the rest is few enough to count.
constexpr Mark marks[] = {
    {"SUM(version)", "aid_case"}, {"COUNT(*)", "aid_case"}, {"SUM(sequence)", "diary_head"}, {"MAX(id)", "ledger_entry"},
    {"SUM(allocated_ore)", "fund_balance"}, {"SUM(reserved_ore)", "fund_balance"}, {"SUM(granted_ore)", "fund_balance"},
    {"SUM(paid_ore)", "fund_balance"}, {"SUM(released_ore)", "fund_balance"}, {"SUM(repaid_ore)", "fund_balance"},
    {"SUM(amount_ore)", "proposal"}, {"MAX(id)", "decision"}, {"MAX(id)", "claim"}, {"MAX(id)", "payment"}, {"MAX(id)", "proceeding"},
    {"MAX(id)", "case_request"}, {"MAX(id)", "document"}, {"MAX(id)", "organisation_check"}, {"SUM(version)", "organisation"},
    {"SUM(version)", "outlet"}, {"SUM(version)", "board_meeting"}, {"MAX(id)", "board_item"}, {"MAX(id)", "board_event"},
    {"COUNT(*)", "conflict_declaration"}, {"SUM(last_number)", "diary_counter"}};

}  // namespace

std::vector<std::int64_t> pulse(Transaction& tx) {
    std::string sql = "SELECT ";
    int column = 0;
    for (const auto& mark : marks) {
        sql += std::string(column ? ", " : "") + "(SELECT CAST(COALESCE(" + mark.figure + ", 0) AS SIGNED) FROM " + mark.table + ") AS m" +
               std::to_string(column);
        ++column;
    }
    std::vector<std::int64_t> read;
    tx.each(sql, {}, [&](const Row& row) {
        for (int i = 0; i < column; ++i) read.push_back(row.integer("m" + std::to_string(i)));
    });
    return read;
}

std::string imprint(Transaction& tx) {
    const auto tables = tx.all("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name", {},
                               [](const Row& row) { return row.text("name"); });
    std::string sql = "CHECKSUM TABLE ";
    for (const auto& table : tables) sql += (&table == &tables.front() ? "" : ", ") + table;
    std::string text;
    tx.each(sql, {}, [&](const Row& row) { text += row.text("Table") + " " + row.text_or_empty("Checksum") + "\n"; });
    return text;
}

}  // namespace bygd::simulation
