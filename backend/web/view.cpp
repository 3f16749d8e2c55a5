#include "web/view.hpp"

#include <cstring>   // ctemplate's own header forgets it
#include <ctemplate/template_dictionary.h>
#include <stdexcept>

namespace bygd {

namespace {

constexpr std::string_view markup_suffix = "_MARKUP";

ctemplate::TemplateString name_of(std::string_view name) { return {name.data(), name.size()}; }

}  // namespace

View::View() : owned_(std::make_unique<ctemplate::TemplateDictionary>("page")), dictionary_(owned_.get()) {}
View::View(ctemplate::TemplateDictionary* row) : dictionary_(row) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::set(std::string_view name, std::string_view text) {
    if (name.ends_with(markup_suffix)) throw std::logic_error("view: " + std::string(name) + " takes Markup, not text");
    dictionary_->SetValue(name_of(name), ctemplate::TemplateString(text.data(), text.size()));
    return *this;
}

View& View::set(std::string_view name, std::int64_t number) { return set(name, std::to_string(number)); }

View& View::set(std::string_view name, const Markup& markup) {
    if (!name.ends_with(markup_suffix))
        throw std::logic_error("view: " + std::string(name) + " does not end in _MARKUP");
    dictionary_->SetValue(name_of(name), ctemplate::TemplateString(markup.text().data(), markup.text().size()));
    return *this;
}

View& View::show(std::string_view section) {
    dictionary_->ShowSection(name_of(section));
    return *this;
}

View& View::add(std::string_view section) {
    rows_.push_back(View(dictionary_->AddSectionDictionary(name_of(section))));
    return rows_.back();
}

}  // namespace bygd
