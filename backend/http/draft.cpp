#include "http/draft.hpp"

#include <algorithm>

#include "http/parked_form.hpp"

namespace bygd {

std::map<std::string, std::string, std::less<>> Draft::typed() const {
    std::map<std::string, std::string, std::less<>> typed;
    for (const auto& [name, value] : fields) typed[name] = value;
    return typed;
}

FormPairs worth_drafting(const FormPairs& fields) {
    auto kept = worth_parking(fields);
    std::erase_if(kept, [](const auto& field) {
        return field.first == "version" || field.first == "action" || field.first == "proceeding";
    });
    return kept;
}

bool draft_key_shaped(std::string_view key) {
    const auto printable = [](char c) { return c > ' ' && c < 0x7F; };
    return key.starts_with('/') && !key.starts_with("//") && key.size() <= 200 && std::all_of(key.begin(), key.end(), printable);
}

}  // namespace bygd
