// All SQL about mail that has come in.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cases/mail_in.hpp"
#include "database/transaction.hpp"

namespace bygd {

bool insert_mail_in(Transaction&, MailIn&);  // false: it is there already
// Writes where one that waits belongs. False: somebody else has said.
bool settle_mail_in(Transaction&, const MailIn&, Id<User> by, Instant now);
std::optional<MailIn> find_mail_in(Transaction&, Id<MailIn>);
std::vector<MailIn> waiting_mail_in(Transaction&, std::size_t most);  // oldest first

}  // namespace bygd
