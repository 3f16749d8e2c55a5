#include "web/template_linter.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::array url_attributes{"href", "src", "action", "cite"};
constexpr std::array never_variable{"formaction", "srcset", "xlink:href", "data", "poster", "manifest", "background",
                                    "ping", "srcdoc", "http-equiv", "content"};

template <typename List>
bool among(const List& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// {{NAME}} or {{NAME:modifier}}, not a section mark or comment.
bool has_variable(std::string_view value) {
    for (auto at = value.find("{{"); at != std::string_view::npos; at = value.find("{{", at + 2)) {
        if (at + 2 < value.size() && value[at + 2] != '#' && value[at + 2] != '/' && value[at + 2] != '!') return true;
    }
    return false;
}

// Reads one page from the front; every fault is kept with the line it stands on.
class Reader {
public:
    Reader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

    std::vector<std::string> faults() {
        while (at_ < text_.size()) {
            if (looking_at("<!--")) {
                skip_past("-->", "a comment is not closed");
            } else if (text_[at_] == '<' && at_ + 1 < text_.size() &&
                       (is_letter(text_[at_ + 1]) || text_[at_ + 1] == '/')) {
                read_tag();
            } else if (looking_at("<{{")) {
                fault("a variable as the name of an element");
                at_ += 3;
            } else {
                if (looking_at("{{")) read_mark();
                ++at_;
            }
        }
        if (form_open_) fault("a form is not closed");
        return std::move(faults_);
    }

private:
    bool looking_at(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

    void fault(std::string_view what) {
        const auto before = text_.substr(0, at_);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        faults_.push_back(std::string(name_) + ".html line " + std::to_string(line) + ": " + std::string(what));
    }

    void skip_past(std::string_view what, std::string_view otherwise) {
        const auto end = text_.find(what, at_);
        if (end == std::string_view::npos) {
            fault(otherwise);
            at_ = text_.size();
        } else {
            at_ = end + what.size();
        }
    }

    // A mark in running text or in a value: what is said about it holds everywhere.
    void read_mark() {
        if (looking_at("{{{")) fault("{{{ lets HTML through: set Markup and write {{NAME_MARKUP:none}}");
        const auto end = text_.find("}}", at_);
        if (end == std::string_view::npos) return fault("{{ is not closed");
        check_mark(text_.substr(at_ + 2, end - at_ - 2));
    }

    void check_mark(std::string_view mark) {
        if (mark.find(":none") != std::string_view::npos && mark.find("_MARKUP:none") == std::string_view::npos) {
            fault(":none is for names that end in _MARKUP");
        }
        if (mark.find("_MARKUP") != std::string_view::npos && mark.find(":none") == std::string_view::npos) {
            fault("write {{" + std::string(mark) + ":none}}, or its HTML is shown as text");
        }
        if (mark.starts_with("=")) fault("other delimiters than {{ }}");
        if (mark.starts_with("{{") || mark.find('{') != std::string_view::npos) fault("{{ within {{");
        if (mark.find("{0}") != std::string_view::npos) fault("a value in a word");
    }

    void read_tag() {
        const auto name_end = text_.find_first_of(" \n\t\r/>{", at_ + 2);
        const auto tag = lowered(text_.substr(at_ + 1, name_end - at_ - 1));
        at_ = std::min(name_end, text_.size());
        if (tag == "/form") end_form();
        if (looking_at("{{") && !looking_at("{{#") && !looking_at("{{/")) fault("a variable as the name of an element");
        std::vector<std::pair<std::string, std::string>> attributes;
        while (at_ < text_.size() && text_[at_] != '>') {
            if (is_space(text_[at_]) || text_[at_] == '/') {
                ++at_;
            } else if (looking_at("{{#") || looking_at("{{/")) {
                skip_past("}}", "{{ is not closed");
            } else if (looking_at("{{")) {
                fault("a variable as an attribute");
                skip_past("}}", "{{ is not closed");
            } else {
                attributes.push_back(read_attribute());
            }
        }
        ++at_;
        check_tag(tag, attributes);
    }

    std::pair<std::string, std::string> read_attribute() {
        auto end = at_;
        while (end < text_.size() && !is_space(text_[end]) && text_[end] != '=' && text_[end] != '>' &&
               text_[end] != '/' && text_.substr(end, 2) != "{{") {
            ++end;
        }
        if (end == at_) ++end;   // a stray character
        const auto name = lowered(text_.substr(at_, end - at_));
        at_ = end;
        if (looking_at("{{") && !looking_at("{{#") && !looking_at("{{/"))
            fault("a variable in the name of the attribute " + name);
        if (at_ >= text_.size() || text_[at_] != '=') return check_attribute(name, ""), std::pair{name, std::string()};
        ++at_;
        if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) {
            fault("the value of " + name + " has no quotes");
            while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '>') ++at_;
            return {name, ""};
        }
        const auto close = text_.find(text_[at_], at_ + 1);
        if (close == std::string_view::npos) {
            fault("the value of " + name + " is not closed");
            at_ = text_.size();
            return {name, ""};
        }
        const std::string value(text_.substr(at_ + 1, close - at_ - 1));
        check_attribute(name, value);
        at_ = close + 1;
        return {name, value};
    }

    void check_attribute(const std::string& name, std::string_view value) {
        if (name == "style") fault("a style attribute: the policy stops it; use a class");
        if (name.starts_with("on")) fault("the handler " + name + ": the policy stops it");
        if (has_variable(value) && (among(never_variable, name) || name.starts_with("hx-"))) {
            fault("a variable in " + name + " is not protected");
        }
        if (lowered(trimmed(value)).starts_with("javascript:")) fault("a javascript: URL in " + name);
        if (among(url_attributes, name)) check_url(name, value);
        for (auto at = value.find("{{"); at != std::string_view::npos; at = value.find("{{", at + 2)) {
            const auto end = value.find("}}", at);
            if (end == std::string_view::npos) return fault("{{ is not closed in " + name);
            check_mark(value.substr(at + 2, end - at - 2));
            if (value.substr(at, end - at).find(":none") != std::string_view::npos) {
                fault("markup in the attribute " + name);
            }
        }
    }

    // Escaping for HTML alone would let a value bring "&other=..." along.
    void check_url(const std::string& name, std::string_view value) {
        const auto question = value.find('?');
        if (question == std::string_view::npos) return;
        for (auto at = value.find("{{", question); at != std::string_view::npos; at = value.find("{{", at + 2)) {
            const auto mark = value.substr(at + 2, value.find("}}", at) - at - 2);
            if (mark.starts_with('#') || mark.starts_with('/') || mark.starts_with('!')) continue;
            if (!mark.ends_with(":u") && !mark.ends_with(":url_query_escape")) {
                fault("{{" + std::string(mark) + "}} behind ? in " + name + ": write {{" + std::string(mark) + ":u}}");
            }
        }
    }

    void check_tag(const std::string& tag, const std::vector<std::pair<std::string, std::string>>& attributes) {
        const auto value_of = [&](std::string_view wanted) -> std::optional<std::string> {
            for (const auto& [name, value] : attributes) {
                if (name == wanted) return value;
            }
            return {};
        };
        if (tag == "script") read_script(value_of("src"));
        if (tag == "style") read_style();
        if (tag == "base" || tag == "object" || tag == "embed" || tag == "applet") fault("the element " + tag);
        if (tag == "form") begin_form(lowered(value_of("method").value_or("")) == "post");
        if (tag == "input" || tag == "button") note_hidden(value_of("value").value_or(""));
    }

    void read_script(const std::optional<std::string>& src) {
        if (!src) fault("a script element without src: the policy stops it");
        const auto end = text_.find("</script", at_);
        if (end == std::string_view::npos) return fault("a script element is not closed");
        if (!trimmed(text_.substr(at_, end - at_)).empty()) fault("a script element with content: the policy stops it");
        at_ = end;
    }

    // Letters are printed, not served; but even there nothing from outside stands among the rules.
    void read_style() {
        const bool alone = name_.find("letter") != std::string_view::npos || name_.find("pack") != std::string_view::npos;
        if (!alone) fault("a style element: put it into web/assets");
        const auto end = text_.find("</style", at_);
        if (end == std::string_view::npos) return fault("a style element is not closed");
        if (text_.substr(at_, end - at_).find("{{") != std::string_view::npos) fault("a variable in a style element");
        at_ = end;
    }

    void begin_form(bool posts) {
        if (form_open_) fault("a form within a form");
        form_open_ = true;
        form_posts_ = posts;
        has_csrf_ = has_form_key_ = false;
    }
    void note_hidden(std::string_view value) {
        has_csrf_ |= value == "{{CSRF}}";
        has_form_key_ |= value.starts_with("{{FORM_KEY}}");
    }
    void end_form() {
        if (!form_open_) fault("</form> without <form>");
        if (form_open_ && form_posts_ && !has_csrf_)
            fault("a posting form without {{CSRF}}: put in {{>web/_once form=\"...\"}}");
        if (form_open_ && form_posts_ && !has_form_key_)
            fault("a posting form without {{FORM_KEY}}: put in {{>web/_once form=\"...\"}}");
        form_open_ = false;
    }

    std::string_view name_, text_;
    std::size_t at_ = 0;
    bool form_open_ = false, form_posts_ = false, has_csrf_ = false, has_form_key_ = false;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> template_faults(std::string_view name, std::string_view text) {
    return Reader(name, text).faults();
}

}  // namespace bygd
