#include "providers/likeness.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/search_words.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

// Words that say what kind of shop or company it is, not which one: nobody meets by them, and they count only where a name
// holds nothing else.
constexpr std::string_view common_words[] = {
    "ab", "aktiebolag", "aktiebolaget", "hb", "handelsbolag", "kb", "kommanditbolag", "ek", "ekonomisk", "för", "förening", "firma",
    "enskild", "och", "i", "på", "vid", "the", "ica", "nära", "supermarket", "coop", "konsum", "tempo", "handlarn", "handlar",
    "n", "matöppet", "butiker", "lanthandel", "lanthandeln", "livs", "livsmedel", "butik", "butiken", "handel", "bensin", "mack",
    "macken", "preem", "okq8", "qstar", "circle", "k", "service", "bygdens", "byn", "byns"};

bool is_common(const std::string& word) {
    return std::find(std::begin(common_words), std::end(common_words), word) != std::end(common_words);
}

std::vector<std::string> telling_words(const std::string& name) {
    const auto all = search_words(name);
    std::vector<std::string> telling;
    std::copy_if(all.begin(), all.end(), std::back_inserter(telling), [](const auto& word) { return !is_common(word); });
    return telling.empty() ? all : telling;
}

// More than two thirds of their telling words are the same, or one slip from it.
bool names_alike(const std::string& one, const std::string& other) {
    const auto first = telling_words(one);
    auto second = telling_words(other);
    const auto all = first.size() + second.size();
    std::size_t same = 0;
    for (const auto& word : first) {
        const bool slips = !near_forms(word).empty();    // in a short word another letter is another word
        const auto met = std::find_if(second.begin(), second.end(), [&](const auto& each) {
            return word == each || (slips && one_slip(word, each));
        });
        if (met == second.end()) continue;
        same += 2;
        second.erase(met);
    }
    return 3 * same > 2 * all;
}

std::string folded_text(const std::string& text) { return joined(search_words(text), " "); }

std::string digits_of(const std::string& text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

// A number of telephone with and without +46 is one.
std::string phone_of(const std::string& text) {
    auto digits = digits_of(text);
    if (digits.starts_with("46")) digits = "0" + digits.substr(2);
    return digits.size() >= 7 ? digits : std::string();
}

std::string account_of(const Organisation& o) {
    const auto& account = o.payee ? o.payee : o.payee_pending;
    return account ? std::string(to_string(account->kind())) + account->digits() : std::string();
}

// "Bygatan" alone is a street of every village; with a number it is a house.
std::string house_of(const std::string& street) {
    return digits_of(street).empty() ? std::string() : folded_text(street);
}

bool same(const std::string& one, const std::string& other) { return !one.empty() && one == other; }

class Keys {
public:
    void add(const std::string& prefix, const std::string& text) {
        constexpr std::size_t most = 70;                 // of 80 characters of the column
        if (!text.empty() && characters(text) <= most) found_.insert(prefix + text);
    }
    void add_name(const std::string& prefix, const std::string& name) {
        for (const auto& word : search_words(name)) {
            if (is_common(word)) continue;
            add(prefix, word);
            for (const auto& form : near_forms(word)) add(prefix, form);
        }
    }
    std::vector<std::string> take() const { return {found_.begin(), found_.end()}; }

private:
    std::set<std::string> found_;
};

}  // namespace

std::vector<std::string> likeness_keys(const Organisation& o) {
    Keys keys;
    keys.add_name("n:", o.name);
    keys.add("s:", house_of(o.street).empty() ? "" : o.postal_code + house_of(o.street));
    keys.add("e:", lowered(o.email));
    keys.add("t:", phone_of(o.phone));
    keys.add("b:", account_of(o));
    return keys.take();
}

std::vector<std::string> likeness_keys(const Outlet& o) {
    Keys keys;
    keys.add_name("n" + o.municipality + ":", o.name);
    keys.add("s" + o.municipality + ":", house_of(o.street));
    keys.add("c:", o.cfar.value_or(""));
    return keys.take();
}

std::vector<std::string> alike(const Organisation& one, const Organisation& other) {
    std::vector<std::string> why;
    if (names_alike(one.name, other.name)) why.emplace_back("name");
    if (same(house_of(one.street), house_of(other.street)) && one.postal_code == other.postal_code) why.emplace_back("street");
    if (same(lowered(one.email), lowered(other.email))) why.emplace_back("email");
    if (same(phone_of(one.phone), phone_of(other.phone))) why.emplace_back("phone");
    if (same(account_of(one), account_of(other))) why.emplace_back("payee");
    return why;
}

std::vector<std::string> alike(const Outlet& one, const Outlet& other) {
    std::vector<std::string> why;
    const bool near = one.municipality == other.municipality;
    if (near && names_alike(one.name, other.name)) why.emplace_back("name");
    if (near && same(house_of(one.street), house_of(other.street))) why.emplace_back("street");
    if (same(one.cfar.value_or(""), other.cfar.value_or(""))) why.emplace_back("cfar");
    return why;
}

}  // namespace bygd
