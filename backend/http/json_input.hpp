// What a program sends under /api/v1, read as the text of a form, so that pages and API give the same actions the same
// input: a problem then stands at the member it is about.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "http/request.hpp"

namespace bygd {

const nlohmann::json& json_object(const Request&);   // the body. Throws Error bad_request request.not_json
// Text as it is, a whole number, a truth value ("1" or "") or null (""). Amounts are text: a JSON number has no öre that
// can be trusted. Throws Error bad_request request.not_text.
std::string json_text(const nlohmann::json& value);
std::string json_member(const nlohmann::json& object, const char* name);   // "" when it is not there
int json_version(const nlohmann::json& object);      // the version that the caller read; 0, which nothing has, when none
std::size_t rows_asked(const Request&);              // ?limit, from 1 to limits::page_rows_most

}  // namespace bygd
