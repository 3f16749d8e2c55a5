#include "cases/case_request.hpp"

#include <algorithm>
#include <functional>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "providers/organisation.hpp"

namespace bygd {

namespace {

std::string typed_text(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

std::string read_text(const Typed& typed, std::string_view name, bool required, std::size_t most, Problems& problems) {
    auto text = typed_text(typed, name);
    if (required && text.empty()) problems.push_back({std::string(name), "required"});
    if (characters(text) > most) problems.push_back({std::string(name), "text.too_long", {std::to_string(most)}});
    return text;
}

std::optional<Date> read_day(const Typed& typed, std::string_view name, Problems& problems) {
    try {
        return Date::parse(typed_text(typed, name), name);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

}  // namespace

CaseRequest read_request(const Typed& typed, std::string_view kind, Date today) {
    Problems problems;
    CaseRequest read;
    read.kind = kind;
    read.sent_on = today;
    read.question = read_text(typed, "question", true, limits::long_text, problems);
    if (const auto day = read_day(typed, "due_on", problems)) {
        read.due_on = *day;
        if (*day <= today) problems.push_back({"due_on", "request.due_before_today"});
    }
    read.recipient_kind = kind == "opinion" ? typed_text(typed, "recipient_kind") : "applicant";
    if (kind == "opinion") {
        const auto known = std::find(std::begin(request_recipients), std::end(request_recipients), read.recipient_kind);
        if (known == std::end(request_recipients)) problems.push_back({"recipient_kind", "choice.unknown"});
        read.recipient = read_text(typed, "recipient", true, limits::short_text, problems);
        read.recipient_email = read_email(typed, "recipient_email", problems);
    }
    if (kind == "supplement") read.consequence = read_text(typed, "consequence", true, limits::long_text, problems);
    require_none(std::move(problems));
    return read;
}

RequestAnswer read_answer(const Typed& typed, const std::vector<CaseRequest>& open, Date today) {
    Problems problems;
    const auto chosen = typed_text(typed, "request");
    const auto found = std::find_if(open.begin(), open.end(), [&](const auto& each) {
        return (chosen.empty() && open.size() == 1) || std::to_string(each.id.value()) == chosen;
    });
    if (found == open.end()) throw Error(ErrorKind::invalid, {{"request", "request.none"}});
    RequestAnswer read{*found};
    const auto unanswered = typed_text(typed, "unanswered") == "1";
    read.request.answer = read_text(typed, "answer", true, limits::long_text, problems);
    read.request.status = unanswered ? "expired" : "answered";
    if (const auto day = read_day(typed, "answered_on", problems)) {
        read.request.closed_on = *day;
        if (*day < found->sent_on) problems.push_back({"answered_on", "request.answered_before_sent", {found->sent_on.iso()}});
        if (*day > today) problems.push_back({"answered_on", "request.answered_later"});
    }
    if (unanswered && today <= found->due_on) problems.push_back({"unanswered", "request.not_due", {found->due_on.iso()}});
    require_none(std::move(problems));
    return read;
}

std::vector<CaseRequest> open_requests(const std::vector<CaseRequest>& all, std::string_view kind,
                                       std::optional<Id<Proceeding>> proceeding) {
    std::vector<CaseRequest> open;
    for (const auto& each : all) {
        if (each.open() && each.kind == kind && each.proceeding == proceeding) open.push_back(each);
    }
    return open;
}

}  // namespace bygd
