#include "http/json_input.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

const nlohmann::json& json_object(const Request& request) {
    const auto& body = request.json();
    if (!body.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
    return body;
}

std::string json_text(const nlohmann::json& value) {
    if (value.is_string()) return clean_text(value.get<std::string>());
    if (value.is_boolean()) return value.get<bool>() ? "1" : "";
    if (value.is_number_integer()) return value.dump();
    if (value.is_null()) return "";
    refuse(ErrorKind::bad_request, "request.not_text");
}

std::string json_member(const nlohmann::json& object, const char* name) {
    return object.contains(name) ? json_text(object.at(name)) : "";
}

int json_version(const nlohmann::json& object) {
    const auto version = whole_number(json_member(object, "version")).value_or(0);
    const auto possible = version > 0 && version <= std::numeric_limits<int>::max();
    return possible ? static_cast<int>(version) : 0;
}

std::size_t rows_asked(const Request& request) {
    const auto asked = whole_number(request.query("limit")).value_or(static_cast<std::int64_t>(limits::page_rows));
    return static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 1, limits::page_rows_most));
}

}  // namespace bygd
