#include "cases/request_forms.hpp"

#include <algorithm>

#include "aid/parameters.hpp"
#include "cases/case_request_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

// Where the register has a kommun as an organisation; its number is known from the list of kommuner.
std::string address_of_municipality(const ActionFormContext& context) {
    const auto all = municipalities(context.tx);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.code == context.subject.municipality; });
    if (found == all.end() || !found->organisation_number) return "";
    const auto organisation = organisation_by_number(context.tx, *found->organisation_number);
    return organisation ? organisation->email : "";
}

void fill_request(const ActionFormContext& context, View& view, const std::string& kind) {
    const auto today = context.services.clock.today();
    const auto days = context.services.parameters.number(kind + "_days", today);
    const auto field = [&](std::string_view name, const std::string& fallback) {
        put_field(view, name, context.value(name, fallback), context.problems, context.words);
    };
    field("question", context.words("cases.request.default_" + kind));
    field("due_on", today.plus_days(static_cast<int>(days)).iso());
    if (kind == "supplement") {
        auto& row = view.add("CONSEQUENCES");
        put_field(row, "consequence", context.value("consequence", context.words("cases.request.default_consequence")),
                  context.problems, context.words);
    }
    if (kind != "opinion") return;
    auto& row = view.add("RECIPIENTS");
    std::vector<Option> options;
    for (const auto recipient : request_recipients) {
        if (recipient == "applicant") continue;
        options.push_back({std::string(recipient), context.words("cases.request.recipient." + std::string(recipient))});
    }
    put_options(row, "recipient_kind", options, context.value("recipient_kind", "municipality"), context.problems,
                context.words);
    put_field(row, "recipient",
              context.value("recipient", context.words("cases.request.municipality",
                                                       {municipality_name(context.tx, context.subject.municipality)})),
              context.problems, context.words);
    put_field(row, "recipient_email", context.value("recipient_email", address_of_municipality(context)), context.problems,
              context.words);
}

void fill_answer(const ActionFormContext& context, View& view, const std::string& kind) {
    const auto open = open_requests(requests_of(context.tx, context.subject.id), kind, context.proceeding_id());
    std::vector<Option> options;
    for (const auto& each : open) {
        options.push_back({std::to_string(each.id.value()), each.recipient + ", " + each.due_on.iso()});
        view.add("ASKED").set("QUESTION", each.question).set("RECIPIENT", each.recipient).set("DUE", each.due_on.iso());
    }
    put_options(view, "request", options, context.value("request", options.empty() ? "" : options.front().value),
                context.problems, context.words);
    put_field(view, "answered_on", context.value("answered_on", context.services.clock.today().iso()), context.problems,
              context.words);
    put_field(view, "answer", context.value("answer"), context.problems, context.words);
    put_check(view, "unanswered", context.value("unanswered") == "1", context.problems, context.words);
    put_field(view, "file", "", context.problems, context.words);
    view.show_if(kind != "supplement", "MAY_BE_UNANSWERED");
}

}  // namespace

void register_request_forms(ActionForms& forms) {
    for (const std::string kind : {"supplement", "opinion", "hearing"}) {
        forms.add(kind, {"cases/request_form", [kind](const auto& context, View& view) { fill_request(context, view, kind); }});
        forms.add(kind + "_answer", {"cases/request_answer_form",
                                     [kind](const auto& context, View& view) { fill_answer(context, view, kind); }, true});
    }
}

}  // namespace bygd
