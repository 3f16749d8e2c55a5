// An appeal overlays the case: the case keeps its own state while the appeal is tried for time, reconsidered, sent to the
// court and judged (FL 40-46 §§, domain §1.6).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/parameters.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "decisions/appeal.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "decisions/letter_actions.hpp"
#include "documents/document.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"

namespace bygd {

namespace {

// Collects what is typed for a step; all that is wrong is told at once.
class Typing {
public:
    explicit Typing(const ActionContext& context) : context_(context) {}

    std::string line(const char* name, std::size_t most = limits::short_text) {
        auto text = trimmed(context_.input.text(name));
        if (text.empty()) problems_.push_back({name, "required"});
        if (characters(text) > most) problems_.push_back({name, "text.too_long", {std::to_string(most)}});
        return text;
    }
    Date day(const char* name) {
        try {
            const auto day = Date::parse(context_.input.text(name), name);
            if (day > context_.today()) problems_.push_back({name, "case.received_later"});
            return day;
        } catch (const Error& error) {
            add(problems_, error.problems());
            return {};
        }
    }
    void say(Problem problem) { problems_.push_back(std::move(problem)); }
    bool good() const { return problems_.empty(); }
    void done() { require_none(std::move(problems_)); }

private:
    const ActionContext& context_;
    Problems problems_;
};

void open_appeal(ActionContext& context) {
    Typing typing(context);
    const auto received = typing.day("received_on");
    const auto appellant = typing.line("appellant");
    const auto text = typing.line("request_text", limits::long_text);
    const auto chosen = whole_number(context.input.text("decision"));
    const auto decisions = decisions_of(context.tx, context.subject.id);
    const auto which = std::find_if(decisions.begin(), decisions.end(), [&](const auto& d) { return d.sequence == chosen; });
    if (which == decisions.end()) typing.say({"decision", "choice.unknown"});
    else if (typing.good() && received < which->decided_on) typing.say({"received_on", "appeal.before_decision", {which->decided_on.iso()}});
    Problems problems;
    for (const auto& file : context.input.files) check_upload(context.services.documents.uploads, "file", file.name, file.bytes, problems);
    for (auto& problem : problems) typing.say(problem);
    typing.done();
    open_proceeding(context, "appeal", "appeal", {{"received_on", received.iso()}, {"appellant", appellant},
                                                  {"decision", std::to_string(which->sequence)}, {"text", text}});
    for (const auto& file : context.input.files) {
        const auto document = store_document(context.tx, file.name, file.bytes, context.actor.id, context.now);
        link_document(context.tx, context.subject.id, document.id, "appeal", "in", appellant, received);
        context.facts["document"] = document.name;
    }
    context.reason = text;
}

Date last_day(const ActionContext& context, Date delivered) {
    const auto days = context.services.parameters.number("appeal_days", delivered);
    return last_day_of_appeal(delivered, static_cast<int>(days));
}

// 45 §: the region tries whether the appeal came in time.
void note_timeliness(ActionContext& context) {
    Typing typing(context);
    const auto delivered = typing.day("delivered_on");
    typing.done();
    const auto received = Date::parse(context.proceeding->value("received_on"));
    const auto last = last_day(context, delivered);
    if (received > last) throw Error(ErrorKind::invalid, {{"delivered_on", "appeal.too_late", {last.iso(), received.iso()}}});
    context.proceeding->data["delivered_on"] = delivered.iso();
    context.proceeding->data["last_day"] = last.iso();
    context.facts["last_day"] = last.iso();
}

void write_appeal_dismissal(ActionContext& context) {
    auto decision = decision_from(context);
    decision.kind = "appeal_review";
    decision.outcome = "dismissed";
    decision.reasons = context.reason;
    decision.snapshot = nlohmann::json(context.proceeding->data).dump();
    const auto id = decide_with_authority(context, decision);
    context.proceeding->outcome = decision.outcome;
    context.facts["outcome"] = decision.outcome;
    order_letter(context, id);
}

void note_court(ActionContext& context) {
    Typing typing(context);
    const auto court = typing.line("court");
    const auto sent = typing.day("sent_on");
    typing.done();
    context.proceeding->data["court"] = court;
    context.proceeding->data["sent_on"] = sent.iso();
    context.facts["court"] = court;
}

void note_judgment(ActionContext& context) {
    Typing typing(context);
    const auto judged = typing.day("judged_on");
    const auto number = typing.line("court_number");
    const auto text = typing.line("request_text", limits::long_text);
    const auto outcome = context.input.text("judgment");
    const auto known = std::find(std::begin(judgment_outcomes), std::end(judgment_outcomes), outcome);
    if (known == std::end(judgment_outcomes)) typing.say({"judgment", "choice.unknown"});
    typing.done();
    context.proceeding->data["judged_on"] = judged.iso();
    context.proceeding->data["court_number"] = number;
    context.proceeding->data["judgment"] = outcome;
    context.facts["judgment"] = outcome;
    context.facts["court_number"] = number;
    context.reason = text;
}

void note_reconsideration(ActionContext& context) { context.proceeding->data["reconsidered"] = context.reason; }

}  // namespace

void register_appeal_rules(Guards&, Effects& effects) {
    effects.add("open_appeal", open_appeal);
    effects.add("note_timeliness", note_timeliness);
    effects.add("write_appeal_dismissal", write_appeal_dismissal);
    effects.add("note_court", note_court);
    effects.add("note_judgment", note_judgment);
    effects.add("note_reconsideration", note_reconsideration);
}

}  // namespace bygd
