// A question sent out in a case, with a last day to answer: a supplement asked of the applicant (FL 20 §), an opinion of a
// kommun or an agency (FL 26 §, 2024:1243 28 §), a hearing before an adverse decision (FL 25 §). Plain values and the
// reading of what was typed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cases/proceeding.hpp"

namespace bygd {

struct Document;

struct CaseRequest {
    Id<CaseRequest> id;
    Id<Case> subject;
    std::optional<Id<Proceeding>> proceeding;
    std::string kind;                        // "supplement", "opinion", "hearing"
    std::string recipient;                   // name
    std::string recipient_kind;              // one of request_recipients
    std::string recipient_email;             // of an opinion: where it is asked; empty: by post
    std::string question;
    std::string consequence;                 // of a supplement: what happens without an answer
    Date sent_on, due_on;
    std::optional<Date> reminded_on;
    std::string status = "open";             // "open", "answered", "expired", "cancelled"
    std::optional<Date> closed_on;
    std::string answer;
    Id<User> sent_by;
    std::optional<Id<User>> closed_by;
    std::optional<Id<Document>> document;    // the answer as it came

    bool open() const { return status == "open"; }
    bool overdue(Date today) const { return open() && due_on < today; }
};

inline constexpr std::string_view request_recipients[] = {"applicant", "municipality", "county_board", "agency", "other"};

using Typed = std::map<std::string, std::string, std::less<>>;

// Reads question, due_on, and of an opinion recipient_kind, recipient and recipient_email, of a supplement consequence. Problems on their
// fields: required, text.too_long, date.*, request.due_before_today, choice.unknown, email.format.
CaseRequest read_request(const Typed&, std::string_view kind, Date today);

// Reads request (the id of one of `open`), answered_on and answer. Problems: request.none, required, date.*,
// request.answered_before_sent, request.answered_later.
struct RequestAnswer {
    CaseRequest request;                     // with status, closed_on and answer as they become
};
RequestAnswer read_answer(const Typed&, const std::vector<CaseRequest>& open, Date today);

// Open ones of a kind, of the case itself (none) or of one proceeding.
std::vector<CaseRequest> open_requests(const std::vector<CaseRequest>&, std::string_view kind,
                                       std::optional<Id<Proceeding>> proceeding);

}  // namespace bygd
