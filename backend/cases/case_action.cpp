#include "cases/case_action.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cases/proceeding_store.hpp"
#include "documents/document_room.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

std::string ActionInput::text(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

Problems screened(const Services& services, const std::vector<ActionInput::File>& files) {
    std::vector<NewFile> seen;
    for (const auto& file : files) seen.push_back({file.field, file.name, file.bytes});
    Problems problems;
    screen_uploads(services.documents.uploads, seen, problems);
    return problems;
}

DiaryEvent event_of(const ActionContext& context, std::string kind) {
    DiaryEvent event;
    event.case_id = context.subject.id;
    event.kind = std::move(kind);
    event.actor = context.actor.id.valid() ? std::optional(context.actor.id) : std::nullopt;
    event.actor_name = context.actor.name;
    event.occurred_at = context.now;
    event.text = context.reason;
    event.data = nlohmann::json(context.facts).dump();
    return event;
}

Proceeding open_proceeding(ActionContext& context, std::string kind, std::string_view workflow,
                           std::map<std::string, std::string> data) {
    const auto& road = context.services.workflows.latest(workflow);
    Proceeding opened;
    opened.subject = context.subject.id;
    opened.kind = std::move(kind);
    opened.workflow = road.name();
    opened.workflow_version = road.version();
    opened.state = road.initial();
    opened.stage = road.stage(opened.state);
    opened.opened_on = context.today();
    opened.data = std::move(data);
    insert_proceeding(context.tx, opened);
    context.facts["proceeding"] = std::to_string(opened.sequence);
    context.facts["proceeding_kind"] = opened.kind;
    return opened;
}

namespace {

template <typename Table>
std::vector<std::string> names_of(const Table& table) {
    std::vector<std::string> names;
    for (const auto& [name, held] : table) names.push_back(name);
    return names;
}

template <typename Table, typename Held>
void add_to(Table& table, std::string name, Held held) {
    if (!table.emplace(name, std::move(held)).second) throw std::logic_error("registered twice: " + name);
}

template <typename Table>
const auto& find_in(const Table& table, std::string_view name) {
    const auto found = table.find(name);
    if (found == table.end()) throw std::logic_error("not registered: " + std::string(name));
    return found->second;
}

}  // namespace

void Guards::add(std::string name, Guard guard) { add_to(guards_, std::move(name), std::move(guard)); }
const Guard& Guards::get(std::string_view name) const { return find_in(guards_, name); }
std::vector<std::string> Guards::names() const { return names_of(guards_); }

void Effects::add(std::string name, Effect effect) { add_to(effects_, std::move(name), std::move(effect)); }
std::vector<std::string> Effects::names() const { return names_of(effects_); }

void Effects::run(const std::vector<std::string>& names, ActionContext& context) const {
    for (const auto& name : names) find_in(effects_, name)(context);
    follow(names, context);
}

void Effects::add_follower(Follower follower) { followers_.push_back(std::move(follower)); }

void Effects::follow(const std::vector<std::string>& happened, ActionContext& context) const {
    for (const auto& follower : followers_) follower(happened, context);
}

}  // namespace bygd
