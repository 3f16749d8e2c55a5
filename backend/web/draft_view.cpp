#include "web/draft_view.hpp"

#include "base/date_time.hpp"
#include "http/draft_store.hpp"

namespace bygd {

std::map<std::string, std::string, std::less<>> put_draft(View& view, Transaction& tx, const Request& request, const std::string& key,
                                                          const Words& words) {
    view.set("DRAFT_KEY", key);
    const auto draft = find_draft(tx, request.actor().id, key);
    if (!draft) return {};
    const bool taken = request.query("draft") == "1";
    auto& note = view.add("DRAFT").show_if(taken, "TAKEN").show_if(!taken, "WAITS");
    note.set("TEXT", words(taken ? "draft.taken" : "draft.waits", {stockholm_minute(draft->saved_at)}));
    const auto target = request.target();
    note.set("RESUME_URL", target + (target.find('?') == std::string::npos ? "?" : "&") + "draft=1");
    return taken ? draft->typed() : std::map<std::string, std::string, std::less<>>();
}

}  // namespace bygd
