#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace bygd::metrics {

namespace {

prometheus::Registry& registry() {
    static prometheus::Registry one;
    return one;
}

}  // namespace

void count_request(const std::string& route, const std::string& method, int status,
                   std::chrono::duration<double> took) {
    static auto& requests =
        prometheus::BuildCounter().Name("bygdestod_http_requests_total").Help("Requests answered").Register(registry());
    static auto& seconds = prometheus::BuildHistogram()
                               .Name("bygdestod_http_request_seconds")
                               .Help("Time from the whole request read to the answer made")
                               .Register(registry());
    requests.Add({{"route", route}, {"method", method}, {"status", std::to_string(status)}}).Increment();
    seconds
        .Add({{"route", route}},
             prometheus::Histogram::BucketBoundaries{0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10})
        .Observe(took.count());
}

void count_refused(const std::string& reason) {
    static auto& refused = prometheus::BuildCounter()
                               .Name("bygdestod_http_refused_total")
                               .Help("Connections and requests refused before a handler saw them")
                               .Register(registry());
    refused.Add({{"reason", reason}}).Increment();
}

void set_gauge(const std::string& name, double value) {
    prometheus::BuildGauge().Name(name).Help("As named").Register(registry()).Add({}).Set(value);
}

Response response() {
    auto response = text_response(prometheus::TextSerializer().Serialize(registry().Collect()));
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

}  // namespace bygd::metrics
