#include "web/template_text.hpp"

#include <optional>

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr int deepest_part = 8;

using Arguments = std::map<std::string, std::string, std::less<>>;

std::string upper(std::string text) {
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        else if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) c = '_';
    }
    return text;
}

// {{>NAME key="value" ...}} from `at`. None when it is not written so.
struct PartCall {
    std::string name;
    Arguments arguments;
    std::size_t end = 0;   // behind the closing braces
};

std::optional<PartCall> read_call(std::string_view text, std::size_t at) {
    PartCall call;
    at += 3;
    const auto name_end = text.find_first_of(" \n}", at);
    if (name_end == std::string_view::npos) return {};
    call.name = text.substr(at, name_end - at);
    at = name_end;
    while (true) {
        at = text.find_first_not_of(" \n", at);
        if (at == std::string_view::npos) return {};
        if (text.substr(at, 2) == "}}") {
            call.end = at + 2;
            return call;
        }
        const auto equals = text.find("=\"", at);
        if (equals == std::string_view::npos) return {};
        const auto key = text.substr(at, equals - at);
        if (key.empty() || key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string_view::npos) return {};
        const auto close = text.find('"', equals + 2);
        if (close == std::string_view::npos) return {};
        call.arguments[std::string(key)] = text.substr(equals + 2, close - equals - 2);
        at = close + 1;
    }
}

// Keeps or leaves out the stretches between ${?key} and ${/key}.
std::string with_choices(std::string text, const Arguments& arguments, std::vector<std::string>& faults) {
    for (auto at = text.find("${?"); at != std::string::npos; at = text.find("${?", at)) {
        const auto brace = text.find('}', at);
        const auto key = text.substr(at + 3, brace - at - 3);
        const auto closing = "${/" + key + "}";
        const auto end = text.find(closing, at);
        if (brace == std::string::npos || end == std::string::npos) {
            faults.push_back("${?" + key + "} is not closed");
            return text;
        }
        const auto given = arguments.find(key);
        if (given != arguments.end() && !given->second.empty()) {
            text.erase(end, closing.size());
            text.erase(at, brace + 1 - at);
        } else {
            text.erase(at, end + closing.size() - at);
        }
    }
    return text;
}

// ${id|name} is the argument id, or else the argument name; ${rows|=4} is rows, or else 4.
std::string with_defaults(std::string text, const Arguments& arguments) {
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 1)) {
        const auto end = text.find('}', at);
        const auto bar = text.find('|', at);
        if (end == std::string::npos || bar > end) continue;
        const auto given = arguments.find(text.substr(at + 2, bar - at - 2));
        const auto other = text.substr(bar + 1, end - bar - 1);
        std::string value;
        if (given != arguments.end()) value = given->second;
        else value = other.starts_with('=') ? other.substr(1) : "${" + other + "}";
        text.replace(at, end + 1 - at, value);
    }
    return text;
}

std::string with_arguments(std::string text, const Arguments& arguments, std::vector<std::string>& faults) {
    text = with_defaults(with_choices(std::move(text), arguments, faults), arguments);
    for (const auto& [key, value] : arguments) {
        text = replaced_all(std::move(text), "${" + key + "}", value);
        text = replaced_all(std::move(text), "${" + upper(key) + "}", upper(value));
    }
    if (const auto left = text.find("${"); left != std::string::npos) {
        faults.push_back(text.substr(left, text.find('}', left) - left + 1) + " is given no value");
    }
    return text;
}

std::string put_in(std::string_view text, const TemplateTexts& all, int depth, std::vector<std::string>& faults) {
    std::string out;
    std::size_t from = 0;
    for (auto at = text.find("{{>"); at != std::string_view::npos; at = text.find("{{>", from)) {
        out += text.substr(from, at - from);
        const auto call = read_call(text, at);
        if (!call) {
            faults.push_back("cannot read " + one_line(text.substr(at, 40)));
            return out;
        }
        from = call->end;
        const auto part = all.find(call->name);
        if (part == all.end() || !is_part(call->name)) {
            faults.push_back("there is no part " + call->name);
        } else if (depth == 0) {
            faults.push_back(call->name + " holds itself");
        } else {
            std::vector<std::string> inner;
            out += put_in(with_arguments(part->second, call->arguments, inner), all, depth - 1, inner);
            for (const auto& fault : inner) faults.push_back("in " + call->name + ": " + fault);
        }
    }
    return out += text.substr(from);
}

}  // namespace

bool is_part(std::string_view template_name) {
    const auto slash = template_name.rfind('/');
    return template_name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('_');
}

std::string with_parts(std::string_view text, const TemplateTexts& all, std::vector<std::string>& faults) {
    return put_in(text, all, deepest_part, faults);
}

std::string with_words(std::string_view text, const Words& words, std::vector<std::string>& faults) {
    std::string out;
    std::size_t from = 0;
    for (auto at = text.find("[["); at != std::string_view::npos; at = text.find("[[", from)) {
        const auto end = text.find("]]", at);
        if (end == std::string_view::npos) {
            faults.push_back("[[ is not closed");
            break;
        }
        out += text.substr(from, at - from);
        const auto key = text.substr(at + 2, end - at - 2);
        const auto word = words.has(key) ? words(key) : std::string();
        if (!words.has(key)) faults.push_back("the word " + std::string(key) + " is missing in " + words.language());
        if (word.find("{{") != std::string::npos) faults.push_back("the word " + std::string(key) + " holds {{");
        if (word.find("{0}") != std::string::npos) {
            faults.push_back("the word " + std::string(key) + " takes values: fill it in C++ and set it in the view");
        }
        out += html_escaped(word);
        from = end + 2;
    }
    return out += text.substr(from);
}

std::string html_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace bygd
