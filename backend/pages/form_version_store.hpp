// How many cases stand on each version of a form, for the administration's page about forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"

namespace bygd {

struct FormUse {
    std::string form;
    int version = 0;
    std::int64_t running = 0, all = 0;   // running: not closed
};
std::vector<FormUse> form_uses(Transaction& tx);
FormUse use_of(const std::vector<FormUse>&, std::string_view form, int version);   // none counted: zeros

}  // namespace bygd
