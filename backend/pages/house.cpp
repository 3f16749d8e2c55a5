#include "pages/house.hpp"

#include <algorithm>
#include <stdexcept>

#include "aid/de_minimis_fact_store.hpp"
#include "aid/parameter_change_actions.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_mail.hpp"
#include "cases/mail_in_actions.hpp"
#include "cases/request_forms.hpp"
#include "cases/task_actions.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/condition_fact_store.hpp"
#include "decisions/condition_form.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_fact_store.hpp"
#include "decisions/decision_forms.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_text_change_actions.hpp"
#include "jobs/long_job_actions.hpp"
#include "pages/case_list_file.hpp"
#include "pages/report_catalogue.hpp"
#include "payouts/claim_actions.hpp"
#include "payouts/claim_fact_store.hpp"
#include "payouts/claim_forms.hpp"
#include "payouts/daily_seal_actions.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/voucher_actions.hpp"
#include "providers/plan_fact_store.hpp"

namespace bygd {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Every rule and form of the rooms, by the names definitions know them by.
void register_house(Guards& guards, Effects& effects, ActionForms& forms) {
    register_case_rules(guards, effects);
    register_request_rules(guards, effects);
    register_decision_rules(guards, effects);
    register_condition_rules(guards, effects);
    register_de_minimis_rules(guards, effects);
    register_change_rules(guards, effects);
    register_appeal_rules(guards, effects);
    register_letter_effects(effects);
    register_payout_rules(guards, effects);
    register_recovery_rules(guards, effects);
    register_case_forms(forms);
    register_request_forms(forms);
    register_decision_forms(forms);
    register_condition_forms(forms);
    register_change_forms(forms);
    register_payout_forms(forms);
    register_recovery_forms(forms);
}

}  // namespace

WorkflowSet load_workflows(const std::filesystem::path& home) {
    return WorkflowSet::load(home / "workflows" / "definitions", home / "workflows" / "moves");
}

KnownNames registered_names() {
    Guards guards;
    Effects effects;
    ActionForms forms;
    register_house(guards, effects, forms);
    return {guards.names(), effects.names(), forms.names()};
}

std::vector<std::string> names_of_mail() {
    Guards guards;
    Effects effects;
    ActionForms forms;
    register_house(guards, effects, forms);
    return mail_happenings(effects);
}

std::vector<std::string> faults_between(const FormSet& forms, const WorkflowSet& workflows) {
    std::vector<std::string> faults;
    std::vector<std::string> begun;
    for (const auto* form : forms.all()) {
        begun.push_back(form->workflow);
        if (!contains(workflows.names(), form->workflow)) {
            faults.push_back("form " + form->name + " names the unknown workflow " + form->workflow);
        }
    }
    for (const auto& [name, plan] : workflows.plans()) {
        if (contains(begun, plan.workflow)) continue;
        faults.push_back("move plan " + name + ": no case is begun in " + plan.workflow + ", and only cases can be moved");
    }
    return faults;
}

House::House(const std::filesystem::path& home, Database& database, const Clock& clock, const LetterMaker& letters, MailSettings mail,
             UploadRules uploads, SealKeys seal_keys)
    : home_(home),
      region_(Region::load(home / "schemas" / "reference" / "region.json")),
      languages_(Languages::load(home / "backend" / "web")),
      templates_(home / "backend", languages_),
      workflows_(load_workflows(home)),
      parameters_(Parameters::load(home / "schemas" / "parameters")),
      parameter_follower_(parameter_follower(database, parameters_)),
      forms_(FormSet::load(home / "schemas" / "forms")),
      documents_{SecrecyGrounds::load(home / "schemas" / "parameters" / "secrecy_grounds.json"), std::move(uploads), TableReader(home)},
      de_minimis_(DeMinimisLaw::load(home / "schemas" / "parameters" / "de_minimis.json")),
      imports_{ImportKinds::load(home / "schemas" / "imports")},
      accounting_(AccountingPlan::load(home / "schemas" / "parameters" / "accounting.json")),
      seal_keys_(std::move(seal_keys)),
      letter_text_follower_(letter_text_follower(database, letter_texts_)),
      services_{clock, database, region_, languages_, templates_, workflows_, guards_, effects_, parameters_, forms_,
                letters, de_minimis_, timers_, documents_, letter_texts_} {
    register_house(guards_, effects_, action_forms_);
    mail_ = {MailTexts::load(home / "schemas" / "mail"), std::move(mail)};
    effects_.add_follower([this](const auto& happened, ActionContext& context) { queue_mails_after(mail_, happened, context); });
    catalogue_ = report_catalogue();
    letter_texts_ = LetterTexts::load(home / "schemas" / "letters");
    timers_.set = TimerSet::load(home / "schemas" / "parameters" / "timers.json");
    register_case_facts(timers_.sources);
    register_de_minimis_facts(timers_.sources);
    register_decision_facts(timers_.sources);
    register_condition_facts(timers_.sources);
    register_claim_facts(timers_.sources);
    register_plan_facts(timers_.sources);
    auto faults = workflows_.faults({guards_.names(), effects_.names(), action_forms_.names()});
    for (auto& fault : faults_between(forms_, workflows_)) faults.push_back(std::move(fault));
    for (auto& fault : forms_.faults_against(parameters_)) faults.push_back(std::move(fault));
    for (auto& fault : letter_texts_.faults(forms_.all(), parameters_.bases())) faults.push_back(std::move(fault));
    std::vector<std::string> forms;
    for (const auto* form : forms_.all()) forms.push_back(form->name);
    for (auto& fault : timers_.set.faults(timers_.sources.facts(), forms)) faults.push_back(std::move(fault));
    for (auto& fault : mail_.texts.faults(mail_happenings(effects_))) faults.push_back(std::move(fault));
    follow_changes();
    if (!faults.empty()) throw std::runtime_error("definitions: " + joined(faults, "; "));
}

std::vector<DailyJob> House::daily_jobs() const {
    std::vector<DailyJob> jobs{timer_job(services_), long_job_file_sweep(services_.clock), import_cell_sweep(services_.clock),
                               voucher_job(services_, accounting_)};
    if (seal_keys_.own) jobs.push_back(seal_job(services_, seal_keys_));
    return jobs;
}

LongWorks House::long_works() const {
    return {{std::string(case_list_job), case_list_work(services_)}, {std::string(batch_job), batch_work(services_)},
            {std::string(import_job), import_work(services_, imports_)}};
}

MailHands House::mail_hands() const {
    MailHands hands;
    hands.attachments = attachments_of_mail;
    hands.told = [this](Transaction& tx, const OutboxMail& mail, std::string_view what, Instant now) {
        tell_mail(services_, tx, mail, what, now);
    };
    if (!mail_.settings.drop.empty()) {
        hands.read_incoming = [this] { read_mail_folder(services_, mail_.settings.drop); };
    }
    return hands;
}

}  // namespace bygd
