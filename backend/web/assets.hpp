// The files a page asks for besides itself: one style sheet, one script, the icons and the font. Read and hashed at
// start (the style sheet is joined from assets/*.css, the design system's and our own), then served from memory under a
// name that holds the hash, so that a browser may keep them for ever.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace bygd {

struct Asset {
    std::string name;          // "style.css"
    std::string url;           // "/assets/style.3f9a….css"
    std::string type;          // "text/css; charset=utf-8"
    std::string bytes;
    std::string gzipped;       // empty when that saves nothing
};

class Assets {
public:
    Assets() = default;
    // `folder` is backend/web, whose node_modules `npm ci` filled. Throws std::runtime_error that says what is missing.
    static Assets load(const std::filesystem::path& folder);

    const Asset* find(std::string_view url) const;       // null for another name or another hash
    const Asset* named(std::string_view name) const;     // "style.css"
    std::string url(std::string_view name) const;        // throws std::logic_error for one that is not there

private:
    void keep(std::string name, std::string bytes);

    std::map<std::string, Asset, std::less<>> by_url_;
    std::map<std::string, std::string, std::less<>> url_by_name_;
};

// [[asset:NAME]] in a text becomes the address of that file. Throws std::runtime_error for one that is not there.
std::string with_asset_urls(std::string text, const Assets& assets);

}  // namespace bygd
