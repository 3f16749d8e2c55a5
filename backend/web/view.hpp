// What a page tells its template: values and sections by name (UPPER_SNAKE), nothing else. Text goes in as it is; the
// template escapes it for the place where it stands. Never holds HTML, but for Markup, which only our own drawing
// makes.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace ctemplate {
class TemplateDictionary;
}

namespace bygd {

// HTML or SVG that is already safe: made by Templates::render, web/chart and the HTML writer of the reports, by nobody
// else.
class Markup {
public:
    const std::string& text() const { return text_; }

private:
    friend class Templates;
    friend Markup drawn_markup(std::string text);
    explicit Markup(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

// What one of those has drawn and escaped itself.
Markup drawn_markup(std::string text);

// A name not set is empty in the page; a section not shown or added is left out. A row sees its parents' values too.
class View {
public:
    View();
    ~View();
    View(View&&) noexcept;
    View& operator=(View&&) noexcept;

    View& set(std::string_view name, std::string_view text);
    View& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
    View& set(std::string_view name, std::int64_t number);
    View& set(std::string_view name, int number) { return set(name, std::int64_t{number}); }
    View& set(std::string_view name, bool) = delete;                // show a section instead
    // `name` must end in _MARKUP, and the template writes {{NAME_MARKUP:none}}. The only way in for HTML.
    View& set(std::string_view name, const Markup& markup);
    // {{#SECTION}}...{{/SECTION}} once.
    View& show(std::string_view section);
    View& show_if(bool condition, std::string_view section) { return condition ? show(section) : *this; }
    // One more row of {{#SECTION}}...{{/SECTION}}; the reference holds as long as this view.
    View& add(std::string_view section);

private:
    friend class Templates;
    explicit View(ctemplate::TemplateDictionary* row);
    std::unique_ptr<ctemplate::TemplateDictionary> owned_;          // of the outermost only
    ctemplate::TemplateDictionary* dictionary_;
    std::list<View> rows_;
};

}  // namespace bygd
