// A step of a case inside a transaction of the caller's, for what must hold together with it: what a bank has answered is
// noted in the same transaction as the payment it moves.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cases/case_action.hpp"

namespace bygd {

// As take_action, without files. `known` are facts the step rests on before its effects run; nothing typed is among them. What is
// left to do when the transaction holds is added to `after_commit`.
Case take_action_in(const Services&, Transaction&, const Actor&, const TakeAction&, std::map<std::string, std::string> known,
                    std::vector<std::function<void()>>& after_commit);
void run_after_commit(const std::vector<std::function<void()>>& work, const std::string& diary_number);   // logs what fails

}  // namespace bygd
