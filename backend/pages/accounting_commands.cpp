#include "pages/accounting_commands.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "database/pool.hpp"
#include "payouts/daily_seal_actions.hpp"
#include "payouts/daily_seal_store.hpp"
#include "payouts/voucher_actions.hpp"
#include "people/user_store.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

// The accounts are written in somebody's name, also from the command line: one of finance, who is named.
Actor named_accountant(const Services& services, const CommandCall& call) {
    const auto by = call.option("by");
    if (!by) throw UsageError("Say who in finance does it: --by USERNAME.");
    const auto user = services.database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, *by); });
    if (!user || !user->user.active) throw UsageError("There is no active account " + *by + ".");
    return actor_of(user->user);
}

// A file appears when it is whole.
void put_bytes(const std::string& path, const std::string& bytes) {
    const auto part = path + ".part";
    std::ofstream stream(part, std::ios::binary);
    stream << bytes;
    stream.close();
    if (!stream) throw std::runtime_error("Cannot write " + path + ".");
    std::filesystem::rename(part, path);
}

std::optional<std::int64_t> number_option(const CommandCall& call, const std::string& name) {
    const auto typed = call.option(name);
    if (!typed) return std::nullopt;
    const auto number = whole_number(*typed);
    if (!number || *number < 1) throw UsageError("--" + name + " takes a number.");
    return number;
}

}  // namespace

int sie_command(const House& house, const CommandCall& call, std::ostream& out) {
    const auto& services = house.services();
    const auto path = call.option("out");
    if (!path) throw UsageError("Say where the file goes: --out FILE.");
    const auto actor = named_accountant(services, call);
    const auto again = number_option(call, "file"), year = number_option(call, "year");
    try {
        if (const auto through = call.option("through")) {
            const auto made = make_vouchers(services, house.accounting(), actor, *through);
            out << made.made << " vouchers made\n";
        }
        const auto id = again ? Id<SieExport>(*again)
                              : make_sie_export(services, house.accounting(), actor, year ? std::optional(static_cast<int>(*year)) : std::nullopt).id;
        const auto file = read_sie_export(services, actor, id);
        put_bytes(*path, file.bytes);
        out << *path << "  file " << id.value() << ", " << file.name << "\n";
        return 0;
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) std::cerr << "bygdestod: " << services.languages.sv(problem) << "\n";
        return 1;
    }
}

int seal_command(const House& house, const CommandCall& call, std::ostream& out) {
    const auto& services = house.services();
    const auto number = number_option(call, "number");
    try {
        const auto seal = number ? services.database.look_up([&](Transaction& tx) { return find_seal(tx, *number); })
                                 : std::optional(make_system_seal(services, house.seal_keys()));
        if (!seal) throw UsageError("There is no seal " + std::to_string(*number) + ".");
        const auto file = services.database.look_up([&](Transaction& tx) { return seal_file_of(tx, *seal); });
        if (const auto path = call.option("out")) put_bytes(*path, file.bytes);
        out << "seal " << seal->sequence << " of " << seal->sealed_on.iso() << "  sha256 " << seal->sha256 << "  key " << seal->public_key << "\n";
        return 0;
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) std::cerr << "bygdestod: " << services.languages.sv(problem) << "\n";
        return 1;
    }
}

}  // namespace bygd
