#include "payment_services/payment_link_form.hpp"

#include "base/text.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "payment_services/payment_link_pages.hpp"
#include "people/user_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t outlets_to_choose = 1000;   // a county has some hundred

std::string word_of(const Words& words, const char* what, std::string_view value) {
    return words("payment_services." + std::string(what) + "." + std::string(value));
}

std::string_view status_kind(LinkStatus status) {
    switch (status) {
        case LinkStatus::open: return "open";
        case LinkStatus::waiting: return "waiting";
        case LinkStatus::done: return "done";
        case LinkStatus::closed: return "stopped";
    }
    return "";
}

std::string value(const TypedLink& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

}  // namespace

std::vector<Option> options_of(const std::vector<std::string_view>& values, const char* what, const Words& words) {
    std::vector<Option> options;
    for (const auto one : values) options.push_back({std::string(one), word_of(words, what, one)});
    return options;
}

void put_link_line(View& view, const LinkLine& line, const Words& words, Date today) {
    const auto& link = line.link;
    view.set("URL", payment_link_url(link.id)).set("OUTLET_ID", link.outlet.value());
    view.set("KIND", word_of(words, "kind", to_string(link.kind)));
    view.set("DIRECTION", word_of(words, "direction", to_string(link.direction)));
    view.set("OUTLET", line.outlet).set("PLACE", line.place).set("MUNICIPALITY", line.municipality);
    view.set("THEIR_NUMBER", link.their_diary_number).show_if(link.their_diary_number.empty(), "NO_NUMBER");
    view.set("CONTACT", link.their_contact_name).set("OUR_CONTACT", line.our_contact);
    view.set("STATUS", word_of(words, "status", to_string(link.status))).set("STATUS_KIND", status_kind(link.status));
    view.set("OPENED", link.opened_on.iso());
    if (!line.case_number.empty()) {
        view.add("CASE").set("NUMBER", line.case_number).set("CASE_URL", case_url(line.case_number));
    }
    if (link.next_follow_up) {
        auto& row = view.add("FOLLOW_UP");
        row.set("DAY", link.next_follow_up->iso()).show_if(link.follow_up_due(today), "DUE");
    }
}

void put_link_facts(View& view, const LinkLine& line, const Words& words) {
    const auto& link = line.link;
    view.set("PROJECT", word_of(words, "project", to_string(link.project)));
    view.set("AGENT", word_of(words, "agent_status", to_string(link.agent_status)));
    std::vector<std::string> services;
    for (const auto& service : link.services) services.push_back(words("providers.service." + service));
    view.set("SERVICES", joined(services, ", ")).show_if(services.empty(), "NO_SERVICES");
    view.show_if(link.their_contact_name.empty(), "NO_CONTACT");
    if (!link.their_contact_email.empty()) view.add("EMAIL").set("ADDRESS", link.their_contact_email);
    if (!link.their_contact_phone.empty()) view.add("PHONE").set("NUMBER", link.their_contact_phone);
    if (!link.note.empty()) view.add("NOTE").set("TEXT", link.note);
    if (!link.outcome_note.empty()) view.add("OUTCOME").set("TEXT", link.outcome_note);
    view.show_if(!link.next_follow_up.has_value(), "NO_FOLLOW_UP");
}

void put_link_form(View& view, Transaction& tx, const TypedLink& typed, const Problems& problems, const Words& words) {
    put_options(view, "kind", options_of(link_kinds(), "kind", words), value(typed, "kind"), problems, words);
    put_options(view, "direction", options_of(link_directions(), "direction", words), value(typed, "direction"),
                problems, words);
    put_options(view, "project", options_of(link_projects(), "project", words), value(typed, "project"),
                problems, words);
    auto statuses = options_of(link_statuses(), "status", words);
    statuses.pop_back();   // closing is a button of its own
    put_options(view, "status", statuses, value(typed, "status"), problems, words);
    put_options(view, "agent_status", options_of(agent_statuses(), "agent_status", words), value(typed, "agent_status"),
                problems, words);
    std::vector<Option> officers;
    for (const auto& user : users_with_role(tx, Role::officer)) {
        officers.push_back({std::to_string(user.id.value()), user.display_name});
    }
    put_options(view, "our_contact", officers, value(typed, "our_contact"), problems, words);
    for (const auto* field : {"their_diary_number", "their_contact_name", "their_contact_email", "their_contact_phone",
                              "next_follow_up", "note", "outcome_note"}) {
        put_field(view, field, value(typed, field), problems, words);
    }
    for (const auto service : payment_service_names) {
        const auto name = "service_" + std::string(service);
        view.add("SERVICE").set("NAME", name).set("LABEL", words("providers.service." + std::string(service)))
            .show_if(!value(typed, name).empty(), "CHECKED");
    }
}

void put_place(View& view, Transaction& tx, std::string& outlet, const std::string& case_number,
               const Problems& problems, const Words& words) {
    const auto subject = case_number.empty() ? std::nullopt : find_case(tx, case_number);
    if (outlet.empty() && subject && subject->outlet) outlet = std::to_string(subject->outlet->value());
    const auto known = find_outlet(tx, Id<Outlet>(whole_number(outlet).value_or(0)));
    if (known) {
        auto& row = view.add("PLACE_KNOWN");
        row.set("ID", known->id.value()).set("NAME", known->name).set("PLACE", known->place);
        std::vector<Option> cases;
        CaseFilter filter;
        filter.outlet = known->id;
        for (const auto& line : list_cases(tx, filter, 100)) {
            cases.push_back({line.diary_number, line.diary_number + " " + line.title});
        }
        put_options(view, "case", cases, case_number, problems, words);
        return;
    }
    view.show("CHOOSE_PLACE");
    std::vector<Option> places;
    for (const auto& line : list_outlets(tx, {}, outlets_to_choose)) {
        places.push_back({std::to_string(line.outlet.id.value()),
                          line.outlet.name + ", " + line.outlet.place + " (" + line.municipality + ")"});
    }
    put_options(view, "outlet", places, outlet, problems, words);
    put_field(view, "case", case_number, problems, words);
}

TypedLink typed_link_of(const Form& form) {
    TypedLink typed;
    for (const auto& [name, value] : form.fields()) typed.emplace(name, clean_text(value));
    return typed;
}

}  // namespace bygd
