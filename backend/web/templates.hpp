// All page templates, read at start and never again: *.html beside the pages of each room of backend/. The page
// "cases/case_list" is backend/cases/case_list.html. Values are escaped for the place where they stand; what that does
// not protect is forbidden by template_linter. Refuses to start with every fault of every template listed.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "web/assets.hpp"
#include "web/languages.hpp"
#include "web/template_text.hpp"
#include "web/view.hpp"

namespace ctemplate {
class TemplateCache;
}

namespace bygd {

class Templates {
public:
    // `backend_folder` holds the rooms. Throws std::runtime_error that names every fault, one a line. In a template
    // [[key]] is a word of the catalogues and [[asset:style.css]] the address of a file of web/assets.
    Templates(const std::filesystem::path& backend_folder, const Languages& languages);
    // From texts by name ("web/frame"): for tests.
    Templates(const TemplateTexts& texts, const Languages& languages);
    ~Templates();
    Templates(const Templates&) = delete;
    Templates& operator=(const Templates&) = delete;

    // Throws std::logic_error for a template that is not there. Any number of threads at once.
    std::string render(std::string_view name, const View& view, std::string_view language) const;
    // The same as a part of another page.
    Markup part(std::string_view name, const View& view, std::string_view language) const;
    bool has(std::string_view name) const;
    const Assets& assets() const { return assets_; }

private:
    void load(const TemplateTexts& texts, const Languages& languages);

    Assets assets_;
    std::set<std::string, std::less<>> names_;
    std::unique_ptr<ctemplate::TemplateCache> sv_, en_;
};

}  // namespace bygd
