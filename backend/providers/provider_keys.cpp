#include "providers/provider_keys.hpp"

#include "base/log.hpp"
#include "database/pool.hpp"
#include "providers/double_store.hpp"
#include "providers/likeness.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

void index_providers_once(Database& database) {
    if (!database.read([](Transaction& tx) { return keys_missing(tx); })) return;
    constexpr std::size_t at_once = 200;
    std::size_t done = 0;
    Id<Organisation> after;
    for (bool more = true; more;) {
        database.transact([&](Transaction& tx) {
            const auto page = organisations_after(tx, after, at_once);
            for (const auto& each : page) {
                if (each.merged_into) continue;
                replace_keys(tx, ProviderKind::organisation, each.id.value(), likeness_keys(each));
                for (const auto& outlet : outlets_of(tx, each.id)) {
                    replace_keys(tx, ProviderKind::outlet, outlet.id.value(), likeness_keys(outlet));
                }
            }
            more = !page.empty();
            if (more) after = page.back().id;
            done += page.size();
        });
    }
    log::info("providers_indexed", {{"organisations", std::to_string(done)}});
}

}  // namespace bygd
