#include "jobs/fact_source.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace bygd {

void FactSources::add(std::string kind, std::vector<std::string> facts, FactSource source) {
    const auto known = this->facts();
    for (const auto& name : facts) {
        if (std::find(known.begin(), known.end(), name) != known.end()) {
            throw std::logic_error("registered twice: " + name);
        }
    }
    sources_.push_back({std::move(kind), std::move(facts), std::move(source)});
}

std::vector<std::string> FactSources::facts() const {
    std::vector<std::string> names;
    for (const auto& source : sources_) names.insert(names.end(), source.facts.begin(), source.facts.end());
    return names;
}

void FactSources::follow(std::string kind, Followed followed) { followed_.emplace(std::move(kind), std::move(followed)); }

std::vector<std::int64_t> FactSources::followed(Transaction& tx, const std::string& kind, Date closed_before, std::int64_t after,
                                                std::size_t most) const {
    std::set<std::int64_t> ids;
    const auto [first, last] = followed_.equal_range(kind);
    for (auto each = first; each != last; ++each) {
        const auto next = each->second(tx, closed_before, after, most);
        ids.insert(next.begin(), next.end());
    }
    std::vector<std::int64_t> in_order(ids.begin(), ids.end());
    if (in_order.size() > most) in_order.resize(most);
    return in_order;
}

void FactSources::name(std::string fact, InstanceNames names) {
    if (!names_.emplace(fact, std::move(names)).second) throw std::logic_error("registered twice: " + fact);
}

std::map<std::int64_t, std::string> FactSources::names(Transaction& tx, const std::string& fact,
                                                       const std::vector<std::int64_t>& instances) const {
    std::map<std::int64_t, std::string> found;
    const auto known = names_.find(fact);
    if (known == names_.end()) return found;
    for (std::size_t first = 0; first < instances.size(); first += fact_batch) {
        const auto last = std::min(instances.size(), first + fact_batch);
        found.merge(known->second(tx, padded({instances.begin() + static_cast<std::ptrdiff_t>(first),
                                              instances.begin() + static_cast<std::ptrdiff_t>(last)})));
    }
    return found;
}

FactsById FactSources::read(Transaction& tx, const std::string& kind, const std::vector<std::int64_t>& ids) const {
    FactsById found;
    if (ids.empty()) return found;
    if (ids.size() > fact_batch) throw std::logic_error("more subjects than a batch");
    for (const auto id : ids) found.try_emplace(id);
    const auto asked = padded(ids);
    for (const auto& source : sources_) {
        if (source.kind == kind) source.read(tx, asked, found);
    }
    return found;
}

std::vector<std::int64_t> padded(std::vector<std::int64_t> ids) {
    if (ids.size() > 1 && ids.size() < fact_batch) ids.resize(fact_batch, ids.back());
    return ids;
}

std::string places_for(const std::vector<std::int64_t>& ids) {
    std::string places = "(?";
    for (std::size_t i = 1; i < ids.size(); ++i) places += ", ?";
    return places + ")";
}

Values values_of(const std::vector<std::int64_t>& ids) { return {ids.begin(), ids.end()}; }

}  // namespace bygd
