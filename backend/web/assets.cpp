#include "web/assets.hpp"

#include <Poco/DeflatingStream.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "base/hash.hpp"

namespace bygd {

namespace {

namespace fs = std::filesystem;

// What we use of the design system, in its own order.
constexpr std::array design_system{"base",          "heading", "paragraph", "link",     "button",
                                   "label",         "input",   "field",     "fieldset", "validation-message",
                                   "error-summary", "details", "tag",       "alert",    "breadcrumbs",
                                   "pagination",    "divider", "skip-link"};

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const bool fetched = path.string().find("node_modules") != std::string::npos;
        throw std::runtime_error("cannot read " + path.string() +
                                 (fetched ? ": run `npm ci --ignore-scripts` in backend/web" : ""));
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string type_of(const std::string& name) {
    const auto suffix = fs::path(name).extension().string();
    if (suffix == ".css") return "text/css; charset=utf-8";
    if (suffix == ".js") return "text/javascript; charset=utf-8";
    if (suffix == ".svg") return "image/svg+xml";
    if (suffix == ".woff2") return "font/woff2";
    throw std::runtime_error("an asset of unknown type: " + name);
}

std::string gzip(const std::string& bytes) {
    std::ostringstream out;
    Poco::DeflatingOutputStream deflater(out, Poco::DeflatingStreamBuf::STREAM_GZIP, 9);
    deflater << bytes;
    deflater.close();
    return out.str();
}

// Our own rules stand outside every layer and so win over the design system's without stronger selectors; those for
// bare elements are in the layer `ground` below it.
std::string style_sheet(const fs::path& folder) {
    std::string css = "@layer ground,ds;@layer ds{";
    for (const auto* name : design_system) {
        css += read_file(folder / "node_modules/@digdir/designsystemet-css/dist/src" / (std::string(name) + ".css"));
    }
    css += "}\n";
    std::vector<fs::path> own;
    for (const auto& entry : fs::directory_iterator(folder / "assets")) {
        if (entry.path().extension() == ".css") own.push_back(entry.path());
    }
    std::sort(own.begin(), own.end());
    for (const auto& path : own) css += read_file(path);
    return css;
}

}  // namespace

Assets Assets::load(const fs::path& folder) {
    Assets assets;
    assets.keep("inter.woff2",
                read_file(folder / "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"));
    for (const auto& entry : fs::directory_iterator(folder / "assets")) {
        const auto suffix = entry.path().extension();
        if (suffix == ".svg" || suffix == ".js") assets.keep(entry.path().filename().string(), read_file(entry.path()));
    }
    assets.keep("style.css", with_asset_urls(style_sheet(folder), assets));
    return assets;
}

void Assets::keep(std::string name, std::string bytes) {
    const auto dot = name.rfind('.');
    Asset asset;
    asset.url = "/assets/" + name.substr(0, dot) + "." + sha256_hex(bytes).substr(0, 16) + name.substr(dot);
    asset.type = type_of(name);
    if (dot == std::string::npos || name.substr(dot) != ".woff2") asset.gzipped = gzip(bytes);
    if (asset.gzipped.size() >= bytes.size()) asset.gzipped.clear();
    asset.bytes = std::move(bytes);
    asset.name = name;
    url_by_name_[std::move(name)] = asset.url;
    by_url_[asset.url] = std::move(asset);
}

const Asset* Assets::find(std::string_view url) const {
    const auto found = by_url_.find(url);
    return found == by_url_.end() ? nullptr : &found->second;
}

const Asset* Assets::named(std::string_view name) const {
    const auto found = url_by_name_.find(name);
    return found == url_by_name_.end() ? nullptr : find(found->second);
}

std::string Assets::url(std::string_view name) const {
    const auto* asset = named(name);
    if (!asset) throw std::logic_error("there is no asset " + std::string(name));
    return asset->url;
}

std::string with_asset_urls(std::string text, const Assets& assets) {
    constexpr std::string_view mark = "[[asset:";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
        const auto end = text.find("]]", at);
        const auto name = text.substr(at + mark.size(), end == std::string::npos ? end : end - at - mark.size());
        const auto* asset = assets.named(name);
        if (end == std::string::npos || !asset) throw std::runtime_error("there is no asset " + name.substr(0, 40));
        text.replace(at, end + 2 - at, asset->url);
    }
    return text;
}

}  // namespace bygd
