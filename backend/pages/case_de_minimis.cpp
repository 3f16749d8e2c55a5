// The part of the case page about aid of minor importance: where the group stands, and what this case does to it.
#include "aid/de_minimis_view.hpp"
#include "aid/parameters.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "pages/case_parts.hpp"
#include "providers/provider_view.hpp"

namespace bygd {

namespace {

// Decided: the position of that day, with the row as it was made.
void put_granted(const CasePart& part, View& panel, const AidGrant& grant) {
    const auto ground = de_minimis_ground(part.tx, part.subject.organisation, grant.ledger, grant.day);
    put_position(panel, ground, position_on(ground, part.services.de_minimis.on(grant.ledger, grant.day), grant.day),
                 part.words);
    put_members(panel, ground.members, part.subject.organisation);
    ExchangeRate rate;
    rate.millionths = grant.rate.value();
    auto& granted = panel.add("GRANTED_AID").set("DAY", grant.day.iso()).set("EURO", grant.euro.swedish());
    granted.set("KRONOR", grant.kronor->swedish()).set("RATE", rate.swedish()).set("RATE_DAY", grant.rate_day->iso());
    granted.set("RATE_SOURCE", grant.rate_source);
    if (grant.register_by) {
        const auto registered = registration_of(part.tx, grant.id);
        auto& state = granted.add("IN_REGISTER").set("ROW_URL", "/de-minimis/" + std::to_string(grant.id.value()));
        if (registered)
            state.add("DONE").set("EXTERNAL_ID", registered->external_id).set("ON", registered->day.iso());
        else
            state.add("WAITS").set("BY", grant.register_by->iso());
    }
}

// Open: what the amount proposed, or sought, would do today.
void put_sought(const CasePart& part, View& panel, AidLedger ledger) {
    const auto today = part.services.clock.today();
    const auto amount = part.subject.proposed.zero() ? part.subject.sought : part.subject.proposed;
    const auto ground = de_minimis_ground(part.tx, part.subject.organisation, ledger, today);
    const auto position = position_on(ground, part.services.de_minimis.on(ledger, today), today);
    const auto outlook =
        outlook_of(position, today, amount, ground.rate, part.services.parameters.number("exchange_rate_days", today));
    put_position(panel, ground, position, part.words, &outlook, amount);
    put_members(panel, ground.members, part.subject.organisation);
}

}  // namespace

void put_de_minimis(const CasePart& part, View& view) {
    const auto ledger = part.services.de_minimis.ledger_of(part.subject.form);
    if (!ledger) return;
    const auto own = part.subject.stage == "open" ? std::vector<AidGrant>() : own_aid_of_case(part.tx, part.subject.id);
    if (part.subject.stage != "open" && own.empty()) return;
    auto& panel = view.add("DE_MINIMIS");
    panel.set("TELL_URL", case_url(part.subject) + "/de-minimis");
    panel.set("UNDERTAKING_URL", organisation_url(part.subject.organisation) + "/undertaking");
    panel.show_if(may_tell_aid(part.actor), "MAY_TELL");
    try {
        if (own.empty())
            put_sought(part, panel, *ledger);
        else
            put_granted(part, panel, own.back());
    } catch (const Error& error) {
        panel.add("AID_PROBLEM").set("TEXT", part.words(error.problems().front()));
    }
}

}  // namespace bygd
