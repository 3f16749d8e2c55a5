#include "cases/request_input.hpp"

namespace bygd {

ActionInput input_of(const Form& form) {
    ActionInput input;
    for (const auto& [name, value] : form.fields()) {
        if (name != "csrf" && name != "form_key") input.fields.emplace(name, clean_text(value));
    }
    for (const auto& file : form.files()) {
        if (!file.name.empty() || !file.content.empty()) input.files.push_back({file.field, file.name, file.content});
    }
    return input;
}

}  // namespace bygd
