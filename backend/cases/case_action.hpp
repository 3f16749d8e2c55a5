// What a step of a case is made of: the command a person gives, the context its guards and effects see, and the two tables
// by which the workflow definitions name them. A room registers its guards and effects at start, so that cases/ never
// includes a room above it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/services.hpp"
#include "cases/case.hpp"
#include "cases/diary_event.hpp"
#include "cases/proceeding.hpp"
#include "database/transaction.hpp"

namespace bygd {

// What was typed and attached for a step. A missing field reads as empty text.
struct ActionInput {
    struct File {
        std::string field, name, bytes;
    };
    std::map<std::string, std::string, std::less<>> fields;
    std::vector<File> files;

    std::string text(std::string_view name) const;
    bool has(std::string_view name) const { return fields.find(name) != fields.end(); }
};

// What other programs say of files, asked before the transaction they are stored in (documents/upload.hpp). Throws Error
// unavailable when they cannot be scanned and must be.
Problems screened(const Services&, const std::vector<ActionInput::File>&);

struct TakeAction {
    std::string diary_number;
    int version = 0;                     // of the case when the person read it
    std::string action;
    std::string reason;
    ActionInput input;
    int proceeding = 0;                  // sequence of the one to move; 0: the case itself
    bool no_conflict = false;            // said with the step, where the person has said nothing of it yet
};

// One case in one transaction. A guard only looks; an effect may change `subject`, write through `tx`, and add to the event.
struct ActionContext {
    const Services& services;
    Transaction& tx;
    const Actor& actor;
    Instant now;
    Case& subject;
    const ActionInput& input;
    std::string reason;
    std::map<std::string, std::string> facts;              // become the event's data: amounts, names, outcome
    std::vector<std::function<void()>> after_commit;       // run once the transaction holds: letters, notices
    Proceeding* proceeding = nullptr;                      // the one that is moved; null: the case itself
    Date today() const { return stockholm_day(now); }
    std::optional<Id<Proceeding>> proceeding_id() const { return proceeding ? std::optional(proceeding->id) : std::nullopt; }
};

// An event about what the context holds: who, when, the reason and the facts.
DiaryEvent event_of(const ActionContext&, std::string kind);

// Opens a proceeding of the case in the first state of its workflow's newest version, in the caller's step.
Proceeding open_proceeding(ActionContext&, std::string kind, std::string_view workflow,
                           std::map<std::string, std::string> data = {});

using Guard = std::function<Problems(const ActionContext&)>;
using Effect = std::function<void(ActionContext&)>;        // throws Error invalid with all that is wrong with the input

// Conditions by name. Adding a name twice throws std::logic_error.
class Guards {
public:
    void add(std::string name, Guard guard);
    const Guard& get(std::string_view name) const;         // throws std::logic_error: definitions are checked at start
    std::vector<std::string> names() const;
    const std::map<std::string, Guard, std::less<>>& all() const { return guards_; }

private:
    std::map<std::string, Guard, std::less<>> guards_;
};

// Does something about what has happened to a case, in the same transaction: mail is queued so.
using Follower = std::function<void(const std::vector<std::string>& happened, ActionContext&)>;

// Consequences by name, run in the order the definition gives.
class Effects {
public:
    void add(std::string name, Effect effect);
    void run(const std::vector<std::string>& names, ActionContext& context) const;   // and then follow() of the same names
    std::vector<std::string> names() const;
    void add_follower(Follower follower);
    // Of what is no step: "registered", a reminder that came due.
    void follow(const std::vector<std::string>& happened, ActionContext& context) const;

private:
    std::map<std::string, Effect, std::less<>> effects_;
    std::vector<Follower> followers_;
};

}  // namespace bygd
