#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/date_time.hpp"

namespace bygd::log {

namespace {

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> one = [] {
        auto made = spdlog::stderr_logger_mt("bygdestod");
        made->set_pattern("%v");
        return made;
    }();
    return *one;
}

void write(spdlog::level::level_enum level, std::string_view level_name, std::string_view event, Fields fields) {
    if (!logger().should_log(level)) return;
    nlohmann::ordered_json line{{"time", utc_text(SystemClock().now())}, {"level", level_name}, {"event", event}};
    for (const auto& [name, value] : fields) line[std::string(name)] = value;
    logger().log(level, "{}", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

void info(std::string_view event, Fields fields) { write(spdlog::level::info, "info", event, fields); }
void warning(std::string_view event, Fields fields) { write(spdlog::level::warn, "warning", event, fields); }
void error(std::string_view event, Fields fields) { write(spdlog::level::err, "error", event, fields); }
void set_quiet(bool quiet) { logger().set_level(quiet ? spdlog::level::warn : spdlog::level::info); }

}  // namespace bygd::log
