#include "jobs/mail_text.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"
#include "jobs/mail_message.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::string_view readers[] = {"applicant", "asked", "officer", "user"};

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Calls `use` for each {name}, with the text before it; the text after the last one is given back.
template <typename Use>
std::string_view each_place(std::string_view text, Use use) {
    for (auto open = text.find('{'); open != text.npos; open = text.find('{')) {
        const auto close = text.find('}', open);
        if (close == text.npos) break;
        use(text.substr(0, open), text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return text;
}

std::vector<std::string> places_of(std::string_view text) {
    std::vector<std::string> names;
    each_place(text, [&](std::string_view, std::string_view name) { names.emplace_back(name); });
    return names;
}

std::string filled(std::string_view text, const MailFacts& facts) {
    std::string out;
    const auto rest = each_place(text, [&](std::string_view before, std::string_view name) {
        const auto found = facts.find(name);
        out += std::string(before) + (found == facts.end() ? "" : found->second);
    });
    return out + std::string(rest);
}

void only(const json& node, const std::set<std::string>& known) {
    for (const auto& [name, value] : node.items()) {
        if (!known.contains(name)) throw std::runtime_error("unknown member " + name);
    }
}

Label label_of(const json& node) {
    return {node.at("sv").get<std::string>(), node.at("en").get<std::string>()};
}

MailText::Paragraph paragraph_of(const json& node) {
    only(node, {"when", "sv", "en"});
    MailText::Paragraph read{node.value("when", std::vector<std::string>{}), label_of(node)};
    for (const auto& name : places_of(read.text.sv)) {
        if (!contains(read.when, name)) read.when.push_back(name);
    }
    for (const auto& name : read.when) {
        if (!contains(certain_mail_facts(), name) && !contains(possible_mail_facts(), name)) {
            throw std::runtime_error("the unknown fact " + name);
        }
    }
    auto sv = places_of(read.text.sv), en = places_of(read.text.en);
    std::sort(sv.begin(), sv.end());
    std::sort(en.begin(), en.end());
    if (sv != en) throw std::runtime_error("a paragraph says other facts in English than in Swedish: " + read.text.en);
    return read;
}

MailText text_of(const json& node) {
    only(node, {"name", "label", "after", "to", "once", "letter", "valid_from", "valid_to", "subject", "text", "note"});
    MailText text;
    text.name = node.at("name").get<std::string>();
    text.label = label_of(node.at("label"));
    text.after = node.at("after").get<std::vector<std::string>>();
    text.to = node.at("to").get<std::string>();
    text.once = node.value("once", "");
    text.letter = node.value("letter", false);
    text.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    if (node.contains("valid_to")) text.valid_to = Date::parse(node.at("valid_to").get<std::string>());
    text.subject = label_of(node.at("subject"));
    for (const auto& each : node.at("text")) text.paragraphs.push_back(paragraph_of(each));
    if (std::find(std::begin(readers), std::end(readers), text.to) == std::end(readers)) {
        throw std::runtime_error("goes to the unknown " + text.to);
    }
    if (text.paragraphs.empty()) throw std::runtime_error("has no text");
    for (const auto& subject : {text.subject.sv, text.subject.en}) {
        for (const auto& name : places_of(subject)) {
            if (!contains(certain_mail_facts(), name))
                throw std::runtime_error("its subject says " + name + ", which may be missing");
        }
        if (subject.empty()) throw std::runtime_error("has no subject");
    }
    return text;
}

bool overlap(const MailText& a, const MailText& b) {
    return a.name == b.name && (!a.valid_to || b.valid_from <= *a.valid_to) &&
           (!b.valid_to || a.valid_from <= *b.valid_to);
}

}  // namespace

MailTexts MailTexts::parse(std::string_view text, const std::string& where) {
    MailTexts read;
    std::vector<std::string> faults;
    const auto fault = [&](const std::string& what) { faults.push_back(where + ": " + what); };
    try {
        const auto file = json::parse(text);
        only(file, {"version", "source", "mails"});
        for (const auto& node : file.at("mails")) {
            const auto name = node.value("name", "?");
            try {
                auto one = text_of(node);
                for (const auto& other : read.texts_) {
                    if (overlap(one, other)) fault(name + " has two texts on one day");
                }
                read.texts_.push_back(std::move(one));
            } catch (const std::exception& error) {
                fault(name + ": " + error.what());
            } catch (...) {
                fault(name + ": cannot be read");
            }
        }
    } catch (const std::exception& error) {
        fault(error.what());
    }
    if (!faults.empty()) throw std::runtime_error(joined(faults, "; "));
    return read;
}

MailTexts MailTexts::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    MailTexts all;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        auto read = parse(text.str(), file.filename().string());
        for (auto& one : read.texts_) {
            for (const auto& other : all.texts_) {
                if (overlap(one, other))
                    throw std::runtime_error(file.filename().string() + ": " + one.name + " has two texts on one day");
            }
            all.texts_.push_back(std::move(one));
        }
    }
    if (all.texts_.empty()) throw std::runtime_error("no texts of mail in " + folder.string());
    return all;
}

const MailText* MailTexts::find(std::string_view name, Date day) const {
    for (const auto& text : texts_) {
        if (text.name == name && text.holds(day)) return &text;
    }
    return nullptr;
}

std::vector<const MailText*> MailTexts::after(std::string_view what, Date day) const {
    std::vector<const MailText*> found;
    for (const auto& text : texts_) {
        if (text.holds(day) && contains(text.after, what)) found.push_back(&text);
    }
    return found;
}

std::vector<std::string> MailTexts::faults(const std::vector<std::string>& happenings) const {
    std::vector<std::string> faults;
    for (const auto& text : texts_) {
        for (const auto& what : text.after) {
            if (!contains(happenings, what))
                faults.push_back("mail " + text.name + " follows from the unknown " + what);
        }
    }
    return faults;
}

ComposedMail compose(const MailText& text, const MailFacts& facts, std::string_view language) {
    ComposedMail mail;
    mail.subject = without_personal_numbers(trimmed(one_line(filled(text.subject.in(language), facts))));
    std::vector<std::string> paragraphs;
    for (const auto& paragraph : text.paragraphs) {
        const bool known = std::all_of(paragraph.when.begin(), paragraph.when.end(), [&](const auto& name) {
            const auto found = facts.find(name);
            return found != facts.end() && !found->second.empty();
        });
        if (known) paragraphs.push_back(trimmed(filled(paragraph.text.in(language), facts)));
    }
    mail.text = without_personal_numbers(joined(paragraphs, "\n\n"));
    return mail;
}

const std::vector<std::string>& certain_mail_facts() {
    static const std::vector<std::string> names{"diary_number", "title",    "form_name",
                                                "organisation", "received", "region"};
    return names;
}

const std::vector<std::string>& possible_mail_facts() {
    static const std::vector<std::string> names{"department", "officer",   "due_on", "recipient", "question",
                                                "amount",     "booked_on", "set_off", "to_recipient", "letter", "no_letter", "says",
                                                "task",       "sender",    "note",   "url",       "person"};
    return names;
}

}  // namespace bygd
