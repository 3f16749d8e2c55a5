#include "payouts/payment_run.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

std::string PaymentRun::stage() const {
    if (state != "released") return state;
    if (paid + rejected >= payments) return "settled";
    return sent_at ? "sent" : "released";
}

Problems problems_of_line(const PayableLine& line) {
    Problems problems;
    if (line.amount.zero() || line.amount.negative()) problems.push_back({"amount", "payment_run.set_off_whole"});
    if (line.payee_changed) problems.push_back({"payee", "payment_run.payee_changed"});
    if (trimmed(line.town).empty()) problems.push_back({"payee", "payment_run.no_town"});
    return problems;
}

CreditTransferFile transfer_file(const PaymentRun& run, const std::vector<PayableLine>& lines, Instant released_at) {
    const auto minute = stockholm_minute(released_at);   // "2026-11-23 14:05"
    CreditTransferFile file{run.number, minute.substr(0, 10) + "T" + minute.substr(11) + ":00", run.pay_on, {}};
    for (const auto& line : lines) {
        CreditTransfer transfer;
        transfer.end_to_end_id = line.end_to_end_id;
        transfer.amount = line.amount;
        transfer.name = line.organisation;
        transfer.town = line.town;
        transfer.country = "SE";                         // bankgiro and plusgiro are Swedish
        transfer.kind = line.payee->kind() == PayeeKind::bankgiro ? CreditorKind::bankgiro : CreditorKind::plusgiro;
        transfer.number = line.payee->digits();
        transfer.text = line.diary_number + " " + line.end_to_end_id;
        file.transfers.push_back(std::move(transfer));
    }
    return file;
}

BankProfiles BankProfiles::load(const std::filesystem::path& folder) {
    BankProfiles profiles;
    std::vector<std::string> faults;
    if (!std::filesystem::is_directory(folder)) throw std::runtime_error("the folder " + folder.filename().string() + " is missing");
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto file = entry.path().filename().string();
        if (!file.ends_with(".json")) continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        try {
            auto profile = read_bank_profile(text.str());
            if (file.substr(0, file.find('.')) != profile.name) faults.push_back(file + " says that it is " + profile.name);
            profiles.profiles_.emplace(profile.name, std::move(profile));
        } catch (const Error& error) {
            for (const auto& problem : error.problems()) faults.push_back(file + ": " + problem.field + " " + problem.code);
        }
    }
    if (profiles.profiles_.empty() && faults.empty()) faults.push_back("there is no profile of a bank");
    if (!faults.empty()) throw std::runtime_error(joined(faults, "; "));
    return profiles;
}

const BankProfile* BankProfiles::find(std::string_view name) const {
    const auto found = profiles_.find(name);
    return found == profiles_.end() ? nullptr : &found->second;
}

bool may_read_runs(const Actor& actor) {
    return actor.has(Role::finance) || actor.has(Role::manager) || actor.has(Role::auditor);
}

bool may_read_run_files(const Actor& actor) { return actor.has(Role::auditor); }

void require_run_reader(const Actor& actor) {
    if (!may_read_runs(actor)) refuse(ErrorKind::not_found, "not_found");
}

void require_run_maker(const Actor& actor) {
    require_run_reader(actor);
    if (!actor.has(Role::finance)) refuse(ErrorKind::forbidden, "payment_run.finance_only");
}

std::string run_url(const PaymentRun& run) { return "/payouts/runs/" + run.number; }

}  // namespace bygd
