#include "providers/provider_event.hpp"

#include "base/text.hpp"
#include "providers/opening_text.hpp"

namespace bygd {

namespace {

class Comparison {
public:
    void operator()(const char* field, std::string from, std::string to) {
        if (from != to) changes_.push_back({field, std::move(from), std::move(to)});
    }
    std::vector<ProviderChange> take() { return std::move(changes_); }

private:
    std::vector<ProviderChange> changes_;
};

std::string number_text(const std::optional<int>& number) { return number ? std::to_string(*number) : std::string(); }
std::string day_text(const std::optional<Date>& day) { return day ? day->iso() : std::string(); }

}  // namespace

std::string payee_text(const std::optional<PayeeAccount>& payee) {
    return payee ? std::string(to_string(payee->kind())) + " " + payee->digits() : std::string();
}

std::optional<PayeeAccount> payee_of_text(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto blank = text.find(' ');
    const auto number = blank == text.npos ? std::string_view() : text.substr(blank + 1);
    return PayeeAccount::parse(payee_kind_of(text.substr(0, blank)), number);
}

std::vector<ProviderChange> changes_between(const Organisation& before, const Organisation& after) {
    Comparison note;
    note("organisation_number", before.number, after.number);
    note("organisation_name", before.name, after.name);
    note("organisation_kind", before.kind, after.kind);
    note("owner_sex", before.owner_sex, after.owner_sex);
    note("contact_name", before.contact_name, after.contact_name);
    note("email", before.email, after.email);
    note("phone", before.phone, after.phone);
    note("street", before.street, after.street);
    note("postal_code", before.postal_code, after.postal_code);
    note("city", before.city, after.city);
    note("payee", payee_text(before.payee), payee_text(after.payee));
    return note.take();
}

std::vector<ProviderChange> changes_between(const Outlet& before, const Outlet& after) {
    Comparison note;
    const auto services = [](const Outlet& outlet) {
        return joined({outlet.services.begin(), outlet.services.end()}, ",");
    };
    const auto turnover = [](const Outlet& outlet) {
        return outlet.groceries_turnover ? outlet.groceries_turnover->plain() : std::string();
    };
    note("outlet_name", before.name, after.name);
    note("place", before.place, after.place);
    note("municipality", before.municipality, after.municipality);
    note("street", before.street, after.street);
    note("postal_code", before.postal_code, after.postal_code);
    note("email", before.email, after.email);
    note("cfar", before.cfar.value_or(""), after.cfar.value_or(""));
    note("mobile", before.mobile ? "yes" : "no", after.mobile ? "yes" : "no");
    note("next_outlet_metres", number_text(before.next_outlet_metres), number_text(after.next_outlet_metres));
    const auto yes_no = [](const std::optional<bool>& known) { return std::string(!known ? "" : *known ? "yes" : "no"); };
    note("archipelago", yes_no(before.archipelago), yes_no(after.archipelago));
    note("hours_per_week", number_text(before.hours_per_week), number_text(after.hours_per_week));
    note("opening_hours", kept_text(before.opening), kept_text(after.opening));
    const auto position = [](const Outlet& o) {
        return o.position ? std::to_string(o.position->north) + " " + std::to_string(o.position->east) : std::string();
    };
    note("position", position(before), position(after));
    note("open_all_year", yes_no(before.open_all_year), yes_no(after.open_all_year));
    note("articles", number_text(before.articles), number_text(after.articles));
    const auto groups = [](const Outlet& outlet) {
        return joined({outlet.assortment_groups.begin(), outlet.assortment_groups.end()}, ",");
    };
    note("assortment_groups", groups(before), groups(after));
    note("groceries_turnover", turnover(before), turnover(after));
    note("open_from", day_text(before.open_from), day_text(after.open_from));
    note("closed_on", day_text(before.closed_on), day_text(after.closed_on));
    note("services", services(before), services(after));
    return note.take();
}

namespace {

std::string payee_told(const ProviderEvent& event) {
    for (const auto& change : event.changes) {
        if (change.field == "payee") return change.to;
    }
    return "";
}

}  // namespace

std::vector<std::string> payee_faults(const Organisation& now, const std::vector<ProviderEvent>& events) {
    std::vector<std::string> faults;
    std::string payee, waiting;
    std::optional<Id<User>> asked_by;
    for (const auto& event : events) {
        const auto told = payee_told(event);
        if (event.kind == "organisation_added") payee = told;
        if (event.kind == "payee_proposed") {
            waiting = told;
            asked_by = event.actor;
        } else if (event.kind == "payee_refused") {
            waiting.clear();
        } else if (event.kind == "payee_confirmed") {
            if (waiting.empty() || waiting != told) faults.push_back("an account was confirmed that nobody had asked for");
            if (asked_by && asked_by == event.actor) faults.push_back("one person changed and confirmed the account");
            payee = told;
            waiting.clear();
        }
    }
    if (payee != payee_text(now.payee)) faults.push_back("the account is not the one that was confirmed");
    if (waiting != payee_text(now.payee_pending)) faults.push_back("the account that waits is not the one asked for");
    if (now.payee_pending && now.payee_pending_by != asked_by) faults.push_back("another person asked for the account that waits");
    return faults;
}

}  // namespace bygd
