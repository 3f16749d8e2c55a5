// Walks the whole source under the rules of the house, after showing that each rule can fail.
#include "tests/tidy/house_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace bygd {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::SizeIs;

struct SourceFile {
    std::string path, text;
};

// Of what is ours: not what npm brought or a build made.
std::vector<SourceFile> files_with(const std::vector<std::string>& suffixes, const std::vector<std::string>& folders) {
    std::vector<SourceFile> files;
    const fs::path top = BYGD_SOURCE_DIR;
    for (const auto& folder : folders) {
        for (auto entry = fs::recursive_directory_iterator(top / folder); entry != fs::recursive_directory_iterator(); ++entry) {
            const auto& path = entry->path();
            if (entry->is_directory() && path.filename() == "node_modules") entry.disable_recursion_pending();
            if (!entry->is_regular_file() || std::count(suffixes.begin(), suffixes.end(), path.extension().string()) == 0) continue;
            std::ostringstream text;
            text << std::ifstream(path, std::ios::binary).rdbuf();
            files.push_back({fs::relative(path, top).string(), text.str()});
        }
    }
    return files;
}

using Rule = Faults (*)(const std::string&, const std::string&);

Faults faults_in(const std::vector<SourceFile>& files, Rule rule) {
    Faults faults;
    for (const auto& file : files) {
        for (auto& fault : rule(file.path, file.text)) faults.push_back(std::move(fault));
    }
    return faults;
}

const std::vector<SourceFile>& sources() {
    static const auto files = files_with({".cpp", ".hpp"}, {"backend", "workflows", "reports"});
    return files;
}

TEST(HouseRules, AreReadOverTheWholeHouse) { EXPECT_GT(sources().size(), 200u); }

TEST(HouseRules, LetARoomIncludeOnlyRoomsBelow) {
    EXPECT_THAT(faults_of_order("backend/budget/fund.cpp", "#include \"cases/case.hpp\"\n"), SizeIs(1));
    EXPECT_THAT(faults_of_order("workflows/workflow.cpp", "#include \"database/pool.hpp\"\n"), SizeIs(1));
    EXPECT_THAT(faults_of_order("backend/attic/trunk.cpp", ""), SizeIs(1));
    EXPECT_THAT(faults_of_order("backend/cases/case.cpp", "#include \"budget/fund.hpp\"\n"), IsEmpty());
    EXPECT_THAT(faults_in(sources(), faults_of_order), IsEmpty());
}

TEST(HouseRules, KeepStoresFreeOfWhatStandsAbove) {
    EXPECT_THAT(faults_of_roles("backend/budget/fund_store.cpp", "#include \"budget/fund_actions.hpp\"\n"), SizeIs(1));
    EXPECT_THAT(faults_of_roles("backend/budget/fund_store.cpp", "#include \"http/request.hpp\"\n"), SizeIs(1));
    EXPECT_THAT(faults_of_roles("backend/budget/fund_actions.cpp", "#include \"budget/fund_actions.hpp\"\n"), IsEmpty());
    EXPECT_THAT(faults_in(sources(), faults_of_roles), IsEmpty());
}

TEST(HouseRules, KeepSqlInStores) {
    EXPECT_THAT(faults_of_sql("backend/cases/case_pages.cpp", "tx.rows(\"SELECT id FROM fund\")"), SizeIs(1));
    EXPECT_THAT(faults_of_sql("backend/cases/case_actions.cpp", "tx.run(\"UPDATE fund SET paid = 0\")"), SizeIs(1));
    EXPECT_THAT(faults_of_sql("backend/cases/case_store.cpp", "tx.rows(\"SELECT c.* FROM aid_case c\")"), SizeIs(1));
    EXPECT_THAT(faults_of_sql("backend/cases/case_store.cpp", "tx.rows(\"SELECT id FROM aid_case\")"), IsEmpty());
    EXPECT_THAT(faults_in(sources(), faults_of_sql), IsEmpty());
}

TEST(HouseRules, KeepLibrariesAndTransactionsWhereTheyAreKnown) {
    EXPECT_THAT(faults_of_libraries("backend/web/page.cpp", "#include <Poco/Net/HTTPRequest.h>"), SizeIs(1));
    EXPECT_THAT(faults_of_libraries("backend/jobs/scheduler.cpp", "#include <Poco/Net/StreamSocket.h>"), SizeIs(1));
    EXPECT_THAT(faults_of_libraries("backend/cases/case_actions.cpp", "connection->commit();"), SizeIs(1));
    EXPECT_THAT(faults_of_libraries("backend/jobs/smtp_client.cpp", "#include <Poco/Net/StreamSocket.h>"), IsEmpty());
    EXPECT_THAT(faults_of_libraries("backend/http/server_loop.cpp", "#include <Poco/Net/ServerSocket.h>"), IsEmpty());
    EXPECT_THAT(faults_in(sources(), faults_of_libraries), IsEmpty());
}

// The server's connection and the database's were both bygd::Connection: the server ended with the destructor of the other.
TEST(HouseRules, GiveEachTypeANameOfItsOwn) {
    const std::string one = "struct Connection {\n};\n";
    EXPECT_THAT(faults_of_names({{"backend/a.hpp", one}, {"backend/b.hpp", "class Connection final : public Base {\n"}}),
                SizeIs(1));
    EXPECT_THAT(faults_of_names({{"backend/a.hpp", one}, {"backend/b.hpp", "class Connection;\n"}}), IsEmpty());
    EXPECT_THAT(faults_of_names({{"backend/a.hpp", one}, {"backend/b.cpp", "namespace {\n" + one + "}  // namespace\n"}}),
                IsEmpty());
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& file : sources()) files.emplace_back(file.path, file.text);
    EXPECT_THAT(faults_of_names(files), IsEmpty());
}

TEST(HouseRules, KeepFilesShort) {
    EXPECT_THAT(faults_of_size("backend/a.cpp", std::string(601, '\n')), SizeIs(1));
    EXPECT_THAT(faults_in(sources(), faults_of_size), IsEmpty());
    EXPECT_THAT(faults_in(files_with({".cpp", ".hpp", ".mjs", ".py"}, {"tests"}), faults_of_size), IsEmpty());
}

TEST(HouseRules, NameNoPlaceOfOneMachine) {
    EXPECT_THAT(faults_of_places("a.json", "{\"resolved\": \"x\"}"), SizeIs(1));
    EXPECT_THAT(faults_of_places("a.cpp", std::string("open(\"/home") + "/anna/x\")"), SizeIs(1));
    auto files = files_with({".cpp", ".hpp", ".html", ".json", ".sql", ".css", ".js"}, {"backend", "workflows", "reports", "schemas"});
    for (auto& file : files_with({".mjs", ".json", ".py"}, {"tests"})) files.push_back(std::move(file));
    EXPECT_THAT(faults_in(files, faults_of_places), IsEmpty());
}

}  // namespace
}  // namespace bygd
