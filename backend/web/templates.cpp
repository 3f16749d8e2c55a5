#include "web/templates.hpp"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.hpp"
#include "web/template_linter.hpp"

namespace bygd {

namespace {

constexpr std::string_view escape_everything = "{{%AUTOESCAPE context=\"HTML\"}}";

TemplateTexts read_texts(const std::filesystem::path& backend_folder) {
    TemplateTexts texts;
    for (const auto& room : std::filesystem::directory_iterator(backend_folder)) {
        if (!room.is_directory() || room.path().filename() == "node_modules") continue;
        for (const auto& entry : std::filesystem::directory_iterator(room.path())) {
            if (entry.path().extension() != ".html") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            if (!file) throw std::runtime_error("cannot read " + entry.path().string());
            texts[room.path().filename().string() + "/" + entry.path().stem().string()] =
                std::string((std::istreambuf_iterator<char>(file)), {});
        }
    }
    if (texts.empty()) throw std::runtime_error("there are no page templates in " + backend_folder.string());
    return texts;
}

bool parsed(ctemplate::TemplateCache& cache, const std::string& name, const std::string& text) {
    return cache.StringToTemplateCache(name, text, ctemplate::STRIP_BLANK_LINES);
}

}  // namespace

Templates::Templates(const std::filesystem::path& backend_folder, const Languages& languages)
    : assets_(Assets::load(backend_folder / "web")),
      sv_(std::make_unique<ctemplate::TemplateCache>()),
      en_(std::make_unique<ctemplate::TemplateCache>()) {
    load(read_texts(backend_folder), languages);
}

Templates::Templates(const TemplateTexts& texts, const Languages& languages)
    : sv_(std::make_unique<ctemplate::TemplateCache>()), en_(std::make_unique<ctemplate::TemplateCache>()) {
    load(texts, languages);
}

Templates::~Templates() = default;

void Templates::load(const TemplateTexts& texts, const Languages& languages) {
    std::vector<std::string> faults;
    for (const auto& [name, text] : texts) {
        if (is_part(name)) continue;
        std::vector<std::string> of_text;
        auto whole = with_parts(text, texts, of_text);
        try {
            whole = with_asset_urls(std::move(whole), assets_);
        } catch (const std::runtime_error& error) {
            of_text.push_back(error.what());
        }
        for (const auto* words : {&languages.sv, &languages.en}) {
            const auto page = std::string(escape_everything) + with_words(whole, *words, of_text);
            auto& cache = words == &languages.sv ? *sv_ : *en_;
            if (!valid_utf8(page)) of_text.push_back("not UTF-8");
            else if (!parsed(cache, name, page))
                of_text.push_back("ctemplate cannot read it (its reason stands above)");
        }
        for (const auto& fault : of_text) faults.push_back(name + ".html: " + fault);
        for (auto& fault : template_faults(name, whole)) faults.push_back(std::move(fault));
        names_.insert(name);
    }
    sv_->Freeze();
    en_->Freeze();
    if (!faults.empty()) throw std::runtime_error("page templates:\n  " + joined(faults, "\n  "));
}

bool Templates::has(std::string_view name) const { return names_.contains(name); }

std::string Templates::render(std::string_view name, const View& view, std::string_view language) const {
    if (!has(name)) throw std::logic_error("there is no page template " + std::string(name));
    const auto& cache = language == "en" ? *en_ : *sv_;
    std::string out;
    if (!cache.ExpandNoLoad(ctemplate::TemplateString(name.data(), name.size()), ctemplate::STRIP_BLANK_LINES,
                            view.dictionary_, nullptr, &out)) {
        throw std::logic_error("the page template " + std::string(name) + " cannot be expanded");
    }
    return out;
}

Markup Templates::part(std::string_view name, const View& view, std::string_view language) const {
    return Markup(render(name, view, language));
}

}  // namespace bygd
