// The parts every room works with, made once at start from the files of the house: words, templates, workflows, guards,
// effects, forms, parameters. Refuses to be made with every fault of every definition told at once. The server, the
// subcommands, the demo data and the tests all stand on one of these.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "aid/de_minimis.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/services.hpp"
#include "cases/action_form.hpp"
#include "cases/case_action.hpp"
#include "database/edition_follower.hpp"
#include "decisions/letter_text.hpp"
#include "documents/document_room.hpp"
#include "documents/letter.hpp"
#include "imports/import_actions.hpp"
#include "jobs/fact_source.hpp"
#include "jobs/job_run.hpp"
#include "jobs/long_job_runner.hpp"
#include "jobs/mail_dispatcher.hpp"
#include "jobs/mail_room.hpp"
#include "payouts/accounting_plan.hpp"
#include "payouts/daily_seal.hpp"
#include "reports/catalogue.hpp"
#include "web/languages.hpp"
#include "web/templates.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

// The definitions and move plans under `home`, with their faults yet to be told.
WorkflowSet load_workflows(const std::filesystem::path& home);
// What the rooms register: what definitions may name.
KnownNames registered_names();
// What the texts of mail may follow from.
std::vector<std::string> names_of_mail();
// Forms whose workflow is not there, and move plans of workflows in which no case is begun.
std::vector<std::string> faults_between(const FormSet&, const WorkflowSet&);

class House {
public:
    // `home` holds backend/, workflows/ and schemas/. Throws std::runtime_error naming every fault found.
    House(const std::filesystem::path& home, Database& database, const Clock& clock, const LetterMaker& letters,
          MailSettings mail = {}, UploadRules uploads = {}, SealKeys seal_keys = {});
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    const std::filesystem::path& home() const { return home_; }
    const Services& services() const { return services_; }
    const ActionForms& action_forms() const { return action_forms_; }
    const Catalogue& catalogue() const { return catalogue_; }
    // At each request: changes of parameters and letter texts that were confirmed, here or by another server.
    void follow_changes() const {
        parameter_follower_->look();
        letter_text_follower_->look();
    }
    void follow_changes_now() const {
        parameter_follower_->look_now();
        letter_text_follower_->look_now();
    }
    const WorkflowSet& workflows() const { return workflows_; }
    std::vector<DailyJob> daily_jobs() const;     // what a server sees to each day; this house must outlive them
    LongWorks long_works() const;                 // what long jobs there are; as above
    const MailRoom& mail() const { return mail_; }
    const ImportRoom& imports() const { return imports_; }
    const AccountingPlan& accounting() const { return accounting_; }
    const SealKeys& seal_keys() const { return seal_keys_; }
    MailHands mail_hands() const;                 // what the dispatcher of mail asks the rooms for; as above

private:
    std::filesystem::path home_;
    Region region_;
    Languages languages_;
    Templates templates_;
    WorkflowSet workflows_;
    Guards guards_;
    Effects effects_;
    Parameters parameters_;
    std::unique_ptr<EditionFollower> parameter_follower_;
    FormSet forms_;
    DocumentRoom documents_;
    DeMinimisLaw de_minimis_;
    ActionForms action_forms_;
    Catalogue catalogue_;
    Timers timers_;
    MailRoom mail_;
    ImportRoom imports_;
    AccountingPlan accounting_;
    SealKeys seal_keys_;
    LetterTexts letter_texts_;
    std::unique_ptr<EditionFollower> letter_text_follower_;
    Services services_;
};

}  // namespace bygd
