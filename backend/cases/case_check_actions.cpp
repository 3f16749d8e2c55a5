#include "cases/case_check_actions.hpp"

#include "aid/form.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "providers/organisation_check_store.hpp"

namespace bygd {

Case record_check(const Services& services, const Actor& actor, std::string_view diary_number, const Typed& fields) {
    require_case_reader(actor);
    if (!actor.has(Role::officer)) refuse(ErrorKind::forbidden, "case.officers_only");
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = case_by_number(tx, diary_number);
        std::vector<CheckKind> known;
        for (const auto& check : services.forms.get(subject.form, subject.form_version).checks) {
            known.push_back({check.name, check.valid_days});
        }
        auto check = read_check(fields, known, stockholm_day(now));
        check.organisation = subject.organisation;
        insert_check(tx, check, actor.id, now);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, check.note, {}, {}};
        context.facts = {{"check", check.kind}, {"check_result", check.result}, {"valid_until", check.valid_until.iso()},
                         {"source", check.source}};
        append_event(tx, event_of(context, "check_recorded"));
        return subject;
    });
}

}  // namespace bygd
