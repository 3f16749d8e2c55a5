#include "pages/house.hpp"

#include <stdexcept>

#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "cases/request_forms.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_forms.hpp"
#include "pages/report_catalogue.hpp"
#include "payouts/claim_actions.hpp"
#include "payouts/claim_forms.hpp"
#include "payouts/recovery_actions.hpp"

namespace bygd {

House::House(const std::filesystem::path& home, Database& database, const Clock& clock, const LetterMaker& letters)
    : home_(home),
      region_(Region::load(home / "schemas" / "reference" / "region.json")),
      languages_(Languages::load(home / "backend" / "web")),
      templates_(home / "backend", languages_),
      workflows_(WorkflowSet::load(home / "workflows" / "definitions")),
      parameters_(Parameters::load(home / "schemas" / "parameters")),
      forms_(FormSet::load(home / "schemas" / "forms")),
      de_minimis_(DeMinimisLaw::load(home / "schemas" / "parameters" / "de_minimis.json")),
      services_{clock, database, region_, languages_, templates_, workflows_, guards_, effects_, parameters_, forms_,
                letters, de_minimis_} {
    register_case_rules(guards_, effects_);
    register_request_rules(guards_, effects_);
    register_decision_rules(guards_, effects_);
    register_de_minimis_rules(guards_, effects_);
    register_change_rules(guards_, effects_);
    register_appeal_rules(guards_, effects_);
    register_payout_rules(guards_, effects_);
    register_recovery_rules(guards_, effects_);
    register_case_forms(action_forms_);
    register_request_forms(action_forms_);
    register_decision_forms(action_forms_);
    register_change_forms(action_forms_);
    register_payout_forms(action_forms_);
    register_recovery_forms(action_forms_);
    catalogue_ = report_catalogue();
    auto faults = workflows_.faults({guards_.names(), effects_.names(), action_forms_.names()});
    for (const auto* form : forms_.all()) {
        try {
            workflows_.latest(form->workflow);
        } catch (const std::logic_error&) {
            faults.push_back("form " + form->name + " names the unknown workflow " + form->workflow);
        }
    }
    for (auto& fault : forms_.faults_against(parameters_)) faults.push_back(std::move(fault));
    if (!faults.empty()) throw std::runtime_error("definitions: " + joined(faults, "; "));
}

}  // namespace bygd
