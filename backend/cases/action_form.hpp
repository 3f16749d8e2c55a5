// The forms that steps of a case ask to be filled in, by the name a workflow definition gives as "input". The room that
// owns the effect registers how its form is drawn; the page around it is one and the same for all (pages/case_action).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "cases/case_action.hpp"
#include "web/form_view.hpp"

namespace bygd {

struct ActionFormContext {
    const Services& services;
    Transaction& tx;
    const Actor& actor;
    const Case& subject;
    const Words& words;
    const std::map<std::string, std::string, std::less<>>& typed;   // empty the first time: the form shows its defaults
    const Problems& problems;
    const Proceeding* proceeding = nullptr;                         // the one that is moved; null: the case itself

    std::optional<Id<Proceeding>> proceeding_id() const {
        return proceeding ? std::optional(proceeding->id) : std::nullopt;
    }
    bool first_time() const { return typed.empty(); }
    // What was typed in the field, or the default the first time.
    std::string value(std::string_view field, std::string_view fallback = "") const;
};

struct ActionForm {
    std::string template_name;                                      // only the fields, without <form>
    std::function<void(const ActionFormContext&, View&)> fill;
    bool files = false;                                             // something may be attached
};

// Reads what an attached file says into the fields of the form it is attached to, before the step is taken or the form is shown
// again: outside any transaction, for it may take a while. Throws Error invalid on the field of the file.
using FileReading = std::function<void(const Services&, const Actor&, const Words&, std::string_view diary_number,
                                       const std::string& bytes, ActionInput&)>;

class ActionForms {
public:
    void add(std::string name, ActionForm form);
    const ActionForm* find(std::string_view name) const;            // null: the step asks for nothing
    std::vector<std::string> names() const;
    void add_reading(std::string file_field, FileReading reading);
    // Reads every attached file that has a reading by its field, and takes it out of the input.
    void read_files(const Services&, const Actor&, const Words&, std::string_view diary_number, ActionInput&) const;

private:
    std::map<std::string, FileReading, std::less<>> readings_;
    std::map<std::string, ActionForm, std::less<>> forms_;
};

void register_case_forms(ActionForms&);

}  // namespace bygd
