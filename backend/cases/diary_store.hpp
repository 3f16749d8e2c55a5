// All SQL about the diary. Append only: the application's account may not change or delete an event.
#pragma once

#include <vector>

#include "cases/diary_event.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Gives the event its place and hash in the chain of its case and stores it, in the caller's transaction.
void append_event(Transaction&, DiaryEvent event);
std::vector<DiaryEvent> events_of(Transaction&, Id<Case>);   // oldest first

// What others, or the house itself, did in the cases a person has in hand or has done something in.
struct NewsLine {
    DiaryEvent event;
    std::string diary_number, title, workflow;
    int workflow_version = 1;
};
std::vector<NewsLine> news_for(Transaction&, Id<User>, Instant since, std::size_t most);   // newest first

struct DiaryHead {
    int sequence = 0;
    std::string hash;
};
std::optional<DiaryHead> diary_head(Transaction&, Id<Case>);

}  // namespace bygd
