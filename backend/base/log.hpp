// One line a happening on standard error, as JSON. Hides the logging library, whose header is slow to compile. Never give
// it personal numbers, passwords, tokens or what a person typed.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bygd::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});
void set_quiet(bool);   // only warnings and errors: for the subcommands whose output people read

}  // namespace bygd::log
