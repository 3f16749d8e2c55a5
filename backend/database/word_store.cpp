#include "database/word_store.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/search_words.hpp"

namespace bygd {

namespace {

constexpr std::size_t slips_most = 5;

// Words that nobody has written before get their near forms.
void learn(Transaction& tx, const std::vector<std::string>& words) {
    Values known;
    std::vector<std::string> fresh;
    for (const auto& word : words) {
        if (near_forms(word).empty()) continue;
        fresh.push_back(word);
        known.emplace_back(word);
    }
    if (fresh.empty()) return;
    tx.each("SELECT near FROM search_near WHERE near = word AND near IN (" + repeated(known.size(), "?") + ")", known,
            [&](const Row& row) { fresh.erase(std::remove(fresh.begin(), fresh.end(), row.text("near")), fresh.end()); });
    Values rows;
    for (const auto& word : fresh) {
        for (const auto& form : near_forms(word)) {
            rows.emplace_back(form);
            rows.emplace_back(word);
        }
    }
    constexpr std::size_t at_once = 200;
    for (std::size_t from = 0; from < rows.size(); from += 2 * at_once) {
        const auto to = std::min(rows.size(), from + 2 * at_once);
        const Values part(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(to));
        tx.execute("INSERT IGNORE INTO search_near (near, word) VALUES " + repeated(part.size() / 2, "(?, ?)"), part);
    }
}

bool begins_something(Transaction& tx, const std::string& word) {
    for (const auto kind : {Indexed::case_file, Indexed::organisation, Indexed::outlet}) {
        const auto found = tx.one("SELECT word FROM search_word WHERE kind = ? AND word LIKE ? LIMIT 1",
                                  {static_cast<int>(kind), word + "%"}, [](const Row& row) { return row.text("word"); });
        if (found) return true;
    }
    return false;
}

std::vector<std::string> slips_of(Transaction& tx, const std::string& word) {
    const auto forms = near_forms(word);
    if (forms.empty()) return {};
    Values values;
    for (const auto& form : forms) values.emplace_back(form);
    auto words = tx.all("SELECT DISTINCT word FROM search_near WHERE near IN (" + repeated(values.size(), "?") + ") LIMIT 200", values,
                        [](const Row& row) { return row.text("word"); });
    words.erase(std::remove_if(words.begin(), words.end(), [&](const auto& each) { return !one_slip(word, each); }), words.end());
    if (words.size() > slips_most) words.resize(slips_most);
    return words;
}

}  // namespace

void add_words(Transaction& tx, Indexed kind, std::int64_t id, std::string_view text) {
    const auto words = search_words(text);
    if (words.empty()) return;
    Values values;
    for (const auto& word : words) {
        values.emplace_back(static_cast<int>(kind));
        values.emplace_back(word);
        values.emplace_back(id);
    }
    tx.execute("INSERT IGNORE INTO search_word (kind, word, subject_id) VALUES " + repeated(words.size(), "(?, ?, ?)"), values);
    learn(tx, words);
}

void replace_words(Transaction& tx, Indexed kind, std::int64_t id, std::string_view text) {
    tx.execute("DELETE FROM search_word WHERE kind = ? AND subject_id = ?", {static_cast<int>(kind), id});
    add_words(tx, kind, id, text);
}

std::vector<WordSought> words_sought(Transaction& tx, std::string_view text) {
    std::vector<WordSought> sought;
    auto words = search_words(text);
    if (words.size() > limits::search_words) words.resize(limits::search_words);
    for (const auto& word : words) {
        sought.push_back({word, begins_something(tx, word) ? std::vector<std::string>() : slips_of(tx, word)});
    }
    return sought;
}

bool words_missing(Transaction& tx) {
    return tx.one("SELECT c.id FROM aid_case c LEFT JOIN search_word s ON s.kind = 1 AND s.subject_id = c.id"
                  " WHERE s.subject_id IS NULL LIMIT 1", {}, [](const Row& row) { return row.integer("id"); }).has_value();
}

}  // namespace bygd
