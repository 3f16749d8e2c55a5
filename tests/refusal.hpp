// What a test says of a refusal: in the form of Error::what(), which is what the log tells.
#pragma once

#include <string>

#include "base/error.hpp"

namespace bygd {

// "kind field=code field=code" of the Error that `act` throws; "nothing" when it throws none.
template <typename Act>
std::string refusal(Act act) {
    try {
        act();
        return "nothing";
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace bygd
