// Reading the regulations.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "aid/de_minimis.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

std::optional<Date> maybe_date(const json& node, const char* key) {
    if (!node.contains(key)) return std::nullopt;
    return Date::parse(node.at(key).get<std::string>());
}

AidLedger ledger_named(const std::string& text) {
    const auto ledger = aid_ledger_of(text);
    if (!ledger) throw std::runtime_error("unknown ledger " + text);
    return *ledger;
}

AidRegulation regulation_of(const json& node) {
    AidRegulation read;
    read.number = node.at("number").get<std::string>();
    read.ledger = ledger_named(node.at("ledger").get<std::string>());
    read.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    read.valid_to = maybe_date(node, "valid_to");
    read.wind_down_to = maybe_date(node, "wind_down_to");
    read.ceiling = Money::parse(node.at("ceiling_eur").get<std::string>(), "ceiling_eur", Currency::eur);
    const auto window = node.at("window").get<std::string>();
    if (window != "fiscal_years" && window != "rolling_years") throw std::runtime_error("unknown window " + window);
    read.fiscal_years = window == "fiscal_years";
    read.years = node.at("years").get<int>();
    read.lower_bound_inclusive = node.at("lower_bound_inclusive").get<bool>();
    read.title = {node.at("title").at("sv").get<std::string>(), node.at("title").at("en").get<std::string>()};
    read.source = node.at("source").get<std::string>();
    read.paragraph = node.at("paragraph").get<std::string>();
    read.note = node.value("note", "");
    if (read.years < 1 || read.ceiling.zero()) throw std::runtime_error(read.number + " has no ceiling or no years");
    return read;
}

void say_overlaps(const std::vector<AidRegulation>& regulations, std::vector<std::string>& faults) {
    for (std::size_t i = 1; i < regulations.size(); ++i) {
        const auto& before = regulations[i - 1];
        const auto& after = regulations[i];
        if (before.ledger == after.ledger && (!before.valid_to || *before.valid_to >= after.valid_from)) {
            faults.push_back(before.number + " and " + after.number + " hold on the same day");
        }
    }
}

}  // namespace

DeMinimisLaw DeMinimisLaw::load(const std::filesystem::path& file) {
    DeMinimisLaw law;
    std::vector<std::string> faults;
    try {
        std::ifstream stream(file);
        const auto read = json::parse(stream);
        for (const auto& node : read.at("regulations")) law.regulations_.push_back(regulation_of(node));
        for (const auto& node : read.at("charges")) {
            const auto ledger = node.at("ledger").get<std::string>();
            law.charges_.push_back({node.at("form").get<std::string>(),
                                    ledger == "none" ? std::nullopt : std::optional(ledger_named(ledger))});
        }
        for (const auto& node : read.at("sectors")) {
            law.sectors_.push_back({node.at("service").get<std::string>(), node.at("nace").get<std::string>()});
        }
    } catch (const std::exception& error) {
        faults.push_back(error.what());
    }
    std::sort(law.regulations_.begin(), law.regulations_.end(), [](const auto& a, const auto& b) {
        return std::pair(a.ledger, a.valid_from) < std::pair(b.ledger, b.valid_from);
    });
    say_overlaps(law.regulations_, faults);
    if (!faults.empty()) throw std::runtime_error(file.filename().string() + ": " + joined(faults, "; "));
    return law;
}

const AidRegulation& DeMinimisLaw::on(AidLedger ledger, Date day) const {
    for (const auto& regulation : regulations_) {
        if (regulation.ledger == ledger && regulation.holds_on(day)) return regulation;
    }
    throw Error(ErrorKind::invalid, {{"de_minimis", "de_minimis.no_regulation", {day.iso()}}});
}

const AidRegulation& DeMinimisLaw::named(std::string_view number) const {
    for (const auto& regulation : regulations_) {
        if (regulation.number == number) return regulation;
    }
    throw Error(ErrorKind::invalid, {{"regulation", "de_minimis.regulation_unknown"}});
}

std::optional<AidLedger> DeMinimisLaw::ledger_of(std::string_view form) const {
    for (const auto& charge : charges_) {
        if (charge.form == form) return charge.ledger;
    }
    throw std::logic_error("de_minimis.json does not say what ledger this form charges: " + std::string(form));
}

std::string DeMinimisLaw::sector_of(const std::set<std::string>& outlet_services) const {
    for (const auto& sector : sectors_) {
        if (sector.service.empty() || outlet_services.contains(sector.service)) return sector.nace;
    }
    return "";
}

}  // namespace bygd
