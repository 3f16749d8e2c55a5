#include "http/draft_actions.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/draft_store.hpp"

namespace bygd {

void keep_draft(Database& database, const Clock& clock, const Actor& actor, std::string_view key, const FormPairs& fields) {
    if (!draft_key_shaped(key)) refuse(ErrorKind::bad_request, "draft.key");
    std::size_t bytes = 0;
    for (const auto& [name, value] : fields) bytes += name.size() + value.size();
    if (bytes > limits::parked_form_bytes) refuse(ErrorKind::bad_request, "draft.too_large");
    Draft draft{std::string(key), worth_drafting(fields), clock.now()};
    const bool any = std::any_of(draft.fields.begin(), draft.fields.end(), [](const auto& field) { return !trimmed(field.second).empty(); });
    database.transact([&](Transaction& tx) {
        if (any) save_draft(tx, actor.id, draft);
        else delete_draft(tx, actor.id, key);
    });
}

void drop_draft(Database& database, const Actor& actor, std::string_view key) {
    database.transact([&](Transaction& tx) { delete_draft(tx, actor.id, key); });
}

}  // namespace bygd
