#include "aid/legal_basis.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"

namespace bygd {

Date law_day(const LegalBasis& basis, Date day) {
    if (day < basis.valid_from) return basis.valid_from;
    return basis.valid_to && *basis.valid_to < day ? *basis.valid_to : day;
}

namespace {

using nlohmann::json;

LegalBasis basis_of(const json& node) {
    LegalBasis basis;
    basis.number = node.at("number").get<std::string>();
    basis.title = {node.at("title").at("sv").get<std::string>(), node.at("title").at("en").get<std::string>()};
    basis.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    if (node.contains("valid_to")) basis.valid_to = Date::parse(node.at("valid_to").get<std::string>());
    basis.source = node.at("source").get<std::string>();
    basis.note = node.value("note", "");
    for (const auto& one : node.at("amendments")) {
        basis.amendments.push_back({one.at("number").get<std::string>(), Date::parse(one.at("in_force").get<std::string>()),
                                    one.at("paragraphs").get<std::string>()});
    }
    if (node.contains("set_off")) basis.set_off_forms = node.at("set_off").at("recovered_forms").get<std::vector<std::string>>();
    return basis;
}

void require_one_each_day(const std::vector<LegalBasis>& bases) {
    if (bases.empty()) throw std::runtime_error("there is no legal basis");
    for (std::size_t i = 1; i < bases.size(); ++i) {
        const auto& before = bases[i - 1];
        if (!before.valid_to || before.valid_to->plus_days(1) != bases[i].valid_from) {
            throw std::runtime_error(before.number + " does not end the day before " + bases[i].number + " begins");
        }
    }
}

}  // namespace

LegalBases LegalBases::of_json(const json& file) {
    LegalBases read;
    for (const auto& node : file.at("legal_bases")) read.bases_.push_back(basis_of(node));
    std::sort(read.bases_.begin(), read.bases_.end(), [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
    require_one_each_day(read.bases_);
    read.chosen_by_ = file.at("chosen_by").get<std::string>();
    if (read.chosen_by_ != "received" && read.chosen_by_ != "registered") {
        throw std::runtime_error("chosen_by is neither received nor registered");
    }
    read.chosen_by_note_ = file.value("chosen_by_note", "");
    return read;
}

const LegalBasis& LegalBases::of_case(Date received, Date registered) const {
    const auto day = chosen_by_ == "registered" ? registered : received;
    const LegalBasis* found = &bases_.front();
    for (const auto& basis : bases_) {
        if (basis.valid_from <= day) found = &basis;
    }
    return *found;
}

const LegalBasis* LegalBases::find(std::string_view number) const {
    const auto found = std::find_if(bases_.begin(), bases_.end(), [&](const auto& one) { return one.number == number; });
    return found == bases_.end() ? nullptr : &*found;
}

const LegalBasis& LegalBases::get(std::string_view number) const {
    const auto* found = find(number);
    if (!found) throw Error(ErrorKind::invalid, {{"legal_basis", "law.unknown_basis", {std::string(number)}}});
    return *found;
}

}  // namespace bygd
