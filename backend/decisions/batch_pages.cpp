#include "decisions/batch_pages.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/board_pages.hpp"
#include "decisions/deciding.hpp"
#include "decisions/delegation_rules.hpp"
#include "decisions/letter_pages.hpp"
#include "http/router.hpp"
#include "jobs/long_job_pages.hpp"
#include "people/delegation_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* filters[] = {"kind", "form", "outcome", "fund", "least", "most"};

// The address of the list with its filter, with one more thing said.
std::string queue_url(const Request& request, const std::string& name, const std::string& value) {
    std::string url = "/decisions?";
    for (const auto* filter : filters) {
        const auto typed = request.query(filter);
        if (!typed.empty()) url += std::string(filter) + "=" + percent_encoded(typed) + "&";
    }
    if (name != "after" && !request.query("after").empty()) url += "after=" + percent_encoded(request.query("after")) + "&";
    return url + name + "=" + percent_encoded(value);
}

std::string value_of(const AwaitingLine& line) {
    const auto beside = line.proceeding > 0 ? "#" + std::to_string(line.proceeding) : std::string();
    return line.diary_number + beside + "@" + std::to_string(line.version);
}

std::string proposal_text(const AwaitingLine& line, const Words& words) {
    if (line.outcome.empty()) return words("board.item.no_proposal");
    const auto outcome = words("case.outcome." + line.outcome);
    return line.proposed.zero() ? outcome : outcome + " " + line.proposed.swedish();
}

// What is ticked: what was posted, else what the address asks for.
struct Chosen {
    std::vector<std::string> posted;
    std::string asked;             // "mine", "all"
    bool has(const AwaitingLine& line, bool mine) const {
        if (std::find(posted.begin(), posted.end(), value_of(line)) != posted.end()) return true;
        return !line.agenda && (asked == "all" || (asked == "mine" && mine));
    }
};

bool may_choose(const Actor& actor) { return actor.has(Role::decider) || may_plan_meetings(actor); }

bool put_line(View& row, const Services& services, const AwaitingLine& line, const DelegationOrder& order,
              const Actor& actor, const Chosen& chosen, const Words& words) {
    row.set("DIARY_NUMBER", line.diary_number).set("CASE_URL", case_url(line.diary_number));
    row.set("ORGANISATION", line.organisation).set("MUNICIPALITY", line.municipality).set("PREPARER", line.preparer);
    row.set("FORM", services.forms.get(line.form, line.form_version).label.in(words.language()));
    row.set("SOUGHT", line.sought.swedish()).set("PROPOSAL", proposal_text(line, words));
    if (!line.fund.empty()) row.add("FUND").set("CODE", line.fund);
    if (!line.outcome.empty()) row.add("PREVIEW").set("PREVIEW_URL", preview_url(line.diary_number, line.proceeding));
    if (line.proceeding > 0) row.add("BESIDE").set("NAME", words("case.proceeding." + line.kind));
    bool mine = false;
    if (line.agenda) {
        row.add("AGENDA").set("DAY", line.agenda->iso());
    } else if (actor.has(Role::decider)) {
        const auto answer = may_decide_line(order, actor.id, line, services.clock.today());
        mine = answer.mandate.has_value();
        if (mine) {
            auto& told = row.add("MINE");
            if (answer.mandate->for_another) told.add("FOR").set("NAME", answer.mandate->holder_name);
        }
        for (const auto& problem : answer.why) row.add("WHY").set("TEXT", words(problem));
        if (!mine && answer.others.empty()) row.add("WHY").set("TEXT", words("problem.delegation.board"));
    }
    if (may_choose(actor)) {
        row.add("CHOICE").set("VALUE", value_of(line)).set("NUMBER", line.diary_number).show_if(chosen.has(line, mine), "CHOSEN");
    }
    return mine;
}

void put_filters(View& view, const Services& services, Transaction& tx, const Request& request, const Problems& problems,
                 const Words& words) {
    std::vector<Option> forms, outcomes, funds, kinds{{"grant", words("decisions.queue.applications")}};
    for (const auto* kind : {"change", "non_payment", "recovery"}) kinds.push_back({kind, words(std::string("case.proceeding.") + kind)});
    put_options(view, "kind", kinds, request.query("kind"), problems, words);
    for (const auto* form : services.forms.all()) forms.push_back({form->name, form->label.in(request.language())});
    for (const auto* outcome : {"approved", "partly_approved", "rejected"}) {
        outcomes.push_back({outcome, words(std::string("case.outcome.") + outcome)});
    }
    for (const auto& line : list_funds(tx, std::nullopt)) {
        if (line.fund.year + 1 < services.clock.today().year()) continue;
        funds.push_back({std::to_string(line.fund.id.value()), line.fund.name});
    }
    put_options(view, "form", forms, request.query("form"), problems, words);
    put_options(view, "outcome", outcomes, request.query("outcome"), problems, words);
    put_options(view, "fund", funds, request.query("fund"), problems, words);
    put_field(view, "least", request.query("least"), problems, words);
    put_field(view, "most", request.query("most"), problems, words);
}

void put_meetings(View& view, Transaction& tx, const std::string& chosen, const Problems& problems, const Words& words) {
    std::vector<Option> meetings;
    for (const auto& meeting : meetings_in(tx, MeetingState::planned)) {
        meetings.push_back({std::to_string(meeting.id.value()), meeting.name + " " + meeting.held_on.iso()});
    }
    view.show(meetings.empty() ? "NO_MEETINGS" : "HAS_MEETINGS");
    put_options(view, "meeting", meetings, chosen, problems, words);
}

Response show_queue(const Services& services, const Request& request, Problems problems, int status) {
    const auto& actor = request.actor();
    require_case_reader(actor);
    const auto& words = words_of(services, request);
    const bool first = request.method() == "GET";
    const auto typed = [&](const char* name) { return first ? std::string() : request.form().text(name); };
    const Chosen chosen{first ? std::vector<std::string>() : request.form().all("case"), request.query("choose")};
    View view;
    view.show("AT_QUEUE");
    auto filter = awaiting_filter(request, problems);
    services.database.read([&](Transaction& tx) {
        auto lines = awaiting_decision(tx, deciding_states(services), filter, limits::page_rows + 1);
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        const auto order = delegation_order(tx, services.clock.today());
        bool any_mine = false;
        for (const auto& line : lines) {
            any_mine |= put_line(view.add("LINE"), services, line, order, actor, chosen, words);
        }
        view.show(lines.empty() ? "EMPTY" : "ANY").show_if(any_mine, "MAY_CHOOSE_MINE");
        if (more) {
            view.add("NEXT").set("URL", queue_url(request, "after", awaiting_cursor(lines.back())));
        }
        put_filters(view, services, tx, request, problems, words);
        put_meetings(view, tx, typed("meeting"), problems, words);
    });
    put_problems(view, problems, words);
    put_field(view, "reason", typed("reason"), problems, words);
    put_field(view, "others", typed("others"), problems, words);
    put_check(view, "no_conflict", typed("no_conflict") == "1", problems, words);
    view.set("URL_MINE", queue_url(request, "choose", "mine")).set("URL_ALL", queue_url(request, "choose", "all"));
    view.set("URL_NONE", queue_url(request, "choose", "none"));
    view.show_if(may_choose(actor), "MAY_CHOOSE");
    view.show_if(actor.has(Role::decider), "MAY_DECIDE").show_if(may_plan_meetings(actor), "MAY_PLAN");
    return page(services, request, "decisions/decision_queue", view,
                {.title = words("decisions.queue.title"), .nav = Nav::decisions, .status = status});
}

Response post_queue(const Services& services, const Request& request) {
    const auto& form = request.form();
    require_batch_starter(request.actor(), form.text("do") == "agenda");
    try {
        StartBatch command;
        Problems problems;
        for (const auto& text : form.all("case")) command.lines.push_back(line_of_text(text, problems));
        command.reason = form.text("reason");
        command.no_conflict = form.text("no_conflict") == "1";
        command.others = form.text("others");
        const auto what = form.text("do");
        if (what != "decide" && what != "agenda") problems.push_back({"", "choice.unknown"});
        if (what == "agenda") {
            command.meeting = Id<BoardMeeting>(form.integer("meeting").value_or(0));
            command.reason.clear();
            command.no_conflict = false;
            command.others.clear();
        }
        require_none(std::move(problems));
        return see_other(batch_url(run_new_batch(services, request.actor(), command, request.language())));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_queue(services, request, error.problems(), http_status(error.kind()));
    }
}

std::string_view kind_of(const std::string& state) {
    return state == "done" ? "done" : state == "refused" ? "late" : "waiting";
}

Response show_batch(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const Id<DecisionBatch> id(whole_number(request.param("id")).value_or(0));
    const auto file = batch_file(services, request.actor(), id);
    View view;
    int done = 0, refused = 0, waiting = 0;
    for (const auto& line : file.lines) {
        auto& row = view.add("LINE").set("DIARY_NUMBER", line.diary_number).set("CASE_URL", case_url(line.diary_number));
        if (line.proceeding > 0) row.add("BESIDE").set("NUMBER", line.proceeding);
        row.set("ORGANISATION", line.organisation).set("KIND", kind_of(line.state));
        row.set("STATE", words((file.batch.meeting ? "decisions.batch.put." : "decisions.batch.state.") + line.state));
        for (const auto& problem : line.problems) row.add("WHY").set("TEXT", words(problem));
        ++(line.state == "done" ? done : line.state == "refused" ? refused : waiting);
    }
    const auto title = words(file.batch.meeting ? "decisions.batch.agenda_result" : "decisions.batch.decide_result");
    view.set("TITLE", title).set("URL", batch_url(id));
    view.set("SUMMARY", words("decisions.batch.summary", {std::to_string(done), std::to_string(refused),
                                                          std::to_string(waiting)}));
    view.set("WHO", file.batch.actor_name).set("WHEN", stockholm_minute(file.batch.made_at));
    if (!file.batch.reason.empty()) view.add("REASON").set("TEXT", file.batch.reason);
    const bool mine = file.batch.actor == request.actor().id;
    view.show_if(waiting > 0 && mine && !file.job, "GO_ON");
    if (file.job && mine) view.add("JOB").set("JOB_URL", long_job_url(*file.job));
    if (file.batch.meeting) view.add("MEETING").set("URL", meeting_url(*file.batch.meeting));
    return page(services, request, "decisions/batch", view,
                {.title = title, .nav = Nav::decisions,
                 .crumbs = {{words("decisions.queue.title"), "/decisions"}, {title}}});
}

}  // namespace

AwaitingFilter awaiting_filter(const Request& request, Problems& problems) {
    AwaitingFilter filter;
    filter.form = request.query("form");
    filter.outcome = request.query("outcome");
    if (const auto fund = whole_number(request.query("fund"))) filter.fund = Id<Fund>(*fund);
    filter.kind = request.query("kind");
    const auto seen = request.query("after");
    const auto dot = seen.find('.');
    if (const auto after = whole_number(seen.substr(0, dot))) filter.after = Id<Case>(*after);
    if (dot != std::string::npos) filter.after_proceeding = static_cast<int>(whole_number(seen.substr(dot + 1)).value_or(0));
    const auto amount = [&](const char* name, std::optional<Money>& into) {
        if (request.query(name).empty()) return;
        try {
            into = Money::parse(request.query(name), name);
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    };
    amount("least", filter.least);
    amount("most", filter.most);
    return filter;
}

std::string awaiting_cursor(const AwaitingLine& line) {
    return std::to_string(line.id.value()) + "." + std::to_string(line.proceeding);
}

DelegationAnswer may_decide_line(const DelegationOrder& order, Id<User> person, const AwaitingLine& line, Date day) {
    Case subject;
    subject.form = line.form;
    subject.sought = line.sought;
    subject.proposed = line.proposed;
    subject.officer = line.officer;
    std::optional<Proposal> proposal;
    if (!line.outcome.empty()) {
        proposal.emplace();
        proposal->outcome = line.outcome;
        if (line.prepared_by) proposal->prepared_by = *line.prepared_by;
    }
    auto question = delegation_question(subject, proposal, day);
    if (line.proceeding > 0) {
        question.kind = line.kind;
        question.amount = line.proposed;
    }
    if (question.excluded.contains(person)) return {std::nullopt, {{"decider", "decision.same_person"}}, {""}};
    return may_decide(order, person, question);
}

void add_batch_routes(Router& router, const Services& services) {
    router.get("/decisions", [&](Request& request) { return show_queue(services, request, {}, 200); });
    router.post("/decisions", [&](Request& request) { return post_queue(services, request); });
    router.get("/decisions/batches/{id}", [&](Request& request) { return show_batch(services, request); });
    router.post("/decisions/batches/{id}/continue", [&](Request& request) {
        const Id<DecisionBatch> id(whole_number(request.param("id")).value_or(0));
        continue_batch(services, request.actor(), id, request.language());
        return see_other(batch_url(id));
    });
    add_batch_api(router, services);
}

}  // namespace bygd
