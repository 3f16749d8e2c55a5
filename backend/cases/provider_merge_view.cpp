#include "cases/provider_merge_view.hpp"

#include <map>

#include "base/text.hpp"
#include "providers/likeness.hpp"
#include "providers/merge_store.hpp"
#include "providers/opening_text.hpp"
#include "providers/opening_view.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_view.hpp"

namespace bygd {

namespace {

constexpr std::size_t looked_at_once = 200;
constexpr int rounds_most = 10;                          // 2 000 organisations or outlets a page at most
constexpr std::size_t met_most = 200;

DoubleSide side_of(Transaction& tx, const Outlet& o) {
    return {o.id.value(), o.version, o.name, o.place + ", " + municipality_name(tx, o.municipality), support_of(tx, o.id).cases};
}

DoubleSide side_of(Transaction& tx, const Organisation& o) {
    const auto number = o.organisation_number().masked();
    return {o.id.value(), o.version, o.name, o.city.empty() ? number : number + ", " + o.city, support_of(tx, o.id).cases};
}

std::optional<Outlet> found_in(Transaction& tx, Id<Outlet> id) { return find_outlet(tx, id); }
std::optional<Organisation> found_in(Transaction& tx, Id<Organisation> id) { return find_organisation(tx, id); }

// Compares those that have met; each is read once.
template <typename Thing>
class Comparer {
public:
    explicit Comparer(Transaction& tx) : tx_(tx) {}

    std::optional<LikelyDouble> compare(ProviderPair pair) {
        const auto& one = known(pair.first);
        const auto& other = known(pair.second);
        if (!one || !other || one->merged_into || other->merged_into) return std::nullopt;
        auto why = alike(*one, *other);
        if (why.empty()) return std::nullopt;
        return LikelyDouble{side_of(tx_, *one), side_of(tx_, *other), std::move(why)};
    }

private:
    const std::optional<Thing>& known(std::int64_t id) {
        const auto found = read_.find(id);
        if (found != read_.end()) return found->second;
        return read_.emplace(id, found_in(tx_, Id<Thing>(id))).first->second;
    }
    Transaction& tx_;
    std::map<std::int64_t, std::optional<Thing>> read_;
};

template <typename Thing>
DoublePage page_of(Transaction& tx, ProviderKind kind, std::int64_t after, std::size_t most) {
    Comparer<Thing> comparer(tx);
    DoublePage page;
    page.next = after;
    for (int round = 0; round < rounds_most && page.pairs.size() < most; ++round) {
        const auto met = meetings_after(tx, kind, page.next, looked_at_once);
        for (const auto& pair : met.pairs) {
            if (auto found = comparer.compare(pair)) page.pairs.push_back(*std::move(found));
        }
        page.next = met.last;
        if (met.last == 0) break;
    }
    return page;
}

template <typename Thing>
std::vector<LikelyDouble> doubles_of(Transaction& tx, ProviderKind kind, std::int64_t id) {
    Comparer<Thing> comparer(tx);
    std::vector<LikelyDouble> pairs;
    for (const auto other : met_by(tx, kind, id, met_most)) {
        if (auto found = comparer.compare({id, other})) pairs.push_back(*std::move(found));
    }
    return pairs;
}

}  // namespace

std::string provider_url(ProviderKind kind, std::int64_t id) {
    return kind == ProviderKind::outlet ? outlet_url(Id<Outlet>(id)) : organisation_url(Id<Organisation>(id));
}

std::string merge_url(Id<ProviderMerge> id) { return "/providers/merges/" + std::to_string(id.value()); }

DoublePage likely_doubles(Transaction& tx, ProviderKind kind, std::int64_t after, std::size_t most) {
    return kind == ProviderKind::outlet ? page_of<Outlet>(tx, kind, after, most) : page_of<Organisation>(tx, kind, after, most);
}

std::vector<LikelyDouble> likely_doubles_of(Transaction& tx, ProviderKind kind, std::int64_t id) {
    return kind == ProviderKind::outlet ? doubles_of<Outlet>(tx, kind, id) : doubles_of<Organisation>(tx, kind, id);
}

std::string shown_part(Transaction& tx, const MergeField& field, const Typed& typed, const Words& words) {
    const auto part = part_of(typed, field);
    if (part.empty()) return words("providers.none");
    if (field.name == "opening_hours") {
        Problems none;
        return opening_summary(read_opening(part, none), words);
    }
    if (field.name == "position") return "N " + part.at("position_north") + ", E " + part.at("position_east");
    if (field.ticked()) {
        std::set<std::string> names;
        for (const auto& [name, value] : part) names.insert(name.substr(field.field.size()));
        return field.name == "services" ? service_list(names, words) : group_list(names, words);
    }
    const auto& value = part.begin()->second;
    if (field.name == "municipality") return municipality_name(tx, value);
    if (field.name == "organisation_kind") return words("providers.kind." + value);
    if (field.name == "owner_sex") return words("providers.owner_sex." + value);
    if (field.name == "mobile") return words("web.yes");
    if (value == "yes" || value == "no") return words("web." + value);
    return value;
}

}  // namespace bygd
