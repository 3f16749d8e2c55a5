#include "payouts/payment_run_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "cases/case.hpp"
#include "http/router.hpp"
#include "payouts/payment_run_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* here = "/payouts/runs";

std::string_view kind_of(const std::string& stage) {
    if (stage == "prepared" || stage == "released") return "waiting";
    if (stage == "settled") return "done";
    return stage == "sent" ? "open" : "stopped";
}

std::vector<Crumb> crumbs_of(const Words& words, const std::string& last) {
    std::vector<Crumb> crumbs{{words("payouts.title"), "/payouts"}, {words("payment_run.title"), here}};
    if (!last.empty()) crumbs.push_back({last});
    else crumbs.back().url.clear();
    return crumbs;
}

void put_stage(View& view, const PaymentRun& run, const Words& words) {
    view.set("STAGE", words("payment_run.stage." + run.stage())).set("STAGE_KIND", kind_of(run.stage()));
}

Response get_list(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const Id<PaymentRun> before(whole_number(request.query("before")).value_or(0));
    auto runs = list_runs(services, request.actor(), before, limits::page_rows + 1);
    const bool more = runs.size() > limits::page_rows;
    if (more) runs.pop_back();
    View view;
    for (const auto& run : runs) {
        auto& row = view.add("RUN").set("URL", run_url(run)).set("RUN_NUMBER", run.number).set("PAY_ON", run.pay_on.iso());
        row.set("PAYMENTS", run.payments).set("SUM", run.sum.swedish()).set("MADE_BY", run.made_by_name);
        row.set("MADE_AT", stockholm_minute(run.made_at)).set("RELEASED_BY", run.released_by_name);
        if (run.released_at) row.set("RELEASED_AT", stockholm_minute(*run.released_at));
        put_stage(row, run, words);
    }
    view.show_if(runs.empty(), "EMPTY").show_if(!runs.empty(), "ANY");
    if (more) view.add("NEXT").set("URL", std::string(here) + "?before=" + std::to_string(runs.back().id.value()));
    const auto waiting = payable_now(services, request.actor(), 1).in_all;
    view.set("WAITING", words("payment_run.waiting", {std::to_string(waiting)}));
    view.show_if(request.actor().has(Role::finance) && waiting > 0, "MAY_MAKE");
    return page(services, request, "payouts/payment_run_list", view,
                {.title = words("payment_run.title"), .nav = Nav::payouts, .crumbs = crumbs_of(words, "")});
}

void put_why(View& row, const Problems& why, const Words& words) {
    for (const auto& problem : why) row.add("WHY").set("TEXT", words(problem));
}

void put_payment(View& row, const PayableLine& line, const Words& words) {
    row.set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title);
    row.set("ORGANISATION", line.organisation).set("REFERENCE", line.end_to_end_id).set("AMOUNT", line.amount.swedish());
    row.set("PAYEE", words("payouts.payee." + std::string(to_string(line.payee->kind())), {line.payee->formatted()}));
    put_why(row, line.why, words);
}

Response show_new(const Services& services, const BankProfiles& banks, const Request& request, const Problems& problems, int status) {
    require_run_maker(request.actor());
    const auto& words = words_of(services, request);
    const bool first = request.method() == "GET";
    const auto list = payable_now(services, request.actor(), limits::page_rows_most);
    const auto chosen = first ? std::vector<std::string>() : request.form().all("payment");
    View view;
    Money sum;
    std::int64_t many = 0;
    for (const auto& line : list.lines) {
        auto& row = view.add("PAYMENT");
        put_payment(row, line, words);
        const bool ticked = first ? line.why.empty() : std::find(chosen.begin(), chosen.end(), line.end_to_end_id) != chosen.end();
        row.show_if(ticked, "CHOSEN");
        if (!line.why.empty()) continue;
        sum += line.amount;
        ++many;
    }
    view.show_if(list.lines.empty(), "EMPTY").show_if(!list.lines.empty(), "ANY");
    view.set("SUM", words("payment_run.can_be_paid", {std::to_string(many), sum.swedish()}));
    if (list.in_all > static_cast<std::int64_t>(list.lines.size())) {
        view.add("MORE").set("TEXT", words("payment_run.more_waiting", {std::to_string(list.lines.size()), std::to_string(list.in_all)}));
    }
    std::vector<Option> profiles;
    for (const auto& [name, profile] : banks.all()) profiles.push_back({name, profile.message + " (" + name + ")"});
    put_options(view, "profile", profiles, first ? "" : request.form().text("profile"), problems, words);
    const auto next = add_working_days(services.clock.today(), 1).iso();
    put_field(view, "pay_on", first ? next : request.form().text("pay_on"), problems, words);
    put_check(view, "all", !first && request.form().text("all") == "1", problems, words);
    put_problems(view, problems, words);
    return page(services, request, "payouts/payment_run_new", view,
                {.title = words("payment_run.new"), .nav = Nav::payouts, .status = status, .crumbs = crumbs_of(words, words("payment_run.new"))});
}

bool shown_here(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::forbidden;
}

Response post_new(const Services& services, const BankProfiles& banks, const Request& request) {
    const auto& form = request.form();
    try {
        const auto run = make_run(services, banks, request.actor(),
                                  {form.all("payment"), form.text("all") == "1", form.text("pay_on"), form.text("profile")});
        return see_other_saying(run_url(run), "payment_run.saved.made");
    } catch (const Error& error) {
        if (!shown_here(error) || !request.actor().has(Role::finance)) throw;
        return show_new(services, banks, request, error.problems(), http_status(error.kind()));
    }
}

void put_person(View& view, const char* section, const std::string& name, const std::optional<Instant>& at) {
    if (!at) return;
    view.add(section).set("WHO", name).set("WHEN", stockholm_minute(*at));
}

void put_steps(View& view, const Services& services, const Actor& actor, const PaymentRun& run, const Words& words) {
    const bool finance = actor.has(Role::finance);
    const bool asked = run.reversal_asked_by.has_value() && run.state == "released";
    const bool prepared = run.state == "prepared", released = run.state == "released";
    view.show_if(finance && prepared && run.made_by != actor.id, "MAY_RELEASE");
    view.show_if(finance && prepared && run.made_by == actor.id, "OWN");
    view.show_if(finance && prepared, "MAY_WITHDRAW");
    view.show_if(finance && released && !run.sent_at && !asked, "MAY_FETCH");
    view.show_if(finance && released && !asked && run.stage() != "settled", "MAY_ASK");
    view.show_if(finance && asked && run.reversal_asked_by != actor.id, "MAY_CONFIRM");
    view.show_if(finance && asked, "MAY_DECLINE");
    view.show_if(run.document && may_read_run_files(actor), "MAY_READ");
    if (run.reversal_asked_at) {
        view.add("ASKED").set("WHO", run.reversal_asked_by_name).set("WHEN", stockholm_minute(*run.reversal_asked_at))
            .set("REASON", run.reversal_reason);
    }
    view.show_if(asked && run.sent_at.has_value(), "ASKED_AFTER_SENDING");
    if (prepared && run.pay_on < services.clock.today()) view.add("LATE").set("TEXT", words("problem.payment_run.pay_on_past"));
}

Response show_run(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto after = static_cast<int>(whole_number(request.query("after")).value_or(0));
    auto found = run_page(services, request.actor(), request.param("number"), after, limits::page_rows + 1);
    const auto& run = found.run;
    const bool more = found.lines.size() > limits::page_rows;
    if (more) found.lines.pop_back();
    View view;
    view.set("RUN_NUMBER", run.number).set("URL", run_url(run)).set("VERSION", run.version).set("PAY_ON", run.pay_on.iso());
    view.set("LEAD", words("payment_run.lead", {std::to_string(run.payments), run.sum.swedish(), run.pay_on.iso()}));
    view.set("PROFILE", run.profile);
    put_stage(view, run, words);
    if (run.released_at) {
        view.add("ANSWERED").set("TEXT", words("payment_run.answered", {std::to_string(run.paid), std::to_string(run.rejected),
                                                                       std::to_string(run.payments - run.paid - run.rejected)}));
        view.add("FILE").set("HASH", run.sha256);
    }
    put_person(view, "MADE", run.made_by_name, run.made_at);
    put_person(view, "RELEASED", run.released_by_name, run.released_at);
    put_person(view, "SENT", run.sent_by_name, run.sent_at);
    put_person(view, "ENDED", run.ended_by_name, run.ended_at);
    put_steps(view, services, request.actor(), run, words);
    put_field(view, "reason", request.method() == "GET" ? "" : request.form().text("reason"), problems, words);
    put_problems(view, problems, words);
    for (const auto& line : found.lines) {
        auto& row = view.add("PAYMENT");
        put_payment(row, line, words);
        row.set("OUTCOME", words("payment_run.outcome." + line.outcome));
        row.set("OUTCOME_KIND", line.outcome == "paid" ? "done" : line.outcome == "waiting" ? "waiting" : "stopped");
    }
    if (more) view.add("NEXT").set("URL", run_url(run) + "?after=" + std::to_string(after + static_cast<int>(limits::page_rows)));
    for (const auto& event : found.events) {
        auto& row = view.add("EVENT").set("WHAT", words("payment_run.event." + event.kind)).set("WHO", event.actor_name);
        row.set("WHEN", stockholm_minute(event.occurred_at));
        if (!event.text.empty()) row.add("SAID").set("TEXT", event.text);
    }
    return page(services, request, "payouts/payment_run", view,
                {.title = words("payment_run.one", {run.number}), .nav = Nav::payouts, .status = status,
                 .crumbs = crumbs_of(words, run.number)});
}

// One step of a run, told on its page; a refusal is told there too.
template <typename Step>
Response step(const Services& services, const Request& request, const char* said, Step take) {
    try {
        const PaymentRun run = take(request.param("number"), static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying(run_url(run), said);
    } catch (const Error& error) {
        if (!shown_here(error) || !request.actor().has(Role::finance)) throw;
        return show_run(services, request, error.problems(), http_status(error.kind()));
    }
}

// A stream is never kept for a repeated request: who sends the form again is told that the file is fetched.
Response file_of(const RunFile& file) {
    return stream_response([bytes = file.bytes](std::ostream& out) { out << bytes; }, file.name, "application/xml");
}

Response post_sending(const Services& services, const Request& request) {
    try {
        const auto version = static_cast<int>(request.form().integer("version").value_or(0));
        return file_of(fetch_run_file(services, request.actor(), request.param("number"), version));
    } catch (const Error& error) {
        if (!shown_here(error) || !request.actor().has(Role::finance)) throw;
        return show_run(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_payment_run_routes(Router& router, const Services& services, const std::filesystem::path& home) {
    const auto banks = std::make_shared<const BankProfiles>(BankProfiles::load(home / "schemas" / "bank"));
    const std::string one = std::string(here) + "/{number}";
    router.get(here, [&](Request& request) { return get_list(services, request); });
    router.get(std::string(here) + "/new", [&services, banks](Request& request) { return show_new(services, *banks, request, {}, 200); });
    router.post(here, [&services, banks](Request& request) { return post_new(services, *banks, request); });
    router.get(one, [&](Request& request) { return show_run(services, request, {}, 200); });
    router.get(one + "/file", [&](Request& request) {
        return file_of(read_run_file(services, request.actor(), request.param("number")));
    });
    router.post(one + "/sending", [&](Request& request) { return post_sending(services, request); });
    router.post(one + "/release", [&services, banks](Request& request) {
        return step(services, request, "payment_run.saved.released", [&](const auto& number, int version) {
            return release_run(services, *banks, request.actor(), number, version);
        });
    });
    router.post(one + "/withdrawal", [&](Request& request) {
        return step(services, request, "payment_run.saved.withdrawn", [&](const auto& number, int version) {
            return withdraw_run(services, request.actor(), number, version);
        });
    });
    router.post(one + "/reversal", [&](Request& request) {
        return step(services, request, "payment_run.saved.asked", [&](const auto& number, int version) {
            return ask_reversal(services, request.actor(), number, version, request.form().text("reason"));
        });
    });
    router.post(one + "/reversal/confirmation", [&](Request& request) {
        return step(services, request, "payment_run.saved.reversed", [&](const auto& number, int version) {
            return confirm_reversal(services, request.actor(), number, version);
        });
    });
    router.post(one + "/reversal/refusal", [&](Request& request) {
        return step(services, request, "payment_run.saved.declined", [&](const auto& number, int version) {
            return decline_reversal(services, request.actor(), number, version);
        });
    });
    add_payment_run_api(router, services, banks);
}

}  // namespace bygd
