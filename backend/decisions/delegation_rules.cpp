#include "decisions/delegation_rules.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/board_store.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_text.hpp"
#include "people/delegation_store.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

bool by_board(const ActionContext& context) { return context.input.has("board_item"); }

int proceeding_of(const ActionContext& context) { return context.proceeding ? context.proceeding->sequence : 0; }

struct BoardRuling {
    Problems why;
    std::optional<BoardItem> item;
    std::optional<BoardMeeting> meeting;
    int paragraph = 0;

    std::string reference() const { return board_reference(*meeting, paragraph); }
};

BoardRuling board_ruling(const ActionContext& context) {
    BoardRuling ruling;
    const Id<BoardItem> id(whole_number(context.input.text("board_item")).value_or(0));
    ruling.item = find_item(context.tx, id);
    if (!ruling.item || ruling.item->subject != context.subject.id || ruling.item->proceeding != proceeding_of(context)) {
        ruling.why.push_back({"board", "board.item_unknown"});
        return ruling;
    }
    ruling.meeting = find_meeting(context.tx, ruling.item->meeting);
    if (!ruling.item->outcome.empty()) ruling.why.push_back({"board", "board.item_settled"});
    if (ruling.meeting->state != MeetingState::held) {
        ruling.why.push_back({"board", "board.not_held", {ruling.meeting->held_on.iso()}});
    }
    ruling.paragraph = read_paragraph(context.input.text("board_paragraph"), "paragraph", ruling.why);
    return ruling;
}

DelegationAnswer personal_ruling(const ActionContext& context) {
    const auto day = context.today();
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    auto question = delegation_question(context.subject, proposal, day);
    if (context.proceeding) {
        const auto& kind = context.proceeding->kind;
        question.kind = kind == "non_payment" || kind == "recovery" ? kind : "change";
        question.amount = context.proceeding->proposed;
    }
    return may_decide(delegation_order(context.tx, day), context.actor.id, question);
}

}  // namespace

std::set<Id<User>> preparers_of(const Case& subject, const std::optional<Proposal>& proposal) {
    std::set<Id<User>> preparers;
    if (proposal) preparers.insert(proposal->prepared_by);
    if (subject.officer) preparers.insert(*subject.officer);
    return preparers;
}

DelegationQuestion delegation_question(const Case& subject, const std::optional<Proposal>& proposal, Date day) {
    DelegationQuestion question{subject.form, "grant", subject.proposed, day, preparers_of(subject, proposal)};
    if (proposal && !proposal->grants()) {
        question.kind = proposal->outcome == "dismissed" ? "dismissal" : "rejection";
        question.amount = subject.sought;
    }
    return question;
}

Problems within_delegation(const ActionContext& context) {
    if (by_board(context)) return board_ruling(context).why;
    if (const auto waiting = waiting_item_of(context.tx, context.subject.id, proceeding_of(context))) {
        return {{"board", "delegation.on_agenda", {find_meeting(context.tx, waiting->meeting)->held_on.iso()}}};
    }
    auto answer = personal_ruling(context);
    if (answer.mandate) return {};
    if (answer.others.empty()) answer.why.push_back({"board", "delegation.board"});
    else answer.why.push_back({"delegation", "delegation.who", {joined(answer.others, ", ")}});
    return answer.why;
}

namespace {

void save_for_board(ActionContext& context, Decision& decision, nlohmann::json& snapshot) {
    const auto ruling = board_ruling(context);
    require_none(ruling.why);
    const auto reference = ruling.reference();
    snapshot["decided_by"] = reference;
    snapshot["registered_by"] = context.actor.name;
    snapshot["board"] = {{"name", ruling.meeting->name}, {"day", ruling.meeting->held_on.iso()},
                         {"paragraph", ruling.paragraph}};
    context.facts["decided_by_board"] = reference;
    decision.snapshot = snapshot.dump();
    decision.id = insert_decision(context.tx, decision);
    auto item = *ruling.item;
    item.outcome = "decided";
    item.paragraph = ruling.paragraph;
    item.decision = decision.id;
    try {
        if (!settle_item(context.tx, item, MeetingState::held)) refuse(ErrorKind::conflict, "board.item_settled");
    } catch (const DuplicateKey&) {
        require_none({{"paragraph", "board.paragraph_taken", {std::to_string(ruling.paragraph)}}});
    }
    insert_authority(context.tx, {decision.id, "board", std::nullopt, std::nullopt, item.id, reference});
}

// No mandate: the withdrawal an officer closes, or a step whose definition asks for none.
void save_on_delegation(ActionContext& context, Decision& decision, nlohmann::json& snapshot) {
    const auto mandate = personal_ruling(context).mandate;
    DecisionAuthority authority{{}, "delegation", std::nullopt, std::nullopt, std::nullopt, ""};
    if (mandate) {
        const auto& row = mandate->row;
        snapshot["delegation"] = {{"row", row.id.value()},
                                  {"holder", mandate->holder_name},
                                  {"form", row.form},
                                  {"kind", row.kind},
                                  {"highest", row.highest ? nlohmann::json(row.highest->plain()) : nlohmann::json()},
                                  {"valid_from", row.valid_from.iso()},
                                  {"reference", row.reference}};
        context.facts["delegation"] = row.reference;
        authority.row = row.id;
        authority.reference = row.reference;
        if (mandate->for_another) {
            snapshot["on_behalf_of"] = mandate->holder_name;
            context.facts["on_behalf_of"] = mandate->holder_name;
            authority.on_behalf_of = mandate->holder;
        }
    }
    decision.snapshot = snapshot.dump();
    authority.decision = decision.id = insert_decision(context.tx, decision);
    insert_authority(context.tx, authority);
}

}  // namespace

Id<Decision> decide_with_authority(ActionContext& context, Decision decision) {
    auto snapshot = nlohmann::json::parse(decision.snapshot);
    snapshot["letter_texts"] = context.services.letter_texts.sources(
        "decision", {context.subject.legal_basis, context.subject.form, decision.kind, decision.outcome, decision.decided_on});
    if (by_board(context)) save_for_board(context, decision, snapshot);
    else save_on_delegation(context, decision, snapshot);
    return decision.id;
}

std::string deciding_party(Transaction& tx, const Decision& decision) {
    const auto authority = authority_of(tx, decision.id);
    if (authority && authority->basis == "board") return authority->reference;
    const auto name = [&](Id<User> id) {
        const auto user = find_user(tx, id);
        return user ? user->display_name + (user->title.empty() ? "" : ", " + user->title) : std::string();
    };
    auto party = name(decision.decided_by);
    if (authority && authority->on_behalf_of) party += ", ersättare för " + name(*authority->on_behalf_of);
    return party;
}

}  // namespace bygd
