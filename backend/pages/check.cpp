#include "pages/check.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "aid/de_minimis.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "decisions/letter_text.hpp"
#include "documents/child_process.hpp"
#include "pages/house.hpp"
#include "pages/report_catalogue.hpp"
#include "payouts/payment_run.hpp"
#include "web/languages.hpp"
#include "web/templates.hpp"
#include "workflows/workflow_drawing.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds drawing_time{20};

// Makes each part by itself, so that one that cannot be made hides nothing of the others.
class Inspection {
public:
    explicit Inspection(const fs::path& home) : home_(home) {}

    std::vector<std::string> run() {
        json_files();
        words_and_templates();
        law_and_definitions();
        return std::move(faults_);
    }

private:
    void words_and_templates() {
        make("schemas/reference/region.json", [&] { Region::load(home_ / "schemas" / "reference" / "region.json"); });
        std::optional<Languages> languages;
        make("backend/web", [&] { languages.emplace(Languages::load(home_ / "backend" / "web")); });
        if (languages) {
            for (const auto& difference : differences(*languages)) say("backend/web/words.*.json", difference);
            make("backend", [&] { Templates(home_ / "backend", *languages); });
        }
    }

    void law_and_definitions() {
        make("schemas/parameters/de_minimis.json", [&] { DeMinimisLaw::load(home_ / "schemas" / "parameters" / "de_minimis.json"); });
        std::optional<Parameters> parameters;
        make("schemas/parameters", [&] { parameters.emplace(Parameters::load(home_ / "schemas" / "parameters")); });
        std::optional<FormSet> forms;
        make("schemas/forms", [&] { forms.emplace(FormSet::load(home_ / "schemas" / "forms")); });
        std::optional<WorkflowSet> workflows;
        make("workflows", [&] { workflows.emplace(load_workflows(home_)); });
        if (workflows) {
            for (const auto& fault : workflows->faults(registered_names())) say("workflows", fault);
        }
        if (forms && parameters) {
            for (const auto& fault : forms->faults_against(*parameters)) say("schemas/forms", fault);
        }
        std::optional<LetterTexts> letters;
        make("schemas/letters", [&] { letters.emplace(LetterTexts::load(home_ / "schemas" / "letters")); });
        if (letters && forms && parameters) {
            for (const auto& fault : letters->faults(forms->all(), parameters->bases())) say("schemas/letters", fault);
        }
        make("schemas/parameters/accounting.json", [&] { AccountingPlan::load(home_ / "schemas" / "parameters" / "accounting.json"); });
        make("schemas/bank", [&] { BankProfiles::load(home_ / "schemas" / "bank"); });
        make("schemas/mail", [&] {
            for (const auto& fault : MailTexts::load(home_ / "schemas" / "mail").faults(names_of_mail())) say("schemas/mail", fault);
        });
        if (forms && workflows) {
            for (const auto& fault : faults_between(*forms, *workflows)) say("schemas/forms", fault);
        }
    }

    void say(const std::string& where, const std::string& fault) {
        const auto whole = where + ": " + fault;
        if (std::find(faults_.begin(), faults_.end(), whole) == faults_.end()) faults_.push_back(whole);
    }

    // What a part throws holds all it found, one after the other.
    template <typename Make>
    void make(const std::string& where, const Make& work) {
        try {
            work();
        } catch (const std::exception& error) {
            std::string left = error.what();
            for (auto at = left.find("; "); at != std::string::npos; at = left.find("; ")) {
                say(where, left.substr(0, at));
                left.erase(0, at + 2);
            }
            say(where, left);
        }
    }

    void json_files() {
        std::vector<fs::path> files;
        if (!fs::is_directory(home_ / "schemas")) return say("schemas", "the folder is missing");
        for (const auto& entry : fs::recursive_directory_iterator(home_ / "schemas")) {
            if (entry.path().extension() == ".json") files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ifstream stream(file, std::ios::binary);
            try {
                (void)nlohmann::json::parse(stream);
            } catch (const std::exception& error) {
                say(fs::relative(file, home_).string(), std::string("is not JSON: ") + error.what());
            }
        }
    }

    fs::path home_;
    std::vector<std::string> faults_;
};

// Each workflow as Mermaid text, and as SVG where graphviz is there to draw it. Says what could not be drawn, or nothing.
std::string draw(const WorkflowSet& workflows, const Words& words, const fs::path& folder) {
    fs::create_directories(folder);
    const std::map<std::string, std::string> stages{{"open", words("case.stage.open")}, {"decided", words("case.stage.decided")},
                                                    {"closed", words("case.stage.closed")}};
    const auto write = [](const fs::path& file, const std::string& text) {
        std::ofstream stream(file, std::ios::binary);
        stream << text;
        if (!stream.flush()) throw std::runtime_error("Cannot write " + file.string() + ".");
    };
    std::string trouble;
    for (const auto* workflow : workflows.all()) {
        const auto name = workflow->name() + ".v" + std::to_string(workflow->version());
        write(folder / (name + ".mmd"), workflow->mermaid());
        if (!trouble.empty()) continue;
        const TemporaryFolder place;
        write(place.path() / "drawing.dot", dot_of(*workflow, "sv", stages));
        try {
            const auto drawn = run_child({"dot", "-Tsvg", "-o", "drawing.svg", "drawing.dot"}, place.path(), drawing_time);
            if (drawn.exit_code != 0) trouble = name + ".svg could not be drawn: " + one_line(drawn.errors);
            else fs::copy_file(place.path() / "drawing.svg", folder / (name + ".svg"), fs::copy_options::overwrite_existing);
        } catch (const std::exception&) {
            trouble = "no SVG was drawn: the program dot is missing, which is in the Debian package graphviz";
        }
    }
    return trouble;
}

}  // namespace

std::vector<std::string> faults_of_house(const fs::path& home) { return Inspection(home).run(); }

int check_command(const fs::path& home, const CommandCall& call, std::ostream& out) {
    const auto faults = faults_of_house(home);
    for (const auto& fault : faults) out << "WRONG " << fault << "\n";
    if (!faults.empty()) {
        out << faults.size() << " faults\n";
        return 1;
    }
    const auto workflows = load_workflows(home);
    for (const auto* workflow : workflows.all()) {
        out << workflow->name() << " v" << workflow->version() << ": " << workflow->states().size() << " states, "
            << workflow->transitions().size() << " transitions"
            << (workflows.retired(workflow->name(), workflow->version()) ? ", retired" : "") << "\n";
    }
    for (const auto& [name, plan] : workflows.plans()) out << "move plan " << name << ": " << plan.lines.size() << " states\n";
    const auto forms = FormSet::load(home / "schemas" / "forms");
    for (const auto* form : forms.all()) {
        out << "form " << form->name << " v" << form->version << " (" << form->legal_basis << "): " << form->fields.size()
            << " fields, " << form->checklist.size() << " checklist items\n";
    }
    std::string trouble;
    if (const auto folder = call.option("draw")) {
        trouble = draw(workflows, Languages::load(home / "backend" / "web").sv, *folder);
        if (!trouble.empty()) std::cerr << "bygdestod: " << trouble << ".\n";
    }
    out << Parameters::load(home / "schemas" / "parameters").all().size() << " parameters, " << report_catalogue().all().size()
        << " reports: all in order\n";
    return trouble.empty() ? 0 : 1;
}

}  // namespace bygd
