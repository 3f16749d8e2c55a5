// What a person types after `bygdestod`: which command, its words and its options, checked against what the command takes,
// and the help text made from the same table. Pure: prints nothing, reads no file and no environment.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bygd {

// One option `--name VALUE`; with an empty `value` it is a switch. `fallback` is only shown: "none" or the default.
struct CommandOption {
    std::string name;
    std::string value;
    std::string meaning;
    std::string fallback = {};
};

// `words` names the arguments without dashes, in order: "NAME", "FILE", "[FILE]" when it may be left out.
struct CommandForm {
    std::string name;
    std::vector<std::string> words;
    std::string meaning;
    std::vector<CommandOption> options;
    bool any_option = false;      // also takes --KEY VALUE not listed (the parameters of a report)
};

struct CommandCall {
    std::string name;
    std::vector<std::string> words;
    std::map<std::string, std::string> options;   // without the dashes; a switch is "yes"
    bool wants_help = false;

    bool has(const std::string& option) const { return options.contains(option); }
    std::optional<std::string> option(const std::string& name) const;
};

// The way a command was written is wrong: exit 2. what() is one sentence.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// `arguments` without the program's own name. `shared` are options every command takes. Throws UsageError.
CommandCall read_command_line(const std::vector<std::string>& arguments, const std::vector<CommandForm>& forms,
                              const std::vector<CommandOption>& shared);

// Of the whole program, and of one command.
std::string help_of_program(const std::vector<CommandForm>& forms);
std::string help_of_command(const CommandForm& form, const std::vector<CommandOption>& shared);

}  // namespace bygd
