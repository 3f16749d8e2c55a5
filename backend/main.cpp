// Subcommands and wiring, nothing else: reads the command line and the configuration, opens the database, and hands both
// to the rooms. Exit 0 done, 1 refused or found wrong (one sentence on standard error), 2 written wrong.
#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/PropertyFileConfiguration.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <semaphore>
#include <thread>

#include "base/command_line.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cases/case_words.hpp"
#include "database/migrate.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"
#include "demo/demo.hpp"
#include "documents/letter.hpp"
#include "http/server.hpp"
#include "pages/accounting_commands.hpp"
#include "pages/check.hpp"
#include "jobs/long_job_runner.hpp"
#include "jobs/mail_dispatcher.hpp"
#include "jobs/scheduler.hpp"
#include "pages/commands.hpp"
#include "pages/mail_commands.hpp"
#include "pages/move_command.hpp"
#include "pages/house.hpp"
#include "pages/site.hpp"
#include "people/user_commands.hpp"
#include "people/user_store.hpp"
#include "providers/provider_keys.hpp"

namespace bygd {
namespace {

namespace fs = std::filesystem;

// One line of bygdestod.properties, and one variable of the environment: database.url is BYGDESTOD_DATABASE_URL.
struct Setting {
    std::string name, fallback, meaning;
};

const std::vector<Setting> settings_known = {
    {"listen", "127.0.0.1:8080", "address the pages are served on"},
    {"data", BYGD_HOME "/var", "folder of the private database"},
    {"database.url", "", "mysql://USER:PASSWORD@HOST:PORT/SCHEMA?ca=FILE; empty: a private database in `data`"},
    {"database.owner.url", "", "the account that migrates; empty: that of database.url"},
    {"proxy", "", "addresses of the proxies in front, with commas between: their X-Forwarded-For and -Proto are believed"},
    {"home", BYGD_HOME, "folder with schemas/, workflows/ and backend/"},
    {"seal.key", "", "file with the key the daily seals are signed with; made where there is none; empty: seal.key in `data`"},
    {"seal.trusted", "", "public keys of seals made before with another key or by another server, with commas between"},
    {"documents.file.mb", "20", "the largest file that is taken in, in MB, at most 60"},
    {"documents.pdf.pages", "500", "the most pages of a PDF that is taken in"},
    {"documents.clamd", "", "HOST:PORT or unix socket of clamd, which then scans each file; without its answer none is taken in"},
    {"mail.host", "", "the mail server that takes our mail; empty: nothing is sent, and what is queued waits"},
    {"mail.port", "587", "its port"},
    {"mail.from", "", "whom mail is from: Region Dalarna <stod@region.example>; answers and bounces come here"},
    {"mail.tls", "starttls", "starttls: encrypted to a server that mail.ca vouches for, or not at all; none: only on a network of your own"},
    {"mail.ca", "", "PEM file with the authority of its certificate; empty: those of the machine"},
    {"mail.user", "", "who signs in there; empty: nobody"},
    {"mail.password.file", "", "file that holds the password and nothing else"},
    {"mail.letters", "no", "yes: letters may be attached and questions stand in the text; no: they go by post"},
    {"mail.language", "sv", "of the texts: sv or en"},
    {"mail.site", "", "address of these pages, for links in mail to officers"},
    {"mail.drop", "", "folder whose *.eml are read as mail that has come in"},
};

// In this order: the command's options, the environment, the file, the default.
class Settings {
public:
    explicit Settings(const CommandCall& call) : call_(call) {
        require_known_variables();
        const auto named = call.option("config");
        const fs::path path = named ? fs::path(*named) : fs::path("bygdestod.properties");
        if (!named && !fs::exists(path)) return;
        try {
            file_ = new Poco::Util::PropertyFileConfiguration(path.string());
        } catch (const Poco::Exception& error) {
            throw std::runtime_error("Cannot read " + path.string() + ": " + error.displayText() + ".");
        }
        require_known("", path.string());
    }

    std::string value(const std::string& name) const {
        const auto& setting = *std::find_if(settings_known.begin(), settings_known.end(),
                                            [&](const auto& known) { return known.name == name; });
        if (const auto typed = call_.option(name)) return *typed;
        if (const char* set = std::getenv(variable(name).c_str())) return set;
        return file_ ? file_->getString(name, setting.fallback) : setting.fallback;
    }

    static std::string variable(const std::string& name) {
        auto text = "BYGDESTOD_" + name;
        for (auto& c : text) c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        return text;
    }

private:
    // Every name in the file, however deep: one mistyped would leave its default in force without a word.
    void require_known(const std::string& above, const std::string& path) const {
        Poco::Util::AbstractConfiguration::Keys keys;
        file_->keys(above, keys);
        for (const auto& key : keys) {
            const auto name = above.empty() ? key : above + "." + key;
            const bool known = std::any_of(settings_known.begin(), settings_known.end(),
                                           [&](const auto& setting) { return setting.name == name; });
            if (!known && file_->hasProperty(name)) {
                throw std::runtime_error("There is no setting '" + name + "' (" + path + ").");
            }
            require_known(name, path);
        }
    }

    // The environment holds settings too, and a mistyped one there is refused as well.
    static void require_known_variables() {
        constexpr std::string_view ours = "BYGDESTOD_";
        for (char** each = environ; *each; ++each) {
            const std::string_view name = std::string_view(*each).substr(0, std::string_view(*each).find('='));
            const bool known = std::any_of(settings_known.begin(), settings_known.end(),
                                           [&](const auto& setting) { return variable(setting.name) == name; });
            if (name.starts_with(ours) && !known) {
                throw std::runtime_error("There is no setting " + std::string(name) + " (environment).");
            }
        }
    }

    const CommandCall& call_;
    Poco::AutoPtr<Poco::Util::PropertyFileConfiguration> file_;
};

// The database, private or named; migrated and checked to be durable.
class Ground {
public:
    Ground(const Settings& settings, PrivateServer::WhenInUse when_in_use) {
        auto application = settings.value("database.url");
        auto owner = settings.value("database.owner.url");
        if (application.empty()) {
            private_server_ = std::make_unique<PrivateServer>(
                PrivateServer::Options{.data_folder = settings.value("data"), .when_in_use = when_in_use});
            application = private_server_->application_url();
            owner = private_server_->owner_url();
        }
        application_ = DatabaseUrl::parse(application);
        owner_ = DatabaseUrl::parse(owner.empty() ? application : owner);
        migrations_ = fs::path(settings.value("home")) / "schemas" / "migrations";
    }

    std::vector<std::string> bring_up_to_date() const { return migrate(owner_, application_, migrations_); }

    Database& database() {
        if (!database_) {
            database_ = std::make_unique<Database>(application_);
            database_->require_durable();
        }
        return *database_;
    }

private:
    std::unique_ptr<PrivateServer> private_server_;   // ends last
    DatabaseUrl owner_, application_;
    fs::path migrations_;
    std::unique_ptr<Database> database_;
};

// Ctrl-C and SIGTERM. Who serves is asked to stop and does so cleanly; anything else, and whoever is asked twice, ends at
// once: the database then ends with it, and a transaction under way is rolled back.
class StopSignals {
public:
    // Before any other thread is made: those inherit that the signals are not for them.
    StopSignals() {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        std::thread([this, signals] {
            for (int signal = 0;;) {
                sigwait(&signals, &signal);
                if (!waited_for_.exchange(false)) std::_Exit(128 + signal);
                asked_.release();
            }
        }).detach();
    }
    void wait() {
        waited_for_ = true;
        asked_.acquire();
    }

private:
    std::atomic<bool> waited_for_{false};
    std::binary_semaphore asked_{0};
};

// Throws std::runtime_error when `listen` is not HOST:PORT.
ServerOptions options_of(const Settings& settings) {
    const auto listen = settings.value("listen");
    ServerOptions options;
    for (const auto& address : split(settings.value("proxy"), ',')) {
        if (!trimmed(address).empty()) options.proxies.push_back(trimmed(address));
    }
    const auto colon = listen.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : whole_number(listen.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) throw std::runtime_error("'" + listen + "' is no address HOST:PORT.");
    options.host = listen.substr(0, colon);
    options.port = static_cast<int>(*port);
    return options;
}

// Throws std::runtime_error for what cannot work, before anything is queued in the belief that it goes.
MailSettings mail_of(const Settings& settings) {
    MailSettings mail;
    const auto wrong = [](const std::string& what) { throw std::runtime_error("The settings of mail: " + what + "."); };
    mail.host = settings.value("mail.host");
    mail.from = settings.value("mail.from");
    mail.ca = settings.value("mail.ca");
    mail.user = settings.value("mail.user");
    mail.language = settings.value("mail.language");
    mail.site = settings.value("mail.site");
    mail.drop = settings.value("mail.drop");
    mail.letters = settings.value("mail.letters") == "yes";
    const auto port = whole_number(settings.value("mail.port"));
    if (!port || *port < 1 || *port > 65535) wrong("mail.port is no port");
    mail.port = static_cast<int>(*port);
    const auto tls = settings.value("mail.tls");
    if (tls != "starttls" && tls != "none") wrong("mail.tls is starttls or none");
    mail.tls = tls == "none" ? MailTls::none : MailTls::starttls;
    if (mail.language != "sv" && mail.language != "en") wrong("mail.language is sv or en");
    if (!mail.drop.empty() && !fs::is_directory(mail.drop)) wrong("mail.drop is no folder");
    if (!mail.set_up()) return mail;
    if (!mail_address_of(mail.from)) wrong("mail.from is no address");
    if (!mail.ca.empty() && !fs::exists(mail.ca)) wrong("mail.ca is not there");
    if (mail.user.empty()) return mail;
    if (mail.tls == MailTls::none) wrong("a password only goes over TLS");
    std::ifstream file(settings.value("mail.password.file"));
    if (!std::getline(file, mail.password) || mail.password.empty()) wrong("mail.password.file cannot be read");
    return mail;
}

UploadRules uploads_of(const Settings& settings) {
    UploadRules rules;
    const auto number = [&](const std::string& name, std::int64_t most) {
        const auto found = whole_number(settings.value(name));
        if (!found || *found < 1 || *found > most) {
            throw std::runtime_error("The setting " + name + " is a number from 1 to " + std::to_string(most) + ".");
        }
        return *found;
    };
    rules.file_bytes = static_cast<std::size_t>(number("documents.file.mb", 60)) * 1024 * 1024;
    rules.pdf_pages = static_cast<int>(number("documents.pdf.pages", 1'000'000));
    rules.clamd = settings.value("documents.clamd");
    return rules;
}

// A key is made by who seals; who only reads makes none.
SealKeys seal_keys_of(const Settings& settings, bool make) {
    SealKeys keys;
    for (const auto& key : split(settings.value("seal.trusted"), ',')) {
        if (!trimmed(key).empty()) keys.trusted.push_back(trimmed(key));
    }
    auto file = fs::path(settings.value("seal.key"));
    if (file.empty()) {
        file = fs::path(settings.value("data")) / "seal.key";
        if (make) fs::create_directories(file.parent_path());
    }
    if (make || fs::exists(file)) keys.own = std::make_shared<const SigningKey>(SigningKey::load_or_make(file));
    return keys;
}

int serve(const CommandCall& call, const Settings& settings, StopSignals& stop) {
    const auto options = options_of(settings);
    Ground ground(settings, PrivateServer::WhenInUse::refuse);
    ground.bring_up_to_date();
    const SystemClock clock;
    const PdfLetterMaker letters;
    const House house(settings.value("home"), ground.database(), clock, letters, mail_of(settings), uploads_of(settings),
                      seal_keys_of(settings, true));
    PeopleOptions people;
    if (call.has("demo")) {
        load_demo(house.services(), house.home());
        people.demo_accounts = demo_accounts();
    }
    index_cases_once(ground.database());
    index_providers_once(ground.database());
    Router router;
    add_site_routes(router, house, people);
    Server server(options, router, site_hooks(house));
    server.start();
    Scheduler scheduler(ground.database(), clock, house.daily_jobs());
    scheduler.start();
    MailDispatcher dispatcher(ground.database(), clock, house.mail().settings, house.mail_hands());
    dispatcher.start();
    LongJobRunner long_jobs(ground.database(), clock, house.long_works(), active_actor);
    long_jobs.start();
    std::cout << "Bygdestöd: http://" << options.host << ":" << server.port() << "/\n";
    for (const auto& account : people.demo_accounts) {
        std::cout << "  " << account.username << "  " << account.password << "  (" << account.role << ")\n";
    }
    std::cout << std::flush;
    stop.wait();
    log::info("server.stopping");
    scheduler.stop();
    long_jobs.stop();
    server.stop();
    dispatcher.stop();          // last: a mail server may take its time to answer
    return 0;
}

int demo_only(const CommandCall&, const Settings& settings, StopSignals&) {
    Ground ground(settings, PrivateServer::WhenInUse::refuse);
    ground.bring_up_to_date();
    const SystemClock clock;
    const PdfLetterMaker letters;
    const House house(settings.value("home"), ground.database(), clock, letters);
    if (!load_demo(house.services(), house.home())) throw std::runtime_error("The database is not empty.");
    return 0;
}

// A command on the house: the database may be served by another process at the same time.
int on_house(const CommandCall& call, const Settings& settings, const std::function<int(const House&)>& work) {
    Ground ground(settings, PrivateServer::WhenInUse::join);
    ground.bring_up_to_date();
    const SystemClock clock;
    const PdfLetterMaker letters;
    const House house(settings.value("home"), ground.database(), clock, letters, mail_of(settings), uploads_of(settings),
                      seal_keys_of(settings, call.name == "seal"));
    if (call.has("demo")) load_demo(house.services(), house.home());
    return work(house);
}

int migrate_only(const CommandCall&, const Settings& settings, StopSignals&) {
    Ground ground(settings, PrivateServer::WhenInUse::refuse);
    for (const auto& name : ground.bring_up_to_date()) std::cout << name << "\n";
    return 0;
}

int report(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return report_command(house, call, std::cout); });
}

int import_file(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return import_command(house, call, std::cout); });
}

int pack(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return pack_command(house, call, std::cout); });
}

int sie(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return sie_command(house, call, std::cout); });
}

int seal(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return seal_command(house, call, std::cout); });
}

int verify(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [](const House& house) { return verify_command(house, std::cout); });
}

int assess_file(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return assess_command(house, call, std::cout); });
}

int timers(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return timers_command(house, call, std::cout); });
}

int mail(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return mail_command(house, call, std::cout); });
}

int mail_in(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [](const House& house) { return mail_in_command(house, std::cin, std::cout); });
}

int check(const CommandCall& call, const Settings& settings, StopSignals&) {
    return check_command(settings.value("home"), call, std::cout);
}

int move_cases_between_versions(const CommandCall& call, const Settings& settings, StopSignals&) {
    return on_house(call, settings, [&](const House& house) { return move_command(house, call, std::cout); });
}

int user(const CommandCall& call, const Settings& settings, StopSignals&) {
    Ground ground(settings, PrivateServer::WhenInUse::join);
    ground.bring_up_to_date();
    const auto languages = Languages::load(fs::path(settings.value("home")) / "backend" / "web");
    auto arguments = call.words;
    for (const auto& [name, value] : call.options) {
        if (name == "data" || name == "config") continue;
        arguments.push_back("--" + name);
        if (name != "password-stdin") arguments.push_back(value);
    }
    return user_command(ground.database(), SystemClock(), languages.en, arguments, std::cin, std::cout, std::cerr);
}

struct Command {
    CommandForm form;
    std::function<int(const CommandCall&, const Settings&, StopSignals&)> run;
};

const CommandOption with_demo = {"demo", "", "loads the demo data first, into an empty database"};

const std::vector<Command> commands = {
    {{"serve",
      {},
      "Serves the pages and the API until it is told to stop (Ctrl-C).",
      {{"demo", "", "loads the demo data into an empty database and opens the demo accounts"},
       {"listen", "HOST:PORT", "address the pages are served on", "127.0.0.1:8080"}}},
     serve},
    {{"demo", {}, "Loads the demo data into an empty database.", {}}, demo_only},
    {{"report",
      {"[NAME]"},
      "Writes a report to a file; --list names them all. Other options are the report's parameters.",
      {{"list", "", "names every report with its parameters"},
       {"format", "xlsx|csv|html|json", "kind of file", "by the suffix of --out"},
       {"out", "FILE", "where to", "standard output"},
       {"sheet", "KEY", "which sheet a csv file holds", "the report's main one"},
       with_demo},
      true},
     report},
    {{"import",
      {"rates|outlets|bank-answer", "FILE"},
      "Reads exchange rates from a CSV file of the central bank, or of `date;rate`: all of it or nothing. Or outlets with their"
      " companies from a workbook or a CSV file: every row that is right. Or what a bank answers (pain.002, camt.053, camt.054),"
      " each entry once.",
      {{"source", "TEXT", "of rates: where they are from", "Riksbanken"},
       {"sheet", "NAME", "of outlets: which sheet of a workbook", "the first"},
       {"by", "USERNAME", "of bank-answer: who in finance reads it"},
       {"dry-run", "", "tells what would be done, and does nothing"}}},
     import_file},
    {{"assess",
      {"FILE"},
      "Tries an application by the law and prints the answer as JSON; nothing is saved. Ends with 1 when support may not be given.",
      {with_demo}},
     assess_file},
    {{"timers",
      {},
      "Runs the timers of a day once more and tells each task and reminder it made; a server does this by itself.",
      {{"as-of", "DATE", "the day", "today"}, with_demo}},
     timers},
    {{"mail",
      {"list|send|test", "[NUMBER]"},
      "Lists what is in the outbox, queues one message again, or tries the mail server of the settings and sends nothing.",
      {{"view", "NAME", "of list: trouble, waiting, sent, failed, bounced or cancelled", "all"}}},
     mail},
    {{"mail-in", {}, "Reads one message that has come in from standard input, as a mail server's alias gives it.", {}}, mail_in},
    {{"pack",
      {"NUMBER"},
      "Writes a whole case as one zip with its documents, its diary and a program that checks them. The diary says so.",
      {{"out", "FILE", "where to"}, {"scope", "whole|public", "public: without marked documents, personal numbers masked", "whole"}}},
     pack},
    {{"sie",
      {},
      "Takes the vouchers that are in no file yet out as SIE 4I, those of the oldest year first. The file is kept.",
      {{"by", "USERNAME", "who in finance does it"},
       {"out", "FILE", "where to"},
       {"through", "DATE", "makes the vouchers of what has happened through that day first", "none are made"},
       {"year", "YEAR", "those of that year", "the oldest with any"},
       {"file", "NUMBER", "instead: a file made before, the same to the last byte"}}},
     sie},
    {{"seal",
      {},
      "Signs what the ledger of each fund sums to and where each chain of events ends. A server does this by itself each night.",
      {{"out", "FILE", "where to write it as JSON", "nowhere"}, {"number", "NUMBER", "instead: a seal made before"}}},
     seal},
    {{"verify", {}, "Recomputes every balance, walks every chain, compares every seal and checks every two-person rule.",
      {with_demo}},
     verify},
    {{"check",
      {},
      "Tells every fault of definitions, move plans, forms, parameters, letter texts, words and settings at once.",
      {{"draw", "DIR", "draws each workflow there as SVG and as Mermaid text"}}},
     check},
    {{"move-cases",
      {"[WORKFLOW]"},
      "Moves the cases of older versions of a workflow to a newer one, by its move plan.",
      {{"to", "VERSION", "where to"},
       {"dry-run", "", "tells how many would be moved and which need a choice, and saves nothing"},
       {"choose", "STATE=STATE,...", "where the plan leaves a choice: old state and new"},
       {"batch", "NUMBER", "cases read at a time", "200"},
       {"undo", "RUN", "puts back the cases of a run that nothing has happened to since"}}},
     move_cases_between_versions},
    {{"user",
      {"add|reset|list|token", "[USERNAME]"},
      "Adds a person, gives a new password, lists people or makes an API token.",
      {{"password-stdin", "", "reads the password from standard input instead of making one"}},
      true},
     user},
    {{"migrate", {}, "Brings the database to the newest schema and names what was applied.", {}}, migrate_only},
};

const std::vector<CommandOption> shared_options = {
    {"data", "DIR", "folder of the private database", BYGD_HOME "/var"},
    {"config", "FILE", "the settings", "bygdestod.properties where it stands"},
    {"help", "", "this text"},
};

std::string help_of_settings() {
    std::string text = "\nSettings, in the file or in the environment (the environment wins)\n";
    for (const auto& setting : settings_known) {
        text += "  " + setting.name + ", " + Settings::variable(setting.name) + "\n      " + setting.meaning +
                " (default: " + (setting.fallback.empty() ? "none" : setting.fallback) + ")\n";
    }
    return text;
}

int run(const std::vector<std::string>& arguments, StopSignals& stop) {
    std::vector<CommandForm> forms;
    for (const auto& command : commands) forms.push_back(command.form);
    const auto call = read_command_line(arguments, forms, shared_options);
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const auto& command) { return command.form.name == call.name; });
    if (call.wants_help) {
        std::cout << (found == commands.end() ? help_of_program(forms) : help_of_command(found->form, shared_options))
                  << help_of_settings();
        return 0;
    }
    log::set_quiet(call.name != "serve");
    return found->run(call, Settings(call), stop);
}

}  // namespace
}  // namespace bygd

int main(int count, char** words) {
    static bygd::StopSignals stop;           // its thread never ends
    std::signal(SIGPIPE, SIG_IGN);           // a closed connection is an error where it is written to
    try {
        return bygd::run(std::vector<std::string>(words + 1, words + count), stop);
    } catch (const bygd::UsageError& error) {
        std::cerr << "bygdestod: " << error.what() << " Try `bygdestod --help`.\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "bygdestod: " << error.what() << "\n";
        return 1;
    }
}
