#include "http/idempotency_hooks.hpp"

#include "base/hash.hpp"
#include "http/idempotency.hpp"
#include "http/idempotency_actions.hpp"

namespace bygd {

namespace {

// How long the second click waits for the first one's answer: a decision letter is made before it is given.
constexpr std::chrono::seconds patience{10};

bool counts_once(const Request& request) { return request.method() == "POST" && request.signed_in(); }

std::string key_of(const Request& request) {
    if (request.is_api()) {
        auto key = request.header("Idempotency-Key");
        if (key.empty()) refuse(ErrorKind::bad_request, "idempotency_key.required");
        return key;
    }
    auto key = request.form().raw("form_key");
    if (key.empty()) refuse(ErrorKind::bad_request, "form_key.required");
    return key;
}

std::string fingerprint_of(const Request& request) {
    if (request.is_api()) return fingerprint_of_body(request.method(), request.target(), request.body());
    auto fields = request.form().fields();
    for (const auto& file : request.form().files()) {
        fields.emplace_back(file.field, file.name);
        fields.emplace_back(file.field, sha256_hex(file.content));
    }
    return fingerprint_of_form(request.method(), request.target(), fields);
}

Once once_of(const Request& request) {
    Once once{key_of(request), {}};
    if (!good_once_key(once.key)) refuse(ErrorKind::bad_request, "idempotency_key.format");
    once.fingerprint = fingerprint_of(request);
    return once;
}

Response replayed(const Request& request, const OnceAnswer& answer) {
    if (answer.status == 303) return see_other(answer.location);
    Response response;
    response.status = answer.status.value_or(200);
    response.content_type = request.is_api() ? "application/json" : "text/html; charset=utf-8";
    response.body = answer.body;
    if (!answer.location.empty()) response.set_header("Location", answer.location);
    response.set_header("Idempotency-Replayed", "true");
    return response;
}

std::optional<Response> before(Database& database, Request& request) {
    if (!counts_once(request)) return std::nullopt;
    auto actor = request.actor();
    actor.once = once_of(request);
    if (const auto answer = answer_kept(database, actor.id, *actor.once)) return replayed(request, *answer);
    request.set_actor(std::make_shared<const Actor>(std::move(actor)));
    return std::nullopt;
}

// What failed, or cannot be told again, is not kept: a second try then learns that the first had an effect.
void after(Database& database, const Request& request, const Response& response) {
    if (!counts_once(request) || !request.actor().once) return;
    if (response.status >= 400 || response.stream) return;
    const auto* location = response.find_header("Location");
    keep_answer_of(database, request.actor().id, *request.actor().once, response.status, location ? *location : "",
                   response.body);
}

}  // namespace

void add_idempotency_hooks(ServerHooks& hooks, Database& database) {
    hooks.before = [&, next = hooks.before](Request& request) {
        auto answer = before(database, request);
        return answer || !next ? answer : next(request);
    };
    hooks.around = [&, next = hooks.around](Request& request, const Handler& handler) {
        try {
            return next ? next(request, handler) : handler(request);
        } catch (const AlreadyDone&) {
            return replayed(request,
                            wait_for_answer(database, request.actor().id, request.actor().once.value(), patience));
        }
    };
    hooks.after = [&, next = hooks.after](Request& request, Response& response) {
        after(database, request, response);
        if (next) next(request, response);
    };
}

}  // namespace bygd
