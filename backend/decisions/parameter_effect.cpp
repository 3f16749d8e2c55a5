#include "decisions/parameter_effect.hpp"

#include "aid/assess.hpp"
#include "aid/assessment_json.hpp"
#include "base/limits.hpp"
#include "cases/case_store.hpp"
#include "cases/task_store.hpp"
#include "decisions/decision_actions.hpp"

namespace bygd {

ParameterEffect effect_of(const Services& services, Transaction& tx, const ParameterOverride& wanted) {
    ParameterEffect effect;
    effect.day = std::max(wanted.value.valid_from, services.clock.today());
    const auto changed = services.parameters.with({wanted});
    auto ids = case_ids_of_stage(tx, "open", 0, limits::effect_cases + 1);
    effect.more = ids.size() > limits::effect_cases;
    if (effect.more) ids.pop_back();
    for (const auto id : ids) {
        const auto subject = find_case(tx, Id<Case>(id));
        if (!subject) continue;
        ++effect.looked_at;
        try {
            const auto facts = facts_of_case(services, tx, *subject, effect.day);
            const auto& form = services.forms.get(subject->form, subject->form_version);
            const auto application = application_of_json(subject->application);
            const auto before = assess(form, application, services.parameters, facts);
            const auto after = assess(form, application, changed, facts);
            if (before.calculated == after.calculated && before.eligible() == after.eligible()) continue;
            effect.changed.push_back({subject->diary_number, subject->form, before.calculated, after.calculated,
                                      before.eligible(), after.eligible()});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid) throw;
            ++effect.not_tried;
        }
    }
    return effect;
}

}  // namespace bygd
