#include "demo/demo_runs.hpp"

#include "base/working_days.hpp"
#include "payouts/bank_answer_actions.hpp"
#include "payouts/payment_run_actions.hpp"

namespace bygd {

namespace {

std::string entry(const std::string& id, Money amount, const std::string& reference, Date day) {
    const auto details = id.empty() ? std::string() : "<NtryDtls><TxDtls><Refs><EndToEndId>" + id + "</EndToEndId></Refs></TxDtls></NtryDtls>";
    return "<Ntry><Amt Ccy=\"SEK\">" + amount.plain() + "</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + day.iso() +
           "</Dt></BookgDt><AcctSvcrRef>" + reference + "</AcctSvcrRef><BkTxCd/>" + details + "</Ntry>";
}

// As the bank tells in the afternoon: each payment, and a charge of its own that no payment is.
std::string notification(const std::vector<PayableLine>& lines, Date day) {
    std::string entries;
    for (const auto& line : lines) entries += entry(line.end_to_end_id, line.amount, "DEMO-" + line.end_to_end_id, day);
    entries += entry("", Money::kronor(45), "DEMO-AVGIFT", day);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn>"
           "<GrpHdr><MsgId>DEMO-CAMT054-1</MsgId><CreDtTm>" + day.iso() + "T15:00:00</CreDtTm></GrpHdr><Ntfctn><Id>1</Id><Acct><Id>"
           "<IBAN>SE4550000000058398257466</IBAN></Id></Acct>" + entries + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";
}

}  // namespace

void tell_runs(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people, const std::filesystem::path& home, Date day) {
    const auto banks = BankProfiles::load(home / "schemas" / "bank");
    const auto &eva = people.at("eva.ekonom"), &fredrik = people.at("fredrik.ekonom");
    const auto at = [&](int hour, int minute) { clock.set(start_of_stockholm_day(day) + std::chrono::minutes(hour * 60 + minute)); };
    at(8, 10);
    std::vector<std::string> payments;
    for (const auto& line : payable_now(services, eva, 10).lines) {
        if (line.why.empty()) payments.push_back(line.end_to_end_id);
    }
    if (payments.size() < 4) throw std::runtime_error("demo: too few payments are attested for the runs");
    auto run = make_run(services, banks, eva, {{payments[0], payments[1]}, false, day.iso(), ""});
    at(8, 40);
    run = release_run(services, banks, fredrik, run.number, run.version);
    at(8, 45);
    fetch_run_file(services, fredrik, run.number, run.version);
    at(15, 20);
    const auto lines = run_page(services, eva, run.number, 0, 10).lines;
    import_bank_answer(services, eva, "camt054-" + day.iso() + ".xml", notification(lines, day), false);
    at(15, 40);
    // Its day is well ahead, so that it can be released whenever the demo is looked at.
    make_run(services, banks, eva, {{payments[2]}, false, working_day_on_or_after(day.plus_days(60)).iso(), ""});
}

}  // namespace bygd
