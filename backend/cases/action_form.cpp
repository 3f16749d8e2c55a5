#include "cases/action_form.hpp"

#include <stdexcept>
#include <utility>

#include "people/user_store.hpp"

namespace bygd {

std::string ActionFormContext::value(std::string_view field, std::string_view fallback) const {
    if (first_time()) return std::string(fallback);
    const auto found = typed.find(field);
    return found == typed.end() ? std::string() : found->second;
}

void ActionForms::add(std::string name, ActionForm form) {
    if (!forms_.emplace(name, std::move(form)).second) throw std::logic_error("form registered twice: " + name);
}

const ActionForm* ActionForms::find(std::string_view name) const {
    const auto found = forms_.find(name);
    return found == forms_.end() ? nullptr : &found->second;
}

std::vector<std::string> ActionForms::names() const {
    std::vector<std::string> names;
    for (const auto& [name, form] : forms_) names.push_back(name);
    return names;
}

void ActionForms::add_reading(std::string file_field, FileReading reading) {
    if (!readings_.emplace(file_field, std::move(reading)).second) throw std::logic_error("reading registered twice: " + file_field);
}

void ActionForms::read_files(const Services& services, const Actor& actor, const Words& words, std::string_view diary_number,
                             ActionInput& input) const {
    auto files = std::exchange(input.files, {});
    for (auto& file : files) {
        const auto reading = readings_.find(file.field);
        if (reading == readings_.end()) input.files.push_back(std::move(file));
        else reading->second(services, actor, words, diary_number, file.bytes, input);
    }
}

namespace {

void fill_assign(const ActionFormContext& context, View& view) {
    std::vector<Option> officers;
    for (const auto& user : users_with_role(context.tx, Role::officer)) {
        officers.push_back({std::to_string(user.id.value()), user.display_name, user.title});
    }
    const auto chosen = context.subject.officer.value_or(context.actor.id);
    put_options(view, "officer", officers, context.value("officer", std::to_string(chosen.value())), context.problems,
                context.words);
}

}  // namespace

void register_case_forms(ActionForms& forms) { forms.add("assign", {"cases/assign_form", fill_assign}); }

}  // namespace bygd
