// Who else has a case open, and whether it has changed meanwhile. Says nothing of the case and leaves no event.
#pragma once

#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/services.hpp"
#include "base/words.hpp"
#include "cases/presence_store.hpp"

namespace bygd {

struct CasePresence {
    std::vector<Onlooker> others;
    int version = 0;               // of the case now
};
// Notes that this person is there, and tells who else is. Throws Error not_found.
CasePresence be_present(const Services&, const Actor&, std::string_view diary_number, bool writing);
// "Bo Lind (skriver), Eva Norén"; empty: nobody.
std::string onlookers_text(const std::vector<Onlooker>&, const Words&);

}  // namespace bygd
