// Events in the diaries of many cases at one go: a file of ten thousand payments is told in each of them.
#pragma once

#include <vector>

#include "cases/diary_event.hpp"
#include "database/transaction.hpp"

namespace bygd {

void append_events(Transaction&, std::vector<DiaryEvent> events);   // each as append_event in diary_store

}  // namespace bygd
