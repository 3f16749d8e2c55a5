#include "base/command_line.hpp"

#include <algorithm>

namespace bygd {

namespace {

const CommandForm* find_form(const std::vector<CommandForm>& forms, std::string_view name) {
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const auto& form) { return form.name == name; });
    return found == forms.end() ? nullptr : &*found;
}

const CommandOption* find_option(const std::vector<CommandOption>& options, std::string_view name) {
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const auto& option) { return option.name == name; });
    return found == options.end() ? nullptr : &*found;
}

bool may_be_left_out(const std::string& word) { return word.starts_with("["); }

std::string synopsis(const CommandForm& form) {
    auto text = form.name;
    for (const auto& word : form.words) text += " " + word;
    for (const auto& option : form.options) {
        text += " [--" + option.name + (option.value.empty() ? "" : " " + option.value) + "]";
    }
    if (form.any_option) text += " [--KEY VALUE ...]";
    return text;
}

std::string option_lines(const std::vector<CommandOption>& options) {
    std::size_t width = 0;
    const auto head = [](const CommandOption& option) {
        return "  --" + option.name + (option.value.empty() ? "" : " " + option.value);
    };
    for (const auto& option : options) width = std::max(width, head(option).size());
    std::string text;
    for (const auto& option : options) {
        auto line = head(option);
        line.resize(width + 2, ' ');
        text += line + option.meaning + (option.fallback.empty() ? "" : " (default: " + option.fallback + ")") + "\n";
    }
    return text;
}

void check_words(const CommandForm& form, const std::vector<std::string>& words) {
    const auto least = static_cast<std::size_t>(std::count_if(form.words.begin(), form.words.end(),
                                                              [](const auto& word) { return !may_be_left_out(word); }));
    if (words.size() < least) throw UsageError(form.name + " needs " + form.words.at(words.size()) + ".");
    if (words.size() > form.words.size()) {
        throw UsageError(form.name + " does not know what to do with '" + words.at(form.words.size()) + "'.");
    }
}

}  // namespace

std::optional<std::string> CommandCall::option(const std::string& wanted) const {
    const auto found = options.find(wanted);
    if (found == options.end()) return std::nullopt;
    return found->second;
}

CommandCall read_command_line(const std::vector<std::string>& arguments, const std::vector<CommandForm>& forms,
                              const std::vector<CommandOption>& shared) {
    CommandCall call;
    if (arguments.empty()) throw UsageError("A command is missing.");
    call.name = arguments.front();
    if (call.name == "--help" || call.name == "-h" || call.name == "help") {
        call.name = arguments.size() > 1 ? arguments[1] : "";
        call.wants_help = true;
        if (call.name.empty() || find_form(forms, call.name)) return call;
    }
    const auto* form = find_form(forms, call.name);
    if (!form) throw UsageError("There is no command '" + call.name + "'.");

    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto& argument = arguments[i];
        if (argument == "--help" || argument == "-h") {
            call.wants_help = true;
            return call;
        }
        if (!argument.starts_with("--")) {
            call.words.push_back(argument);
            continue;
        }
        const auto equals = argument.find('=');
        const auto name = argument.substr(2, equals == argument.npos ? equals : equals - 2);
        const auto* option = find_option(form->options, name);
        if (!option) option = find_option(shared, name);
        if (!option && !form->any_option) throw UsageError(form->name + " has no option --" + name + ".");
        if (call.has(name)) throw UsageError("The option --" + name + " is given twice.");
        if (option && option->value.empty()) {
            if (equals != argument.npos) throw UsageError("The option --" + name + " takes no value.");
            call.options[name] = "yes";
        } else if (equals != argument.npos) {
            call.options[name] = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            call.options[name] = arguments[++i];
        } else {
            throw UsageError("The option --" + name + " needs a value" +
                             (option ? " (" + option->value + ")." : std::string(".")));
        }
    }
    check_words(*form, call.words);
    return call;
}

std::string help_of_program(const std::vector<CommandForm>& forms) {
    std::string text = "Usage: bygdestod COMMAND ...\n\n";
    for (const auto& form : forms) text += "  " + synopsis(form) + "\n      " + form.meaning + "\n";
    return text + "\n`bygdestod COMMAND --help` tells every option with its default.\n"
                  "Exit: 0 done, 1 refused or found wrong, 2 written wrong.\n";
}

std::string help_of_command(const CommandForm& form, const std::vector<CommandOption>& shared) {
    auto text = "Usage: bygdestod " + synopsis(form) + "\n\n" + form.meaning + "\n";
    if (!form.options.empty()) text += "\n" + option_lines(form.options);
    return text + "\nEvery command takes\n" + option_lines(shared);
}

}  // namespace bygd
