#include "base/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bygd {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<CommandOption> shared = {{"data", "DIR", "where the data is", "var"}};
const std::vector<CommandForm> forms = {
    {"serve", {}, "Serves the pages.", {{"demo", "", "with demo data"}, {"listen", "HOST:PORT", "address", "x:1"}}},
    {"report", {"[NAME]"}, "Writes a report.", {{"out", "FILE", "where to"}}, true},
    {"user", {"ACTION", "NAME"}, "Accounts.", {}},
};

std::string refusal(const std::vector<std::string>& arguments) {
    try {
        read_command_line(arguments, forms, shared);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(CommandLine, ReadsWordsOptionsAndSwitches) {
    const auto call = read_command_line({"serve", "--demo", "--listen", "h:1", "--data=/tmp/a=b"}, forms, shared);
    EXPECT_EQ(call.name, "serve");
    EXPECT_TRUE(call.has("demo"));
    EXPECT_EQ(call.option("listen"), "h:1");
    EXPECT_EQ(call.option("data"), "/tmp/a=b");
    EXPECT_EQ(call.option("out"), std::nullopt);
    EXPECT_THAT(read_command_line({"user", "add", "anna"}, forms, shared).words, ElementsAre("add", "anna"));
}

TEST(CommandLine, AReportTakesParametersOfItsOwn) {
    const auto call = read_command_line({"report", "summary", "--project", "rsp", "--out", "-x"}, forms, shared);
    EXPECT_EQ(call.option("project"), "rsp");
    EXPECT_EQ(call.option("out"), "-x");
    EXPECT_TRUE(read_command_line({"report"}, forms, shared).words.empty());
}

TEST(CommandLine, SaysInOneSentenceWhatIsWrittenWrong) {
    EXPECT_EQ(refusal({}), "A command is missing.");
    EXPECT_EQ(refusal({"sevre"}), "There is no command 'sevre'.");
    EXPECT_EQ(refusal({"serve", "--port", "1"}), "serve has no option --port.");
    EXPECT_EQ(refusal({"serve", "--listen"}), "The option --listen needs a value (HOST:PORT).");
    EXPECT_EQ(refusal({"serve", "--demo=1"}), "The option --demo takes no value.");
    EXPECT_EQ(refusal({"serve", "--demo", "--demo"}), "The option --demo is given twice.");
    EXPECT_EQ(refusal({"serve", "now"}), "serve does not know what to do with 'now'.");
    EXPECT_EQ(refusal({"user", "add"}), "user needs NAME.");
}

TEST(CommandLine, HelpIsMadeFromTheSameTable) {
    EXPECT_TRUE(read_command_line({"--help"}, forms, shared).wants_help);
    EXPECT_EQ(read_command_line({"help", "serve"}, forms, shared).name, "serve");
    EXPECT_TRUE(read_command_line({"user", "--help"}, forms, shared).wants_help);
    EXPECT_THAT(help_of_program(forms), HasSubstr("serve [--demo] [--listen HOST:PORT]"));
    EXPECT_THAT(help_of_program(forms), HasSubstr("report [NAME] [--out FILE] [--KEY VALUE ...]"));
    EXPECT_THAT(help_of_command(forms[0], shared), HasSubstr("--listen HOST:PORT  address (default: x:1)"));
    EXPECT_THAT(help_of_command(forms[0], shared), HasSubstr("--data DIR  where the data is (default: var)"));
}

}  // namespace
}  // namespace bygd
