// The forms of what is decided while a case runs, and of appeals.
#include <nlohmann/json.hpp>

#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "decisions/appeal.hpp"
#include "decisions/condition_form.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/cost_forms.hpp"
#include "decisions/decision_forms.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/plan_forms.hpp"

namespace bygd {

namespace {

void put(const ActionFormContext& context, View& view, std::string_view name, const std::string& fallback = "") {
    put_field(view, name, context.value(name, fallback), context.problems, context.words);
}

std::string today(const ActionFormContext& context) { return context.services.clock.today().iso(); }

void fill_change_request(const ActionFormContext& context, View& view) {
    put(context, view, "asked_on", today(context));
    put(context, view, "request_text");
}

void fill_change_proposal(const ActionFormContext& context, View& view) {
    const auto decisions = decisions_of(context.tx, context.subject.id);
    const auto* now = in_force(decisions);
    const auto before = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    const std::vector<Option> outcomes{{"approved", context.words("decisions.change_approved")},
                                       {"rejected", context.words("decisions.change_rejected")}};
    put_options(view, "proposal_outcome", outcomes, context.value("proposal_outcome", before ? before->outcome : "approved"),
                context.problems, context.words);
    const auto day = [](const std::optional<Date>& d) { return d ? d->iso() : std::string(); };
    put(context, view, "amount", (before && before->outcome == "approved" ? before->amount : context.subject.granted).swedish_number());
    put(context, view, "reasons", before ? before->reasons : "");
    const bool written = before && before->outcome == "approved";
    put_condition_rows(context, view, written ? before->duties : now ? duties_of(context.tx, *now) : std::vector<ConditionDraft>{});
    put(context, view, "period_from", before ? day(before->period_from) : now ? day(now->period_from) : "");
    put(context, view, "period_to", before ? day(before->period_to) : now ? day(now->period_to) : "");
    const auto costs = before && !before->costs.empty() ? costs_of_json(nlohmann::json::parse(before->costs)) : costs_in_force(decisions);
    put_cost_rows(context, view, costs, CostBound::none);
    put_plan_rows(context, view, before ? before->plan : PaymentPlan{}, plan_in_force(context.tx, context.subject.id));
    view.set("GRANTED", context.subject.granted.swedish());
    view.set("SPENT", (context.subject.paid + context.subject.released).swedish());
    if (context.proceeding) view.add("ASKED").set("DAY", context.proceeding->value("asked_on")).set("TEXT", context.proceeding->value("text"));
}

void fill_stop_opening(const ActionFormContext& context, View& view) {
    put(context, view, "found_on", today(context));
    put(context, view, "request_text");
}

void fill_stop_proposal(const ActionFormContext& context, View& view) {
    put_grounds(context, view);
    const auto before = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    put(context, view, "amount", (before ? before->amount : context.subject.outstanding()).swedish_number());
    put(context, view, "reasons", before ? before->reasons : "");
    view.set("MOST", context.subject.outstanding().swedish());
}

void fill_dismissal(const ActionFormContext& context, View& view) {
    const auto before = proposal_of(context.tx, context.subject.id);
    put(context, view, "reasons", before && before->outcome == "dismissed" ? before->reasons : "");
}

void fill_appeal(const ActionFormContext& context, View& view) {
    std::vector<Option> options;
    for (const auto& each : decisions_of(context.tx, context.subject.id)) {
        options.push_back({std::to_string(each.sequence), each.decided_on.iso() + " " + context.words("decisions.kind." + each.kind) +
                                                              " – " + context.words("case.outcome." + each.outcome)});
    }
    put_options(view, "decision", options, context.value("decision", options.empty() ? "" : options.back().value),
                context.problems, context.words);
    put(context, view, "received_on", today(context));
    put(context, view, "appellant");
    put(context, view, "request_text");
    put(context, view, "file");
}

void fill_timeliness(const ActionFormContext& context, View& view) {
    put(context, view, "delivered_on");
    if (context.proceeding) view.set("RECEIVED", context.proceeding->value("received_on"));
}

void fill_court(const ActionFormContext& context, View& view) {
    put(context, view, "court", context.services.region.court);
    put(context, view, "sent_on", today(context));
}

void fill_judgment(const ActionFormContext& context, View& view) {
    std::vector<Option> options;
    for (const auto outcome : judgment_outcomes) {
        options.push_back({std::string(outcome), context.words("decisions.judgment." + std::string(outcome))});
    }
    put_options(view, "judgment", options, context.value("judgment"), context.problems, context.words);
    put(context, view, "judged_on", today(context));
    put(context, view, "court_number");
    put(context, view, "request_text");
}

}  // namespace

void put_grounds(const ActionFormContext& context, View& view) {
    std::vector<Option> grounds;
    for (const auto ground : non_payment_grounds) {
        grounds.push_back({std::string(ground), context.words("decisions.ground." + std::string(ground))});
    }
    put_breached(context, view);
    const auto before = context.proceeding ? context.proceeding->value("ground") : std::string();
    put_options(view, "ground", grounds, context.value("ground", before), context.problems, context.words);
}

void register_change_forms(ActionForms& forms) {
    forms.add("change_request", {"decisions/change_request_form", fill_change_request});
    forms.add("change_proposal", {"decisions/change_proposal_form", fill_change_proposal});
    forms.add("stop_opening", {"decisions/adverse_opening_form", fill_stop_opening});
    forms.add("stop_proposal", {"decisions/adverse_proposal_form", fill_stop_proposal});
    forms.add("dismissal", {"decisions/dismissal_form", fill_dismissal});
    forms.add("appeal", {"decisions/appeal_form", fill_appeal, true});
    forms.add("timeliness", {"decisions/timeliness_form", fill_timeliness});
    forms.add("court", {"decisions/court_form", fill_court});
    forms.add("judgment", {"decisions/judgment_form", fill_judgment});
}

}  // namespace bygd
