#include "decisions/special_reason_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "decisions/assessment_store.hpp"

namespace bygd {

namespace {

// The paragraph by which the rule may be set aside in this case; empty: by none.
std::string waived_by(const Services& services, const Case& subject, std::string_view rule) {
    const auto* law = services.forms.get(subject.form, subject.form_version).law_under(subject.legal_basis);
    if (!law) return "";
    const auto found = std::find_if(law->rules.begin(), law->rules.end(),
                                    [&](const auto& line) { return line.rule == rule && !line.waived_by.empty(); });
    return found == law->rules.end() ? "" : found->waived_by;
}

void check(Transaction& tx, const Case& subject, const WriteSpecialReason& command, const std::string& text,
           const std::string& paragraph) {
    const auto field = "special_reason_" + command.rule;
    Problems problems;
    if (paragraph.empty()) problems.push_back({field, "special_reason.rule"});
    if (characters(text) > limits::long_text) {
        problems.push_back({field, "text.too_long", {std::to_string(limits::long_text)}});
    }
    if (text.empty()) {
        const auto written = special_reasons_of(tx, subject.id);
        const bool there = std::any_of(written.begin(), written.end(),
                                       [&](const auto& one) { return one.special.rule == command.rule; });
        if (!there) problems.push_back({field, "special_reason.none"});
    }
    require_none(std::move(problems));
}

}  // namespace

Case write_special_reason(const Services& services, const Actor& actor, const WriteSpecialReason& command) {
    require_case_reader(actor);
    if (!actor.has(Role::officer)) refuse(ErrorKind::forbidden, "case.officers_only");
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = lock_case(tx, command.diary_number, command.version);
        if (subject.stage != "open") refuse(ErrorKind::conflict, "special_reason.case_decided");
        const auto text = trimmed(command.text);
        const auto paragraph = waived_by(services, subject, command.rule);
        check(tx, subject, command, text, paragraph);
        insert_special_reason(tx, subject.id, command.rule, paragraph, text, actor.id, now);
        subject.changed_at = now;
        save_case(tx, subject);
        DiaryEvent event;
        event.case_id = subject.id;
        event.kind = text.empty() ? "special_reason_taken_back" : "special_reason_written";
        event.actor = actor.id;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.text = text;
        event.data = nlohmann::json{{"rule", command.rule}, {"waived_by", paragraph}}.dump();
        append_event(tx, event);
        return subject;
    });
}

}  // namespace bygd
