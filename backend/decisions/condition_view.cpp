#include "decisions/condition_view.hpp"

#include "decisions/letter_text.hpp"

namespace bygd {

namespace {

std::string_view colour_of(const std::string& status) {
    if (status == "late" || status == "breached") return "late";
    if (status == "met") return "done";
    return status == "open" ? "waiting" : "stopped";
}

}  // namespace

std::string condition_url(Id<Condition> id) { return "/conditions/" + std::to_string(id.value()); }

std::string status_word(const Condition& condition, Date today) { return condition.late(today) ? "late" : condition.status; }

void put_condition(View& row, const Services& services, const Condition& condition, const std::string& settled_by,
                   const Words& words, const std::string& language, Date today) {
    const auto& duty = condition.duty;
    const auto* kind = services.letter_texts.conditions().kind(duty.kind);
    const auto status = status_word(condition, today);
    row.set("URL", condition_url(condition.id)).set("KIND_LABEL", kind ? kind->label.in(language) : duty.kind);
    row.set("TEXT", duty.text).set("OWNER", words("conditions.owner." + duty.owner));
    row.set("STATUS", words("conditions.status." + status)).set("STATUS_KIND", colour_of(status));
    row.show_if(status == "late", "LATE").show_if(!duty.due_on, "NO_DUE");
    if (duty.due_on) row.add("DUE").set("DAY", duty.due_on->iso());
    if (!duty.evidence.empty()) row.add("EVIDENCE").set("WHAT", duty.evidence);
    row.show_if(duty.blocks_payment && condition.unmet(), "BLOCKS");
    if (!condition.status_at) return;
    auto& settled = row.add("SETTLED");
    settled.set("DAY", stockholm_day(*condition.status_at).iso()).set("WHO", settled_by).set("NOTE", condition.note);
}

}  // namespace bygd
