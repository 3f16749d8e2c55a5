#include "payouts/sie_file.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// The letters of the upper half of code page 437 from 0x80, in order; line drawing and mathematics after them are not for text.
constexpr std::array<char32_t, 48> upper = {
    U'Ç', U'ü', U'é', U'â', U'ä', U'à', U'å', U'ç', U'ê', U'ë', U'è', U'ï', U'î', U'ì', U'Ä', U'Å',
    U'É', U'æ', U'Æ', U'ô', U'ö', U'ò', U'û', U'ù', U'ÿ', U'Ö', U'Ü', U'¢', U'£', U'¥', U'₧', U'ƒ',
    U'á', U'í', U'ó', U'ú', U'ñ', U'Ñ', U'ª', U'º', U'¿', U'⌐', U'¬', U'½', U'¼', U'¡', U'«', U'»'};
constexpr std::pair<char32_t, unsigned char> others[] = {{U'ß', 0xE1}, {U'µ', 0xE6}, {U'±', 0xF1}, {U'÷', 0xF6}, {U'°', 0xF8}, {U'·', 0xFA}, {U'²', 0xFD}};
constexpr std::pair<std::u32string_view, std::string_view> nearest[] = {
    {U"ÀÁÂÃ", "A"}, {U"ãāăą", "a"}, {U"ÈÊËĒĘĚ", "E"}, {U"ēęě", "e"}, {U"ÌÍÎÏĪ", "I"}, {U"īı", "i"}, {U"ÒÓÔÕØŌŐ", "O"}, {U"õøōő", "o"},
    {U"ÙÚÛŪŮŰ", "U"}, {U"ūůű", "u"}, {U"ÝŸ", "Y"}, {U"ý", "y"}, {U"ĆČ", "C"}, {U"ćč", "c"}, {U"ĐĎÐ", "D"}, {U"đďð", "d"}, {U"Ł", "L"}, {U"ł", "l"},
    {U"ŃŇ", "N"}, {U"ńňŋ", "n"}, {U"Ř", "R"}, {U"ř", "r"}, {U"ŚŠŞ", "S"}, {U"śšş", "s"}, {U"ŤŢŦ", "T"}, {U"ťţŧ", "t"}, {U"ŹŻŽ", "Z"}, {U"źżž", "z"},
    {U"Þ", "Th"}, {U"þ", "th"}, {U"Œ", "OE"}, {U"œ", "oe"}, {U"–—‐‑−", "-"}, {U"‘’‚´", "'"}, {U"“”„", "'"}, {U"…", "..."}, {U"€", "EUR"}, {U"×", "x"}, {U"§", "par."},
    {U"\u00A0\u2007\u2009\u202F\\", " "}, {U"•", "*"}};

// The next character of valid UTF-8.
char32_t next_of(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    char32_t character = more == 3 ? first & 0x07 : more == 2 ? first & 0x0F : more == 1 ? first & 0x1F : first;
    for (; more > 0 && at < text.size(); --more) character = (character << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
    return character;
}

void append_cp437(std::string& bytes, char32_t character) {
    if (character < 0x20 || character == 0x7F) {
        bytes += ' ';
        return;
    }
    if (character < 0x80 && character != U'\\') {
        bytes += static_cast<char>(character);
        return;
    }
    if (const auto found = std::find(upper.begin(), upper.end(), character); found != upper.end()) {
        bytes += static_cast<char>(0x80 + (found - upper.begin()));
        return;
    }
    for (const auto& [known, byte] : others) {
        if (known == character) {
            bytes += static_cast<char>(byte);
            return;
        }
    }
    for (const auto& [known, written] : nearest) {
        if (known.find(character) != std::u32string_view::npos) {
            bytes += written;
            return;
        }
    }
    if (character >= 0x300 && character < 0x370) return;   // an accent that stands after its letter
    bytes += '?';
}

std::string day_of(Date day) { return replaced_all(day.iso(), "-", ""); }
std::string in_quotes(std::string_view text) { return "\"" + replaced_all(to_cp437(text), "\"", "\\\"") + "\""; }

class SieText {
public:
    SieText& line(const std::string& text) {
        text_ += text + "\r\n";
        return *this;
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string objects_of(const PostingObjects& objects) {
    std::string text;
    for (const auto& [dimension, code] : objects) text += (text.empty() ? "" : " ") + std::to_string(dimension) + " " + in_quotes(code);
    return "{" + text + "}";
}

void put_voucher(SieText& file, const Voucher& voucher) {
    file.line("#VER " + in_quotes(voucher.series) + " " + std::to_string(voucher.number) + " " + day_of(voucher.booked_on) + " " +
              in_quotes(voucher.text) + " " + day_of(stockholm_day(voucher.made_at)));
    file.line("{");
    for (const auto& line : voucher.lines) file.line("   #TRANS " + line.account + " " + objects_of(line.objects) + " " + line.amount.plain());
    file.line("}");
}

}  // namespace

std::string to_cp437(std::string_view utf8) {
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size();) append_cp437(bytes, next_of(utf8, at));
    return bytes;
}

std::string text_of(const SieHeading& heading) {
    json dimensions = json::object(), objects = json::array(), accounts = json::object();
    for (const auto& [number, name] : heading.dimensions) dimensions[std::to_string(number)] = name;
    for (const auto& object : heading.objects) objects.push_back({object.dimension, object.code, object.name});
    for (const auto& [number, name] : heading.accounts) accounts[number] = name;
    return json{{"company", heading.company}, {"organisation_number", heading.organisation_number}, {"program_version", heading.program_version},
                {"generated_on", heading.generated_on.iso()}, {"dimensions", dimensions}, {"objects", objects}, {"accounts", accounts}}.dump();
}

SieHeading sie_heading_of(std::string_view text) {
    const auto read = json::parse(text);
    SieHeading heading{read.at("company"), read.at("organisation_number"), read.at("program_version"),
                       Date::parse(read.at("generated_on").get<std::string>()), {}, {}, {}};
    for (const auto& [number, name] : read.at("dimensions").items()) heading.dimensions[std::stoi(number)] = name;
    for (const auto& object : read.at("objects")) heading.objects.push_back({object.at(0), object.at(1), object.at(2)});
    for (const auto& [number, name] : read.at("accounts").items()) heading.accounts[number] = name;
    return heading;
}

SieHeading heading_for(SieHeading whole, const std::vector<Voucher>& vouchers) {
    std::set<std::string, std::less<>> accounts;
    std::set<std::pair<int, std::string>> objects;
    for (const auto& voucher : vouchers) {
        for (const auto& line : voucher.lines) {
            accounts.insert(line.account);
            objects.insert(line.objects.begin(), line.objects.end());
        }
    }
    auto named = std::move(whole);
    std::vector<PlanObject> kept;
    std::map<int, std::string> dimensions;
    for (const auto& [dimension, code] : objects) {
        const auto found = std::find_if(named.objects.begin(), named.objects.end(),
                                        [&, d = dimension, &c = code](const auto& object) { return object.dimension == d && object.code == c; });
        kept.push_back({dimension, code, found == named.objects.end() ? code : found->name});
        const auto name = named.dimensions.find(dimension);
        dimensions[dimension] = name == named.dimensions.end() ? std::to_string(dimension) : name->second;
    }
    std::map<std::string, std::string, std::less<>> used;
    for (const auto& number : accounts) {
        const auto found = named.accounts.find(number);
        used[number] = found == named.accounts.end() ? number : found->second;
    }
    named.objects = std::move(kept);
    named.dimensions = std::move(dimensions);
    named.accounts = std::move(used);
    return named;
}

std::string write_sie(const SieHeading& heading, int year, const std::vector<Voucher>& vouchers) {
    SieText file;
    const auto financial_year = std::to_string(year);
    file.line("#FLAGGA 0").line("#PROGRAM " + in_quotes("Bygdestöd") + " " + in_quotes(heading.program_version)).line("#FORMAT PC8");
    file.line("#GEN " + day_of(heading.generated_on)).line("#SIETYP 4").line("#ORGNR " + heading.organisation_number);
    file.line("#FNAMN " + in_quotes(heading.company)).line("#RAR 0 " + financial_year + "0101 " + financial_year + "1231");
    for (const auto& [number, name] : heading.accounts) file.line("#KONTO " + number + " " + in_quotes(name));
    for (const auto& [number, name] : heading.dimensions) file.line("#DIM " + std::to_string(number) + " " + in_quotes(name));
    for (const auto& object : heading.objects) {
        file.line("#OBJEKT " + std::to_string(object.dimension) + " " + in_quotes(object.code) + " " + in_quotes(object.name));
    }
    for (const auto& voucher : vouchers) put_voucher(file, voucher);
    return file.take();
}

}  // namespace bygd
