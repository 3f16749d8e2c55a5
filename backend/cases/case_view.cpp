#include "cases/case_view.hpp"

#include "aid/form.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

std::string state_label(const Services& services, std::string_view workflow, int version, std::string_view state,
                        std::string_view language) {
    return services.workflows.get(workflow, version).state_label(state).in(language);
}

std::string state_name(const Services& services, const std::string& state, std::string_view language) {
    for (const auto* form : services.forms.all()) {
        const auto& workflow = services.workflows.latest(form->workflow);
        for (const auto& known : workflow.states()) {
            if (known.name == state) return known.label.in(language);
        }
    }
    return state;
}

std::string_view state_kind(std::string_view stage, std::string_view state, const std::optional<std::string>& outcome) {
    if (stage == "closed") return outcome == "approved" || outcome == "partly_approved" ? "done" : "stopped";
    if (stage == "decided") return "waiting";
    return state == "received" ? "new" : "open";
}

std::string form_label(const Services& services, std::string_view form, std::string_view language) {
    return services.forms.latest(form).label.in(language);
}

}  // namespace bygd
