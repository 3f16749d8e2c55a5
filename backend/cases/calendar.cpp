#include "cases/calendar.hpp"

#include "base/text.hpp"

namespace bygd {

namespace {

// §3.1: at most 75 bytes a line, cut between two characters, gone on after a space.
void put_line(std::string& out, std::string_view line) {
    std::size_t room = 75;
    while (line.size() > room) {
        auto end = room;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
        out += std::string(line.substr(0, end)) + "\r\n ";
        line.remove_prefix(end);
        room = 74;
    }
    out += std::string(line) + "\r\n";
}

// §3.3.11. Line breaks stay line breaks; other control characters become spaces.
std::string escaped(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& line : split(replaced_all(std::string(text), "\r\n", "\n"), '\n')) {
        std::string out;
        for (const char c : one_line(line)) {
            if (c == '\\' || c == ';' || c == ',') out += '\\';
            out += c;
        }
        lines.push_back(std::move(out));
    }
    return joined(lines, "\\n");
}

std::string day_text(Date day) {
    return replaced_all(day.iso(), "-", "");
}

std::string instant_text(Instant at) {
    const auto text = utc_text(at);  // "2026-11-23T13:05:09.000123Z"
    return replaced_all(text.substr(0, 10), "-", "") + "T" + replaced_all(text.substr(11, 8), ":", "") + "Z";
}

}  // namespace

std::string calendar_text(std::string_view name, const std::vector<CalendarEntry>& entries, Instant now) {
    std::string out;
    for (const auto* line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bygdestod//Bygdestod//SV",
                             "CALSCALE:GREGORIAN", "METHOD:PUBLISH"}) {
        put_line(out, line);
    }
    put_line(out, "X-WR-CALNAME:" + escaped(name));
    put_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    for (const auto& entry : entries) {
        put_line(out, "BEGIN:VEVENT");
        put_line(out, "UID:" + escaped(entry.uid));
        put_line(out, "DTSTAMP:" + instant_text(now));
        put_line(out, "DTSTART;VALUE=DATE:" + day_text(entry.day));
        put_line(out, "DTEND;VALUE=DATE:" + day_text(entry.day.plus_days(1)));
        put_line(out, "SEQUENCE:" + std::to_string(entry.sequence));
        put_line(out, "SUMMARY:" + escaped(entry.summary));
        if (!entry.description.empty()) put_line(out, "DESCRIPTION:" + escaped(entry.description));
        if (!entry.url.empty()) put_line(out, "URL:" + one_line(entry.url));
        put_line(out, "TRANSP:TRANSPARENT");
        put_line(out, "END:VEVENT");
    }
    put_line(out, "END:VCALENDAR");
    return out;
}

}  // namespace bygd
