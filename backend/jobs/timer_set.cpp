#include "jobs/timer_set.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace bygd {

namespace {

using nlohmann::json;

// Nothing unknown is passed over: a misspelt "stops" would be a task that never ends.
void only(const json& node, const std::set<std::string>& known) {
    for (const auto& [name, value] : node.items()) {
        if (!known.contains(name)) throw std::runtime_error("unknown member " + name);
    }
}

Label label_of(const json& node) { return {node.at("sv").get<std::string>(), node.at("en").get<std::string>()}; }

TimeLength length_of(const json& node) {
    only(node, {"count", "unit"});
    const auto unit = time_unit_of(node.at("unit").get<std::string>());
    if (!unit) throw std::runtime_error("unknown unit " + node.at("unit").get<std::string>());
    TimeLength length{node.value("count", 0), *unit};
    if (length.count < 0 || length.count > 1000) throw std::runtime_error("a count is from 0 to 1000");
    return length;
}

TimerReminder reminder_of(const json& node) {
    only(node, {"name", "from_start", "before", "after", "to", "says"});
    TimerReminder reminder;
    reminder.name = node.at("name").get<std::string>();
    reminder.says = label_of(node.at("says"));
    reminder.to = node.value("to", "responsible");
    const auto places = node.count("from_start") + node.count("before") + node.count("after");
    if (places != 1) throw std::runtime_error("reminder " + reminder.name + " wants one of from_start, before, after");
    if (node.contains("from_start")) reminder.from = TimerReminder::From::start;
    if (node.contains("after")) reminder.from = TimerReminder::From::after_due;
    const auto* member = node.contains("from_start") ? "from_start" : node.contains("after") ? "after" : "before";
    reminder.length = length_of(node.at(member));
    if (reminder.length.unit == TimeUnit::given) throw std::runtime_error("reminder " + reminder.name + " has no length");
    if (reminder.to != "responsible" && reminder.to != "applicant" && reminder.to != "asked" && !role_of(reminder.to)) {
        throw std::runtime_error("reminder " + reminder.name + " goes to the unknown " + reminder.to);
    }
    return reminder;
}

Timer timer_of(const json& node) {
    only(node, {"name", "label", "says", "starts", "stops", "forms", "length", "appears", "for", "pauses", "free_day",
                "reminders", "valid_from", "valid_to", "source", "paragraph", "note"});
    Timer timer;
    timer.name = node.at("name").get<std::string>();
    timer.label = label_of(node.at("label"));
    timer.says = label_of(node.at("says"));
    timer.starts = node.at("starts").get<std::string>();
    timer.stops = node.at("stops").get<std::vector<std::string>>();
    timer.forms = node.value("forms", std::vector<std::string>{});
    timer.length = length_of(node.at("length"));
    if (node.contains("appears")) timer.appears = length_of(node.at("appears"));
    if (timer.appears && timer.appears->unit == TimeUnit::given) throw std::runtime_error("appears has no length");
    only(node.at("for"), {"role", "person"});
    const auto role = role_of(node.at("for").at("role").get<std::string>());
    if (!role) throw std::runtime_error("unknown role");
    timer.role = *role;
    const auto person = node.at("for").value("person", "");
    if (!person.empty() && person != "officer") throw std::runtime_error("unknown person " + person);
    timer.to_officer = person == "officer";
    timer.pauses = node.value("pauses", false);
    const auto free_day = node.value("free_day", "same");
    if (free_day != "same" && free_day != "next") throw std::runtime_error("free_day is same or next");
    timer.to_working_day = free_day == "next";
    for (const auto& each : node.value("reminders", json::array())) {
        auto reminder = reminder_of(each);
        if (timer.reminder(reminder.name)) throw std::runtime_error("reminder " + reminder.name + " stands twice");
        timer.reminders.push_back(std::move(reminder));
    }
    timer.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    if (node.contains("valid_to")) timer.valid_to = Date::parse(node.at("valid_to").get<std::string>());
    timer.source = node.at("source").get<std::string>();
    timer.paragraph = node.at("paragraph").get<std::string>();
    if (timer.stops.empty()) throw std::runtime_error("nothing stops it");
    if (timer.valid_to && *timer.valid_to < timer.valid_from) throw std::runtime_error("valid_to is before valid_from");
    return timer;
}

bool overlap(const Timer& a, const Timer& b) {
    return a.name == b.name && (!a.valid_to || b.valid_from <= *a.valid_to) && (!b.valid_to || a.valid_from <= *b.valid_to);
}

int days_of(TimeLength length) { return after(Date(2000, 1, 1), length) - Date(2000, 1, 1); }

}  // namespace

TimerSet TimerSet::load(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    std::ostringstream text;
    text << stream.rdbuf();
    return parse(text.str());
}

TimerSet TimerSet::parse(std::string_view text) {
    TimerSet set;
    const auto fault = [&](const std::string& what) { set.faults_.push_back("timers.json: " + what); };
    json file;
    try {
        file = json::parse(text);
        if (!file.at("timers").is_array()) throw std::runtime_error("\"timers\" is no list");
    } catch (const std::exception& error) {
        fault(error.what());
        return set;
    }
    for (const auto& node : file.at("timers")) {
        const auto name = node.is_object() ? node.value("name", "?") : std::string("?");
        try {
            auto timer = timer_of(node);
            for (const auto& other : set.timers_) {
                if (overlap(timer, other)) fault(name + " has two rows on one day");
            }
            set.timers_.push_back(std::move(timer));
        } catch (const std::exception& error) {
            fault(name + ": " + error.what());
        }
    }
    return set;
}

const Timer* TimerSet::find(std::string_view name, Date started_on) const {
    const Timer* newest = nullptr;
    for (const auto& timer : timers_) {
        if (timer.name != name) continue;
        if (timer.valid_from <= started_on && (!timer.valid_to || started_on <= *timer.valid_to)) return &timer;
        if (!newest || newest->valid_from < timer.valid_from) newest = &timer;
    }
    return newest;
}

std::vector<const Timer*> TimerSet::newest() const {
    std::vector<const Timer*> found;
    for (const auto& timer : timers_) {
        const auto* latest = find(timer.name, Date(2199, 12, 31));
        if (std::find(found.begin(), found.end(), latest) == found.end()) found.push_back(latest);
    }
    return found;
}

int TimerSet::longest_days() const {
    int longest = 0;
    for (const auto& timer : timers_) {
        const int length = timer.length.unit == TimeUnit::given ? 366 : days_of(timer.length);
        longest = std::max(longest, length);
        for (const auto& reminder : timer.reminders) longest = std::max(longest, length + days_of(reminder.length));
    }
    return longest;
}

std::vector<std::string> TimerSet::faults(const std::vector<std::string>& facts,
                                          const std::vector<std::string>& forms) const {
    auto faults = faults_;
    const auto known = [](const auto& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto& timer : timers_) {
        const auto fault = [&](const std::string& what) { faults.push_back("timers.json: " + timer.name + ": " + what); };
        if (!known(facts, timer.starts)) fault("starts with the unknown fact " + timer.starts);
        for (const auto& stop : timer.stops) {
            if (!known(facts, stop)) fault("stops with the unknown fact " + stop);
        }
        for (const auto& form : timer.forms) {
            if (!known(forms, form)) fault("is of the unknown form " + form);
        }
    }
    return faults;
}

}  // namespace bygd
