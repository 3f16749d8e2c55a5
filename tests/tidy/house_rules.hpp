// The rules of the house (design.md §3) over one source file: each fault as one sentence. Pure: the file's path, from the
// top of the project, and its text.
#pragma once

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace bygd {

using Faults = std::vector<std::string>;

inline const std::vector<std::string>& room_order() {
    static const std::vector<std::string> rooms{
        "base",   "workflows", "database",  "http",    "web",      "jobs",             "people",  "documents", "providers", "aid",
        "budget", "cases",     "decisions", "payouts", "projects", "payment_services", "reports", "imports",   "demo",      "pages"};
    return rooms;
}

// "cases" of backend/cases/case.cpp; "main" of the program itself; "" of what is no room, such as a test.
inline std::string room_of(const std::string& path) {
    if (path == "backend/main.cpp") return "main";
    const auto folder = path.substr(0, path.find('/'));
    if (folder == "workflows" || folder == "reports") return folder;
    if (folder != "backend" || std::count(path.begin(), path.end(), '/') < 2) return "";
    return path.substr(8, path.find('/', 8) - 8);
}

inline std::vector<std::string> included_by(const std::string& text) {
    static const std::regex include(R"re(#include "([^"]+)")re");
    std::vector<std::string> found;
    for (std::sregex_iterator hit(text.begin(), text.end(), include), end; hit != end; ++hit) found.push_back((*hit)[1]);
    return found;
}

inline bool has_role(const std::string& path, const std::string& role) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.find("_" + role + ".") != std::string::npos;
}

inline Faults faults_of_order(const std::string& path, const std::string& text) {
    Faults faults;
    const auto mine = room_of(path);
    if (mine.empty() || mine == "main") return faults;
    const auto& rooms = room_order();
    const auto place = std::find(rooms.begin(), rooms.end(), mine);
    if (place == rooms.end()) return {path + ": the room " + mine + " has no place in the order"};
    for (const auto& included : included_by(text)) {
        const auto room = included.substr(0, included.find('/'));
        const auto theirs = std::find(rooms.begin(), rooms.end(), room);
        if (theirs == rooms.end()) faults.push_back(path + ": includes " + included + ", which is in no room");
        else if (theirs > place) faults.push_back(path + ": includes " + included + " of a higher room");
    }
    return faults;
}

// A store knows values and the database alone: never what people do, nor pages.
inline Faults faults_of_roles(const std::string& path, const std::string& text) {
    Faults faults;
    if (!has_role(path, "store")) return faults;
    for (const auto& included : included_by(text)) {
        const bool above = has_role(included, "actions") || has_role(included, "pages") || has_role(included, "api");
        if (above || included.starts_with("http/re") || included.starts_with("web/")) {
            faults.push_back(path + ": a store includes " + included);
        }
    }
    return faults;
}

inline Faults faults_of_sql(const std::string& path, const std::string& text) {
    Faults faults;
    static const std::regex everything(R"re(SELECT\s+(\w+\.)?\*)re");
    if (std::regex_search(text, everything)) faults.push_back(path + ": SELECT * names no columns");
    static const std::regex sql(R"re(["(](SELECT |INSERT (IGNORE )?INTO |UPDATE \w+ |DELETE FROM ))re");
    const bool at_home = has_role(path, "store") || path.starts_with("backend/database/");
    if (!at_home && std::regex_search(text, sql)) faults.push_back(path + ": SQL outside a store");
    return faults;
}

inline Faults faults_of_libraries(const std::string& path, const std::string& text) {
    Faults faults;
    const auto only = [&](const std::string& include, const std::string& home) {
        if (text.find(include) != std::string::npos && !path.starts_with(home)) {
            faults.push_back(path + ": " + include + " is only for " + home + "*");
        }
    };
    // Besides pages, mail goes out by one file and is read by another, and files are scanned by a third.
    const bool client = path == "backend/jobs/smtp_client.cpp" || path == "backend/jobs/mail_reader.cpp" ||
                        path == "backend/documents/clamd_client.cpp";
    if (!client) only("#include <Poco/Net/", "backend/http/server");
    only("#include <xlsxwriter", "reports/xlsx_writer");
    only("#include <ctemplate/", "backend/web/");
    only("#include <spdlog/", "backend/base/log.cpp");
    static const std::regex ending(R"re((\.|->)(commit|rollback)\()re");
    if (std::regex_search(text, ending) && !path.starts_with("backend/database/")) {
        faults.push_back(path + ": ends a transaction by hand; Database::transact does that and sees the errors");
    }
    return faults;
}

// The types of a file that other files can see, by name. Two of one name anywhere are two definitions of one thing to the
// linker, which keeps either and mixes them up without a word.
inline std::vector<std::string> types_in(const std::string& text) {
    static const std::regex type(R"re(^(class|struct|enum class) (\w+)( final)?( :[^:;{][^;{]*)? \{)re");
    std::vector<std::string> found;
    bool hidden = false;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("namespace {")) hidden = true;
        if (line == "}  // namespace") hidden = false;
        std::smatch hit;
        if (!hidden && std::regex_search(line, hit, type)) found.push_back(hit[2]);
    }
    return found;
}

inline Faults faults_of_names(const std::vector<std::pair<std::string, std::string>>& files) {
    Faults faults;
    std::map<std::string, std::string> home;
    for (const auto& [path, text] : files) {
        for (const auto& name : types_in(text)) {
            const auto [there, fresh] = home.emplace(name, path);
            if (!fresh) faults.push_back(path + ": the type " + name + " has its name of another in " + there->second);
        }
    }
    return faults;
}

inline Faults faults_of_size(const std::string& path, const std::string& text) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    if (lines <= 600) return {};
    return {path + ": " + std::to_string(lines) + " lines, more than 600"};
}

// For every file, whatever its language.
inline Faults faults_of_places(const std::string& path, const std::string& text) {
    Faults faults;
    static const std::regex place(R"re((/home/\w+/|/root/|"resolved"\s*:))re");
    std::smatch hit;
    if (std::regex_search(text, hit, place)) faults.push_back(path + ": names a place of one machine or host: " + hit.str());
    return faults;
}

}  // namespace bygd
