// `check` finds nothing wrong with the house as it is shipped, and in a spoilt copy every fault at once, each with its file.
#include "pages/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>

#include "pages/house.hpp"
#include "workflows/workflow_drawing.hpp"

namespace bygd {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckTest : public testing::Test {
protected:
    CheckTest() {
        const fs::path source = BYGD_SOURCE_DIR;
        fs::create_directories(home_ / "workflows");
        fs::create_directory_symlink(source / "backend", home_ / "backend");
        fs::copy(source / "schemas", home_ / "schemas", fs::copy_options::recursive);
        fs::copy(source / "workflows" / "definitions", home_ / "workflows" / "definitions", fs::copy_options::recursive);
        fs::copy(source / "workflows" / "moves", home_ / "workflows" / "moves", fs::copy_options::recursive);
    }
    ~CheckTest() override { fs::remove_all(home_); }

    void spoil(const std::string& file, const std::string& old, const std::string& now) const {
        std::ifstream in(home_ / file, std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        auto text = bytes.str();
        const auto at = text.find(old);
        ASSERT_NE(at, std::string::npos) << file << " " << old;
        text.replace(at, old.size(), now);
        std::ofstream(home_ / file, std::ios::binary) << text;
    }

    fs::path home_ = fs::temp_directory_path() / ("bygd-check-" + std::to_string(getpid()));
};

TEST_F(CheckTest, FindsTheHouseAsShippedInOrder) { EXPECT_THAT(faults_of_house(home_), IsEmpty()); }

TEST_F(CheckTest, TellsEveryFaultAtOnceWithItsFile) {
    spoil("schemas/reference/region.json", "\"county\"", "\"country\"");
    spoil("schemas/parameters/process.json", "\"value\": 14", "\"value\": \"many\"");
    spoil("schemas/parameters/process.json", "\"value\": 21", "\"valu\": 21");
    spoil("schemas/forms/service_grant.v2.json", "\"workflow\": \"service_grant\"", "\"workflow\": \"lost\"");
    spoil("schemas/parameters/de_minimis.json", "\"rolling_years\"", "\"some_years\"");
    spoil("workflows/definitions/claim.v1.json", "\"payee_confirmed\"", "\"payee_guessed\"");
    spoil("workflows/moves/operating_support.v1-v2.json", "{\"state\": \"received\", \"to\": \"received\"},", "");
    std::ofstream(home_ / "schemas" / "openapi.json") << "{";
    const auto faults = faults_of_house(home_);
    const auto has = [&](const char* file, const char* fault) {
        EXPECT_THAT(faults, Contains(AllOf(HasSubstr(file), HasSubstr(fault))));
    };
    has("region.json", "county is missing");
    has("process.json", "supplement_days");
    has("process.json", "opinion_days");
    has("de_minimis.json", "unknown window some_years");
    has("claim.v1", "attest names the unknown guard payee_guessed");
    has("operating_support.v1-v2", "the state received goes nowhere");
    has("schemas/openapi.json", "is not JSON");
    has("form service_grant", "names the unknown workflow lost");
}

// Every state and action is told somewhere, in so few arrows that a page of A4 holds them.
TEST(WorkflowDrawing, TellsEveryActionAndDrawsNoLoop) {
    const auto workflows = load_workflows(BYGD_SOURCE_DIR);
    for (const auto* workflow : workflows.all()) {
        const auto dot = dot_of(*workflow, "sv", {{"open", "Öppna"}});
        for (const auto& state : workflow->states()) {
            EXPECT_THAT(dot, HasSubstr("<b>" + state.label.sv + "</b>"));
            EXPECT_THAT(dot, Not(HasSubstr("\"" + state.name + "\" -> \"" + state.name + "\"")));
        }
        std::set<std::string> drawn;
        std::istringstream lines(dot);
        for (std::string line; std::getline(lines, line);) {
            if (line.find(" -> ") == std::string::npos) continue;
            const auto way = line.substr(0, line.find('[')) + (line.find("dir=back") == std::string::npos ? "" : "back");
            EXPECT_TRUE(drawn.insert(way).second) << line;
        }
        EXPECT_LE(drawn.size(), 2 * workflow->states().size()) << workflow->name();
        for (const auto& t : workflow->transitions()) EXPECT_THAT(dot, HasSubstr(t.label.sv)) << workflow->name();
    }
}

}  // namespace
}  // namespace bygd
