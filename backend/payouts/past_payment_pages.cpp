#include "payouts/past_payment_pages.hpp"

#include "base/reference_number.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "payouts/past_payment_actions.hpp"
#include "payouts/past_payment_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

// The number of a case as its address has it.
std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

Response show(const Services& services, const Request& request, const Typed& typed, const Problems& problems) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    Case subject;
    std::vector<PastPayment> all;
    services.database.read([&](Transaction& tx) {
        subject = case_by_number(tx, number_of(request));
        all = past_payments_of(tx, subject.id);
    });
    const auto& actor = request.actor();
    View view;
    view.set("NUMBER", subject.diary_number).set("URL", case_url(subject.diary_number)).set("VERSION", subject.version);
    view.set("LEFT", words("payouts.past.left", {subject.outstanding().swedish()}));
    put_problems(view, problems, words);
    bool open = false;
    for (const auto& past : all) {
        auto& row = view.add("PAST").set("PAID_ON", past.paid_on.iso()).set("AMOUNT", past.amount.swedish()).set("REFERENCE", past.reference);
        row.set("TEXT", past.text).set("WHO", past.asked_name + (past.settled_name.empty() ? "" : ", " + past.settled_name));
        row.set("STATE", words("payouts.past.state." + past.state));
        if (past.state != "asked") continue;
        open = true;
        if (may_book_past_payment(actor) && past.asked_by != actor.id) row.add("MAY_BOOK").set("ID", past.id.value());
        if (may_ask_past_payment(actor)) row.add("MAY_WITHDRAW").set("ID", past.id.value());
    }
    view.show_if(!all.empty(), "ANY").show_if(all.empty(), "EMPTY");
    if (may_ask_past_payment(actor) && !open && !subject.outstanding().zero()) {
        auto& form = view.add("MAY_ASK");
        for (const auto* name : {"amount", "paid_on", "reference", "text"}) {
            const auto found = typed.find(name);
            put_field(form, name, found == typed.end() ? "" : found->second, problems, words);
        }
    }
    const auto title = words("payouts.past.title");
    return page(services, request, "payouts/past_payments", view,
                {.title = title + " " + subject.diary_number, .nav = Nav::cases, .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {subject.diary_number, case_url(subject.diary_number)}, {title}}});
}

std::string here(const Request& request) { return case_url(number_of(request)) + "/past-payments"; }

template <typename Act>
Response done(const Services& services, const Request& request, const Typed& typed, const char* said, Act act) {
    try {
        act();
        return see_other_saying(here(request), said);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show(services, request, typed, error.problems());
    }
}

Response post_ask(const Services& services, const Request& request) {
    Typed typed;
    for (const auto& [name, value] : request.form().fields()) typed.emplace(name, clean_text(value));
    return done(services, request, typed, "payouts.past.said.asked",
                [&] { ask_past_payment(services, request.actor(), number_of(request), typed); });
}

Response post_settle(const Services& services, const Request& request) {
    const Id<PastPayment> id(whole_number(request.param("id")).value_or(0));
    const auto version = static_cast<int>(whole_number(request.form().text("version")).value_or(0));
    const bool book = request.form().text("step") == "book";
    return done(services, request, {}, book ? "payouts.past.said.booked" : "payouts.past.said.withdrawn", [&] {
        (book ? book_past_payment : withdraw_past_payment)(services, request.actor(), number_of(request), version, id);
    });
}

}  // namespace

void add_past_payment_routes(Router& router, const Services& services) {
    router.get("/cases/{number}/past-payments", [&](Request& request) { return show(services, request, {}, {}); });
    router.post("/cases/{number}/past-payments", [&](Request& request) { return post_ask(services, request); });
    router.post("/cases/{number}/past-payments/{id}", [&](Request& request) { return post_settle(services, request); });
}

}  // namespace bygd
