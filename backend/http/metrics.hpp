// Counts for Prometheus: requests by route, method and status, and how long they took. One registry for the process.
#pragma once

#include <chrono>
#include <string>

#include "http/response.hpp"

namespace bygd::metrics {

void count_request(const std::string& route, const std::string& method, int status, std::chrono::duration<double> took);
// Answers refused before a request could be made of them: "bad_framing", "deadline", "queue_full", ...
void count_refused(const std::string& reason);
void set_gauge(const std::string& name, double value);  // "bygdestod_http_connections"
Response response();                                    // the text format, for GET /metrics

}  // namespace bygd::metrics
