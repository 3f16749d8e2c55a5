#include "pages/verify_accounts.hpp"

#include "base/hash.hpp"
#include "documents/document_store.hpp"
#include "payouts/sie_export_store.hpp"
#include "payouts/voucher_actions.hpp"
#include "payouts/voucher_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t files_a_page = 50;

void check_file(Transaction& tx, const SieExport& made, std::vector<std::string>& faults) {
    const auto about = "file " + made.file_name() + ": ";
    const auto file = find_document(tx, made.document);
    if (!file || file->sha256 != made.sha256) faults.push_back(about + "it is another than was made");
    try {
        if (file) document_bytes(tx, *file);
        if (sha256_hex(sie_made_again(tx, made)) != made.sha256) faults.push_back(about + "its vouchers say another thing now");
    } catch (const std::exception& error) {
        faults.push_back(about + error.what());
    }
}

}  // namespace

std::vector<std::string> faults_of_accounts(Transaction& tx) {
    auto faults = faults_of_vouchers(tx);
    for (auto& fault : faults_of_sie_exports(tx)) faults.push_back(std::move(fault));
    Id<SieExport> before;
    for (auto page = sie_exports_before(tx, before, files_a_page); !page.empty(); page = sie_exports_before(tx, before, files_a_page)) {
        for (const auto& made : page) check_file(tx, made, faults);
        before = page.back().id;
    }
    return faults;
}

}  // namespace bygd
