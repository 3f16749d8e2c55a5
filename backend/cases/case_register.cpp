// The way in: from a filled-in application to a case with diary number. Apart from case_actions because reading a whole
// application is a room of its own.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"

namespace bygd {

namespace {

struct Incoming {
    Date received_on;
    Organisation organisation;
    std::optional<Outlet> outlet;
    std::string municipality;
    Application application;
};

void collect(Problems& problems, const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

// An outlet already known is named by outlet_id; otherwise its fields are read.
void read_place(Transaction& tx, const Region& region, const SupportForm& form, const ActionInput& input, Incoming& in,
                Problems& problems) {
    const auto known = municipalities(tx);
    if (!form.needs_outlet) {
        in.municipality = input.text("municipality");
        const auto found = std::find_if(known.begin(), known.end(), [&](const auto& m) { return m.code == in.municipality; });
        if (found == known.end()) {
            problems.push_back({"municipality", in.municipality.empty() ? "required" : "municipality.unknown"});
        } else if (found->county != region.county) {
            problems.push_back({"municipality", "municipality.other_county", {found->name}});
        }
        return;
    }
    if (const auto chosen = whole_number(input.text("outlet_id")); chosen && *chosen > 0) {
        in.outlet = find_outlet(tx, Id<Outlet>(*chosen));
        if (!in.outlet) problems.push_back({"outlet_id", "outlet.unknown"});
        if (in.outlet && in.outlet->merged_into) problems.push_back({"outlet_id", "outlet.merged"});
    } else {
        in.outlet = read_outlet(input.fields, known, region.county, problems);
    }
    if (in.outlet) in.municipality = in.outlet->municipality;
}

void check_applicant(const SupportForm& form, const Incoming& in, Problems& problems) {
    const bool municipality = in.organisation.kind == "municipality";
    if (form.applicant == "municipality" && !municipality) {
        problems.push_back({"organisation_kind", "case.applicant_municipality"});   // 2024:1243 10 §
    }
    if (form.applicant == "company" && municipality) problems.push_back({"organisation_kind", "case.applicant_company"});
}

// `screened`: what other programs have said of the files already.
Incoming read_application(Transaction& tx, const Services& services, const SupportForm& form, const ActionInput& input,
                          Problems screened, Date today) {
    auto problems = std::move(screened);
    Incoming in;
    collect(problems, [&] { in.received_on = Date::parse(input.text("received_on"), "received_on"); });
    if (in.received_on > today) problems.push_back({"received_on", "case.received_later"});
    in.organisation = read_organisation(input.fields, problems);
    read_place(tx, services.region, form, input, in, problems);
    check_applicant(form, in, problems);
    collect(problems, [&] { in.application = check_application(form, input.fields); });
    for (const auto& file : input.files) check_upload(services.documents.uploads, file.field, file.name, file.bytes, problems);
    require_none(std::move(problems));
    return in;
}

void store_files(Transaction& tx, const SupportForm& form, const ActionInput& input, const Case& subject, const Actor& actor,
                 Instant now) {
    for (const auto& file : input.files) {
        const bool known = std::any_of(form.documents.begin(), form.documents.end(),
                                       [&](const auto& kind) { return kind.name == file.field; });
        const auto document = store_document(tx, file.name, file.bytes, actor.id, now);
        link_document(tx, subject.id, document.id, known ? file.field : "other", "in", "", subject.received_on);
    }
}

Case new_case(Transaction& tx, const Services& services, const SupportForm& form, Incoming in, Instant now) {
    const auto& workflow = services.workflows.latest(form.workflow);
    Case subject;
    subject.diary_number = next_diary_number(tx, services.region.diary_series, stockholm_day(now).year());
    subject.title = in.outlet ? in.outlet->name + ", " + in.outlet->place : in.organisation.name;
    subject.form = form.name;
    subject.form_version = form.version;
    subject.legal_basis = services.parameters.bases().of_case(in.received_on, stockholm_day(now)).number;
    subject.workflow = workflow.name();
    subject.workflow_version = workflow.version();
    subject.state = workflow.initial();
    subject.stage = workflow.stage(subject.state);
    subject.municipality = in.municipality;
    subject.received_on = in.received_on;
    subject.sought = sought(form, in.application);
    subject.application = to_json(in.application);
    subject.changed_at = now;
    return subject;
}

}  // namespace

Case register_case(const Services& services, const Actor& actor, const RegisterCase& command) {
    require_case_reader(actor);
    if (!actor.has(Role::officer)) refuse(ErrorKind::forbidden, "case.officers_only");
    const auto found = screened(services, command.input.files);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto& form = services.forms.latest(command.form);
        auto in = read_application(tx, services, form, command.input, found, stockholm_day(now));
        const auto organisation = register_organisation(tx, actor, now, in.organisation);
        if (in.outlet && !in.outlet->id.valid()) {
            in.outlet->organisation = organisation;
            in.outlet->id = register_outlet(tx, actor, now, *in.outlet);
        } else if (in.outlet && in.outlet->organisation != organisation) {
            throw Error(ErrorKind::invalid, {{"outlet_id", "outlet.other_organisation"}});
        }
        if (in.outlet) attach_to(tx, in.outlet->id);
        auto subject = new_case(tx, services, form, in, now);
        subject.organisation = organisation;
        if (in.outlet) subject.outlet = in.outlet->id;
        subject.id = insert_case(tx, subject);
        store_files(tx, form, command.input, subject, actor, now);
        DiaryEvent event;
        event.case_id = subject.id;
        event.kind = "registered";
        event.to_state = subject.state;
        event.actor = actor.id;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.data = nlohmann::json({{"form", form.name}, {"received_on", in.received_on.iso()},
                                     {"sought", subject.sought.plain()},
                                     {"documents", std::to_string(command.input.files.size())}}).dump();
        append_event(tx, event);
        ActionContext context{services, tx, actor, now, subject, command.input, "", {}, {}};
        services.effects.follow({"registered"}, context);
        refresh_tasks(services, tx, subject.id, stockholm_day(now));
        return subject;
    });
}

}  // namespace bygd
