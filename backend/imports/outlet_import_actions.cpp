#include "imports/outlet_import_actions.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"

namespace bygd {

namespace {

// Who the row is about, as the register knows them and as they would become.
struct Reading {
    std::optional<Organisation> organisation;
    std::optional<Outlet> outlet;
    Organisation organisation_after;
    Outlet outlet_after;
    RowPlan plan;
};

std::string said(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

// What is known, with what the row says laid over it.
Typed laid_over(Typed known, const Typed& row) {
    for (const auto& [name, text] : row) known.insert_or_assign(name, text);
    return known;
}

// The kind that the first digit of a number tells outright (Bolagsverket's and Skatteverket's series); others are asked for.
std::string kind_by_number(const OrganisationNumber& number) {
    if (number.personal()) return "sole_trader";
    switch (number.digits().front()) {
        case '5': return "limited_company";
        case '7': return "cooperative";
        case '9': return "partnership";
        default: return "";
    }
}

void read_organisation_of(Transaction& tx, const Typed& row, const ForeseenOrganisations& foreseen, Reading& reading) {
    auto& problems = reading.plan.problems;
    std::optional<OrganisationNumber> number;
    try {
        number = OrganisationNumber::parse(said(row, "organisation_number"), "organisation_number");
    } catch (const Error& error) {
        add(problems, error.problems());
        return;
    }
    const auto before = foreseen.find(number->digits());
    reading.organisation = before != foreseen.end() ? before->second : organisation_by_number(tx, number->digits());
    auto fields = laid_over(reading.organisation ? typed_of(*reading.organisation) : Typed(), row);
    if (!reading.organisation && said(fields, "organisation_kind").empty()) fields["organisation_kind"] = kind_by_number(*number);
    reading.organisation_after = read_organisation(fields, problems);
    if (!reading.organisation) return;
    auto& after = reading.organisation_after;
    after.id = reading.organisation->id;
    after.payee = reading.organisation->payee;
    after.version = reading.organisation->version;
}

// Of the outlets of the company; more than one is for a person to sort out.
void find_outlet_of(Transaction& tx, const Typed& row, Reading& reading) {
    if (!reading.organisation || !reading.organisation->id.valid()) return;
    const auto known = outlets_of(tx, reading.organisation->id);
    std::optional<std::string> cfar;
    if (const auto text = said(row, "cfar"); !text.empty()) {
        try {
            cfar = parse_cfar(text, "cfar");
        } catch (const Error&) {
            return;                                     // told by the reading of the outlet
        }
    }
    std::vector<const Outlet*> found;
    for (const auto& each : known) {
        if (cfar && each.cfar == cfar) found.push_back(&each);
    }
    const auto name = lowered(said(row, "outlet_name"));
    for (const auto& each : known) {
        if (!found.empty() && found.front()->cfar == cfar && cfar) break;
        const bool other = cfar && each.cfar;            // another place that has the same name
        if (!other && lowered(each.name) == name && each.municipality == said(row, "municipality")) found.push_back(&each);
    }
    if (found.size() > 1) {
        reading.plan.problems.push_back({"outlet_name", "import.outlet_ambiguous", {std::to_string(found.size())}});
    } else if (!found.empty()) {
        reading.outlet = *found.front();
    }
}

void read_outlet_of(const OutletImport& import, const Typed& row, Reading& reading) {
    const auto fields = laid_over(reading.outlet ? typed_of(*reading.outlet) : Typed(), row);
    reading.outlet_after = read_whole_outlet(fields, import.municipalities, import.region, reading.plan.problems);
    if (!reading.outlet) return;
    reading.outlet_after.id = reading.outlet->id;
    reading.outlet_after.organisation = reading.outlet->organisation;
    reading.outlet_after.version = reading.outlet->version;
}

// A problem is told once, and a wrong word for a kommun is not also an unknown code.
void without_repeats(Problems& problems) {
    Problems kept;
    for (auto& problem : problems) {
        const bool told = std::any_of(kept.begin(), kept.end(), [&](const auto& each) { return !each.field.empty() && each.field == problem.field; });
        if (!told) kept.push_back(std::move(problem));
    }
    problems = std::move(kept);
}

Reading read(Transaction& tx, const OutletImport& import, const ColumnMapping& mapping, const TableRow& cells,
             const ForeseenOrganisations& foreseen = {}) {
    Reading reading;
    auto& plan = reading.plan;
    const auto row = typed_of_row(import.kind, mapping, cells, import.municipalities, plan.problems);
    read_organisation_of(tx, row, foreseen, reading);
    find_outlet_of(tx, row, reading);
    read_outlet_of(import, row, reading);
    without_repeats(plan.problems);
    plan.title = said(row, "outlet_name");
    if (!reading.organisation_after.name.empty()) plan.title += (plan.title.empty() ? "" : ", ") + reading.organisation_after.name;
    if (!plan.problems.empty()) return reading;
    plan.key = reading.organisation_after.number + "/" +
               (reading.outlet ? std::to_string(reading.outlet->id.value()) : lowered(reading.outlet_after.name) + "/" + reading.outlet_after.municipality);
    plan.changes = changes_between(reading.organisation.value_or(Organisation()), reading.organisation_after);
    auto of_outlet = changes_between(reading.outlet.value_or(Outlet()), reading.outlet_after);
    std::move(of_outlet.begin(), of_outlet.end(), std::back_inserter(plan.changes));
    plan.outcome = !reading.outlet ? RowOutcome::added : plan.changes.empty() ? RowOutcome::same : RowOutcome::changed;
    return reading;
}

}  // namespace

RowPlan OutletImport::plan(Transaction& tx, const ColumnMapping& mapping, const TableRow& row, ForeseenOrganisations& foreseen) const {
    auto reading = read(tx, *this, mapping, row, foreseen);
    if (reading.plan.problems.empty()) foreseen.insert_or_assign(reading.organisation_after.number, reading.organisation_after);
    return std::move(reading.plan);
}

void OutletImport::apply(Transaction& tx, const Actor& actor, Instant now, const ColumnMapping& mapping, ImportRow& planned) const {
    auto reading = read(tx, *this, mapping, planned.row);
    if (reading.plan.outcome != planned.plan.outcome || reading.plan.changes != planned.plan.changes) {
        refuse(ErrorKind::conflict, "import.plan_overtaken");
    }
    auto& company = reading.organisation_after;
    if (!reading.organisation) {
        company.id = register_organisation(tx, actor, now, company);
    } else if (!changes_between(*reading.organisation, company).empty()) {
        change_registered(tx, actor, now, *reading.organisation, company);
    }
    auto& place = reading.outlet_after;
    place.organisation = company.id;
    if (!reading.outlet) {
        place.id = register_outlet(tx, actor, now, place);
    } else if (!changes_between(*reading.outlet, place).empty()) {
        change_registered(tx, actor, now, *reading.outlet, place);
    }
    planned.organisation = company.id;
    planned.outlet = place.id;
}

}  // namespace bygd
