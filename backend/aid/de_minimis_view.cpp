#include "aid/de_minimis_view.hpp"

#include <map>

#include "providers/provider_view.hpp"
#include "web/chart.hpp"

namespace bygd {

std::string ledger_label(AidLedger ledger, const Words& words) {
    return words("de_minimis.ledger." + std::string(to_string(ledger)));
}

std::string regulation_label(const AidRegulation& regulation) {
    return "(EU) " + regulation.number;
}

namespace {

std::int64_t whole_euro(Money euro) {
    return euro.minor() / 100;
}

void put_bar(View& view, const AidPosition& position, const DeMinimisOutlook* outlook, const Words& words) {
    const auto more = outlook ? outlook->amount : Money::of_minor(0, Currency::eur);
    const auto after = position.used + more;
    const auto left = after < position.limit() ? position.limit() - after : Money::of_minor(0, Currency::eur);
    ShareBar bar;
    bar.title =
        words("de_minimis.bar", {position.used.swedish(), more.swedish(), left.swedish(), position.limit().swedish()});
    bar.parts = {{words("de_minimis.used"), whole_euro(position.used)}, {words("de_minimis.this"), whole_euro(more)}};
    bar.whole = whole_euro(position.limit());
    view.set("BAR_MARKUP", draw_share(bar));
}

void put_row(View& row, const CountedAid& aid, const std::map<Id<Organisation>, std::string>& names,
             const Words& words) {
    const auto& grant = aid.grant;
    row.set("DAY", grant.day.iso()).set("GRANTER", grant.granter).set("NOTE", grant.note);
    row.set("SOURCE", words("de_minimis.source." + std::string(to_string(grant.source))));
    row.set("EURO", aid.whole.swedish()).set("COUNTED", aid.counted.swedish());
    row.set("WHY", words("de_minimis.why." + std::string(to_string(aid.why))));
    row.set("KIND", aid.why == AidCount::last_day ? "waiting" : counts(aid.why) ? "open" : "done");
    if (const auto name = names.find(grant.organisation); name != names.end()) row.set("COMPANY", name->second);
    if (grant.kronor) row.add("KRONOR").set("AMOUNT", grant.kronor->swedish());
    if (grant.rate) {
        ExchangeRate rate;
        rate.millionths = *grant.rate;
        row.add("AT")
            .set("RATE", rate.swedish())
            .set("RATE_DAY", grant.rate_day->iso())
            .set("RATE_SOURCE", grant.rate_source);
    }
    if (aid.whole != grant.euro) row.add("CORRECTED").set("FROM_EURO", grant.euro.swedish());
}

void put_outlook(View& view, const DeMinimisOutlook& outlook, Money kronor, const Words& words) {
    if (outlook.rate) {
        auto& more = view.add("MORE").set("EURO", outlook.amount.swedish()).set("AFTER", outlook.after.swedish());
        more.set("KRONOR", kronor.swedish())
            .set("RATE", outlook.rate->swedish())
            .set("RATE_DAY", outlook.rate->day.iso());
        more.set("RATE_SOURCE", outlook.rate->source).set("LARGEST", outlook.largest.swedish());
        const auto none = Money::of_minor(0, Currency::eur);
        view.set("LEFT", (outlook.after < outlook.limit ? outlook.limit - outlook.after : none).swedish());
    }
    for (const auto& problem : outlook.problems) view.add("AID_PROBLEM").set("TEXT", words(problem));
    view.show_if(outlook.fits, "FITS");
}

}  // namespace

void put_position(View& view, const DeMinimisGround& ground, const AidPosition& position, const Words& words,
                  const DeMinimisOutlook* outlook, Money kronor) {
    view.set("LEDGER", ledger_label(position.regulation.ledger, words))
        .set("REGULATION", regulation_label(position.regulation));
    view.set("LIMIT", position.limit().swedish())
        .set("USED", position.used.swedish())
        .set("LEFT", position.left().swedish());
    view.set("FROM", position.window.from.iso()).set("UNTIL", position.window.to.iso());
    view.set("COUNT", static_cast<std::int64_t>(position.rows.size()));
    put_bar(view, position, outlook, words);
    std::map<Id<Organisation>, std::string> names;
    for (const auto& member : ground.held()) names[member.id] = member.name;
    for (const auto& aid : position.rows) put_row(view.add("AID"), aid, names, words);
    view.show_if(position.rows.empty(), "NO_AID").show_if(!position.rows.empty(), "HAS_AID");
    if (!outlook && !position.over().zero()) view.add("OVER").set("EURO", position.over().swedish());
    if (position.leaves_tomorrow()) view.add("LAST_DAY").set("DAY", position.window.from.iso());
    if (outlook) put_outlook(view, *outlook, kronor, words);
}

void put_members(View& view, const std::vector<UndertakingMember>& members, Id<Organisation> here) {
    for (const auto& member : members) {
        view.add("MEMBER")
            .set("NAME", member.name)
            .set("URL", organisation_url(member.id) + "/undertaking")
            .set("NUMBER", OrganisationNumber::parse(member.number).masked())
            .show_if(member.id == here, "HERE");
    }
    view.show_if(members.size() > 1, "GROUP").show_if(members.size() == 1, "ALONE");
}

}  // namespace bygd
