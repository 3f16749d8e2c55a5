// The calendar as RFC 5545 has it: read back by a small reader of its own that unfolds and unescapes.
#include "cases/calendar.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/text.hpp"

namespace bygd {
namespace {

struct Read {
    std::vector<std::map<std::string, std::string>> events;
    std::vector<std::string> lines;
};

std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            EXPECT_NE(text[i], ';') << text;
            EXPECT_NE(text[i], ',') << text;
            out += text[i];
        } else {
            const char c = text[++i];
            EXPECT_NE(std::string_view("\\;,nN").find(c), std::string_view::npos) << text;
            out += c == 'n' || c == 'N' ? '\n' : c;
        }
    }
    return out;
}

Read read(const std::string& calendar) {
    Read found;
    EXPECT_TRUE(calendar.ends_with("\r\n"));
    for (const auto& line : split(calendar.substr(0, calendar.size() - 1), '\n')) {
        EXPECT_TRUE(line.ends_with("\r")) << line;
        const auto bare = line.substr(0, line.size() - 1);
        EXPECT_LE(bare.size(), 75u) << bare;
        EXPECT_TRUE(valid_utf8(bare)) << "cut inside a character: " << bare;
        if (bare.starts_with(" "))
            found.lines.back() += bare.substr(1);
        else
            found.lines.push_back(bare);
    }
    for (const auto& line : found.lines) {
        const auto colon = line.find(':');
        if (line == "BEGIN:VEVENT")
            found.events.emplace_back();
        else if (!found.events.empty() && colon != line.npos)
            found.events.back()[line.substr(0, colon)] = line.substr(colon + 1);
    }
    return found;
}

const Instant now = parse_utc("2026-11-26T06:30:00.000000Z");

TEST(Calendar, IsOneThatCalendarsRead) {
    const auto found = read(calendar_text(
        "Bygdestöd",
        {{"task-7@run.bygdestod", Date(2026, 12, 31), "Kompletteringen", "Vad", "https://x.example/tasks/7", 3}}, now));
    EXPECT_EQ(found.lines.front(), "BEGIN:VCALENDAR");
    EXPECT_EQ(found.lines[1], "VERSION:2.0");
    EXPECT_EQ(found.lines.back(), "END:VCALENDAR");
    ASSERT_EQ(found.events.size(), 1u);
    auto event = found.events.front();
    EXPECT_EQ(event["UID"], "task-7@run.bygdestod");
    EXPECT_EQ(event["DTSTAMP"], "20261126T063000Z");
    EXPECT_EQ(event["DTSTART;VALUE=DATE"], "20261231");
    EXPECT_EQ(event["DTEND;VALUE=DATE"], "20270101");  // the day after: the end is not part of it
    EXPECT_EQ(event["SEQUENCE"], "3");
    EXPECT_EQ(event["URL"], "https://x.example/tasks/7");
}

TEST(Calendar, KeepsEveryTextWholeAndAddsNoLine) {
    for (const std::string hostile :
         {"Åsas; butik, \\ \"Lima\"", "rad ett\nrad två\r\nrad tre", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "\x01\x7f",
          "🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪🏪", ""}) {
        const auto long_text = hostile + std::string(300, 'a') + hostile;
        const auto found = read(calendar_text(hostile, {{"u", Date(2026, 1, 1), hostile, long_text, "", 0}}, now));
        ASSERT_EQ(found.events.size(), 1u) << hostile;
        auto event = found.events.front();
        const auto expected = replaced_all(replaced_all(replaced_all(hostile, "\r\n", "\n"), "\x01", " "), "\x7f", " ");
        EXPECT_EQ(unescaped(event["SUMMARY"]), expected);
        EXPECT_EQ(unescaped(event["DESCRIPTION"]), expected + std::string(300, 'a') + expected);
    }
}

TEST(Calendar, MayBeEmpty) {
    EXPECT_TRUE(read(calendar_text("x", {}, now)).events.empty());
}

}  // namespace
}  // namespace bygd
