#include "http/parked_form.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

bool secret_field(std::string_view name) {
    const auto lower = lowered(name);
    return lower.find("password") != lower.npos || lower.find("secret") != lower.npos;
}

FormPairs worth_parking(const FormPairs& posted) {
    FormPairs kept;
    std::size_t bytes = 0;
    for (const auto& [name, value] : posted) {
        if (name == "csrf" || name == "form_key" || secret_field(name)) continue;
        kept.emplace_back(name, value);
        bytes += name.size() + value.size();
    }
    if (bytes > limits::parked_form_bytes) return {};
    return kept;
}

std::string to_json(const FormPairs& fields) {
    auto list = nlohmann::json::array();
    for (const auto& [name, value] : fields) list.push_back({name, value});
    return list.dump();
}

FormPairs form_fields_of(std::string_view json) {
    FormPairs fields;
    for (const auto& pair : nlohmann::json::parse(json)) {
        fields.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
    }
    return fields;
}

}  // namespace bygd
