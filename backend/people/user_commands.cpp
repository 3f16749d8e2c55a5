#include "people/user_commands.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <ostream>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "people/api_token_actions.hpp"
#include "people/password.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

struct Misused {};   // ends with the usage

// A command with its options as given.
struct Given {
    std::string command;
    std::string username;
    std::map<std::string, std::string, std::less<>> options;

    std::string option(std::string_view name, std::string otherwise = "") const {
        const auto found = options.find(name);
        return found == options.end() ? std::move(otherwise) : found->second;
    }
    bool has(std::string_view name) const { return options.find(name) != options.end(); }
};

const std::map<std::string, std::vector<std::string>, std::less<>>& options_of_commands() {
    static const std::map<std::string, std::vector<std::string>, std::less<>> known{
        {"add", {"--name", "--roles", "--title", "--email", "--reason", "--delegation", "--password-stdin"}},
        {"reset", {"--password-stdin"}},
        {"list", {}},
        {"token", {"--name", "--days"}}};
    return known;
}

Given read(const std::vector<std::string>& arguments) {
    if (arguments.empty()) throw Misused{};
    Given given{.command = arguments[0], .username = {}, .options = {}};
    const auto known = options_of_commands().find(given.command);
    if (known == options_of_commands().end()) throw Misused{};
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto& argument = arguments[i];
        if (!argument.starts_with("--")) {
            if (!given.username.empty() || given.command == "list") throw Misused{};
            given.username = argument;
            continue;
        }
        if (std::find(known->second.begin(), known->second.end(), argument) == known->second.end()) throw Misused{};
        if (argument == "--password-stdin") {
            given.options[argument] = "";
            continue;
        }
        if (i + 1 == arguments.size()) throw Misused{};
        given.options[argument] = arguments[++i];
    }
    if (given.username.empty() && given.command != "list") throw Misused{};
    return given;
}

Roles roles_of(const std::string& list) {
    Roles roles;
    for (const auto& name : split(list, ',')) {
        if (trimmed(name).empty()) continue;
        const auto role = role_of(trimmed(name));
        if (!role) require_none({{"roles", "user.role_unknown", {name}}});
        roles.insert(*role);
    }
    return roles;
}

struct Password {
    std::string text;
    bool made = false;
};

Password password_for(const Given& given, std::istream& in) {
    if (!given.has("--password-stdin")) return {temporary_password(), true};
    std::string line;
    std::getline(in, line);
    return {line, false};
}

User require_named(Database& database, const std::string& username) {
    const auto found =
        database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, canonical_username(username)); });
    if (!found) refuse(ErrorKind::not_found, "user.not_found");
    return found->user;
}

void add(Database& database, const Clock& clock, const Given& given, std::istream& in, std::ostream& out) {
    const auto password = password_for(given, in);
    AddUser command;
    command.user.username = given.username;
    command.user.display_name = given.option("--name");
    command.user.title = given.option("--title");
    command.user.email = given.option("--email");
    command.user.roles = roles_of(given.option("--roles"));
    command.user.weak_reason = given.option("--reason");
    if (given.has("--delegation")) command.user.delegation = Money::parse(given.option("--delegation"), "delegation");
    command.password = password.text;
    const auto user = add_user(database, clock, system_actor(), command);
    out << "added " << user.username << "\n";
    if (password.made) out << "password until the first sign-in: " << password.text << "\n";
}

void reset(Database& database, const Clock& clock, const Given& given, std::istream& in, std::ostream& out) {
    const auto user = require_named(database, given.username);
    const auto password = password_for(given, in);
    reset_password(database, clock, system_actor(), user.id, password.text);
    out << "new password for " << user.username << "; all its sessions and API tokens have ended\n";
    if (password.made) out << "password until the next sign-in: " << password.text << "\n";
}

void list(Database& database, std::ostream& out) {
    for (const auto& user : all_users(database, system_actor())) {
        std::vector<std::string> roles;
        for (const auto role : user.roles) roles.emplace_back(to_string(role));
        out << user.username << "\t" << user.display_name << "\t" << joined(roles, ",") << "\t"
            << (user.delegation ? user.delegation->plain() : "-") << "\t" << (user.active ? "active" : "closed")
            << "\n";
    }
}

void token(Database& database, const Clock& clock, const Given& given, std::ostream& out) {
    const auto user = require_named(database, given.username);
    if (!user.active) refuse(ErrorKind::not_found, "user.not_found");
    const auto days = whole_number(given.option("--days", "90"));
    const MakeApiToken command{given.option("--name", "command line"), random_token(),
                               days && *days > 0 && *days < 100'000 ? static_cast<int>(*days) : 0, user.id};
    const auto made = make_api_token(database, clock, system_actor(), command);
    out << command.token << "\n";
    out << "acts as " << user.username << " until " << stockholm_day(made.expires_at).iso() << "; shown only now\n";
}

}  // namespace

int user_command(Database& database, const Clock& clock, const Words& words, const std::vector<std::string>& arguments,
                 std::istream& in, std::ostream& out, std::ostream& err) {
    try {
        const auto given = read(arguments);
        if (given.command == "add") add(database, clock, given, in, out);
        if (given.command == "reset") reset(database, clock, given, in, out);
        if (given.command == "list") list(database, out);
        if (given.command == "token") token(database, clock, given, out);
        return 0;
    } catch (const Misused&) {
        err << user_usage();
        return 2;
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) {
            err << (problem.field.empty() ? "" : problem.field + ": ") << words(problem) << "\n";
        }
        return 1;
    }
}

std::string user_usage() {
    return "bygdestod user add NAME --name \"Anna Berg\" --roles ROLE[,ROLE] [--title T] [--email E]"
           " [--delegation KRONOR] [--reason WHY]\n"
           "bygdestod user reset NAME            a new password; ends the account's sessions and API tokens\n"
           "bygdestod user list                  name, full name, roles, delegation level, active or closed\n"
           "bygdestod user token NAME [--name WHAT-FOR] [--days 90]   an API token, shown once\n"
           "add and reset make a password and show it once; with --password-stdin they read it from standard input.\n"
           "Roles: officer, decider, manager, finance, auditor, administrator; the last two stand alone.\n"
           "officer, decider and finance two of them together: --reason says why one person has both.\n";
}

}  // namespace bygd
