#include "payouts/daily_seal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash_chain.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const ChainEnd& end) { return {{"sequence", end.sequence}, {"hash", end.hash}}; }
ChainEnd chain_end_of(const json& node) { return {node.at("sequence").get<std::int64_t>(), node.at("hash").get<std::string>()}; }

}  // namespace

bool SealKeys::believed(std::string_view public_key) const {
    if (!own && trusted.empty()) return true;
    if (own && own->public_key() == public_key) return true;
    return std::find(trusted.begin(), trusted.end(), public_key) != trusted.end();
}

std::string text_of(const SealContent& content) {
    json funds = json::object();
    for (const auto& [code, kinds] : content.funds) {
        for (const auto& [kind, sum] : kinds) funds[code][kind] = {{"rows", sum.rows}, {"sum_ore", sum.sum.minor()}};
    }
    return json{{"seal", "bygdestod-seal-1"},
                {"sequence", content.sequence},
                {"sealed_on", content.sealed_on.iso()},
                {"covers_until", utc_text(content.covers_until)},
                {"region", content.region},
                {"previous", content.previous},
                {"funds", funds},
                {"chains", {{"administration", to_json(content.administration)}, {"payments", to_json(content.payments)}}},
                {"vouchers", content.vouchers},
                {"diaries", {{"grown", content.diaries}, {"sha256", content.diaries_sha256}}}}.dump();
}

SealContent seal_content_of(std::string_view text) {
    const auto read = json::parse(text);
    SealContent content;
    content.sequence = read.at("sequence").get<std::int64_t>();
    content.sealed_on = Date::parse(read.at("sealed_on").get<std::string>());
    content.covers_until = parse_utc(read.at("covers_until").get<std::string>());
    content.region = read.at("region").get<std::string>();
    content.previous = read.at("previous").get<std::string>();
    for (const auto& [code, kinds] : read.at("funds").items()) {
        for (const auto& [kind, sum] : kinds.items()) {
            content.funds[code][kind] = {sum.at("rows").get<std::int64_t>(), Money::of_minor(sum.at("sum_ore").get<std::int64_t>())};
        }
    }
    content.administration = chain_end_of(read.at("chains").at("administration"));
    content.payments = chain_end_of(read.at("chains").at("payments"));
    content.vouchers = read.at("vouchers").get<std::map<std::string, std::int64_t>>();
    content.diaries = read.at("diaries").at("grown").get<std::int64_t>();
    content.diaries_sha256 = read.at("diaries").at("sha256").get<std::string>();
    return content;
}

std::string hash_of_diaries(const std::vector<DiaryEnd>& ends) {
    CanonicalForm form("seal-diaries-1;");
    for (const auto& each : ends) form.add(each.diary_number).add_number(each.end.sequence).add(each.end.hash);
    return form.sha256();
}

std::string file_of(const DailySeal& seal, const std::vector<DiaryEnd>& ends) {
    auto diaries = json::array();
    for (const auto& each : ends) diaries.push_back({{"diary_number", each.diary_number}, {"sequence", each.end.sequence}, {"hash", each.end.hash}});
    return json{{"content", seal.content},
                {"sha256", seal.sha256},
                {"public_key", seal.public_key},
                {"signature", seal.signature},
                {"algorithm", "Ed25519 over the bytes of content; public_key and signature in base64"},
                {"diaries", diaries}}.dump(1) + "\n";
}

}  // namespace bygd
