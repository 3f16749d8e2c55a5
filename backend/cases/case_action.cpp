#include "cases/case_action.hpp"

#include <stdexcept>

namespace bygd {

std::string ActionInput::text(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
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
}

}  // namespace bygd
