#include "cases/proceeding.hpp"

#include <algorithm>

namespace bygd {

std::string Proceeding::value(const std::string& name) const {
    const auto found = data.find(name);
    return found == data.end() ? std::string() : found->second;
}

Money Proceeding::money(const std::string& name) const {
    const auto text = value(name);
    return text.empty() ? Money() : Money::parse(text);
}

const Proceeding* open_of_kind(const std::vector<Proceeding>& all, std::string_view kind) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.kind == kind && each.open(); });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace bygd
