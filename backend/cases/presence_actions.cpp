#include "cases/presence_actions.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"

namespace bygd {

CasePresence be_present(const Services& services, const Actor& actor, std::string_view diary_number, bool writing) {
    require_case_reader(actor);
    return services.database.transact([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number);
        const auto now = services.clock.now();
        note_presence(tx, subject.id, actor.id, writing, now);
        sweep_presence(tx, now - std::chrono::hours(24));
        return CasePresence{others_at(tx, subject.id, actor.id, now - limits::presence), subject.version};
    });
}

std::string onlookers_text(const std::vector<Onlooker>& others, const Words& words) {
    std::vector<std::string> names;
    for (const auto& each : others) names.push_back(each.writing ? words("case.presence.writing", {each.name}) : each.name);
    return names.empty() ? "" : words("case.presence.also", {joined(names, ", ")});
}

}  // namespace bygd
