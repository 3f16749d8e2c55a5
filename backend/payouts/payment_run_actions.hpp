// What finance does with runs of payments, by two persons: made by one, released by another; asked back by one, confirmed by
// another. Each is one transaction with its guards, its event and, where cases are touched, an event in each diary.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "payouts/payment_event.hpp"
#include "payouts/payment_run.hpp"

namespace bygd {

struct MakeRun {
    std::vector<std::string> payments;   // EndToEndId of each
    bool all = false;                    // instead: each that can be paid
    std::string pay_on, profile;         // as typed; no profile: the first
};
// Throws Error forbidden; invalid: payment_run.none, payment_run.too_many, payment_run.not_payable {payment} and what stands in the way
// of each chosen (on payment_ID), payment_run.pay_on_past, payment_run.pay_on_closed, choice.unknown; conflict payment_run.changed,
// payment_run.in_another.
PaymentRun make_run(const Services&, const BankProfiles&, const Actor&, const MakeRun&);

// Makes the file and keeps it with its hash. Throws conflict payment_run.changed, payment_run.pay_on_past; forbidden
// payment_run.same_person; invalid with what stands in the way of a payment since the run was made.
PaymentRun release_run(const Services&, const BankProfiles&, const Actor&, const std::string& number, int version);
// Before the release.
PaymentRun withdraw_run(const Services&, const Actor&, const std::string& number, int version);

// After the release, sent or not. What the bank has answered stays; the other payments are free again when it is confirmed.
PaymentRun ask_reversal(const Services&, const Actor&, const std::string& number, int version, const std::string& reason);
PaymentRun confirm_reversal(const Services&, const Actor&, const std::string& number, int version);   // forbidden payment_run.same_reverser
PaymentRun decline_reversal(const Services&, const Actor&, const std::string& number, int version);

struct RunFile {
    std::string name, bytes;
};
// For sending: once. Throws conflict payment_run.already_sent, payment_run.reversal_asked, payment_run.not_released.
RunFile fetch_run_file(const Services&, const Actor&, const std::string& number, int version);
// For the auditor: always; each reading is noted.
RunFile read_run_file(const Services&, const Actor&, const std::string& number);

struct PayableList {
    std::vector<PayableLine> lines;      // each with what stands in its way
    std::int64_t in_all = 0;
};
PayableList payable_now(const Services&, const Actor&, std::size_t most);
struct RunPage {
    PaymentRun run;
    std::vector<PayableLine> lines;      // with what stands in the way, while the run is prepared
    std::vector<PaymentEvent> events;
};
RunPage run_page(const Services&, const Actor&, const std::string& number, int after_position, std::size_t most);
std::vector<PaymentRun> list_runs(const Services&, const Actor&, Id<PaymentRun> before, std::size_t most);

}  // namespace bygd
