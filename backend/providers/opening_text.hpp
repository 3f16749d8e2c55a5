// Opening hours as a person types them, as programs exchange them, and as they are kept; and what follows from them. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "providers/opening_hours.hpp"
#include "providers/organisation.hpp"

namespace bygd {

inline constexpr std::string_view weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
inline constexpr int opening_seasons_most = 6;
inline constexpr int opening_days_most = 40;

// Reads opening_mon ... opening_sun, opening_season_<n>_name, _from, _to and _mon ... _sun, and opening_special_<n>_on, _hours
// and _note, n from 1. A day is "9-18", "9.30-12, 13-18", "18-02" (past midnight, at most to noon), "dygnet runt", "stängt"
// or nothing, which is closed; with every day of the usual week left out nothing is known. Problems on their fields:
// opening.format, opening.overlap, opening.next_day, opening.past_noon, opening.usual_missing, opening.season_overlap,
// opening.day_twice, required, date.*, date.order, text.*.
OpeningHours read_opening(const Typed&, Problems&);
Typed typed_of(const OpeningHours&);                  // the reverse

// "09:00–12:00, 13:00–18:00"; `closed` for none.
std::string day_text(const DayHours&, std::string_view closed);

// Whole hours of the usual week, a part of an hour dropped: what the law asks for at least is not reached by rounding.
int hours_of_week(const WeekHours&);
// Of the day: a deviating day before a season before the usual week. None when nothing is known.
std::optional<DayHours> hours_on(const OpeningHours&, Date day);

nlohmann::json to_json(const OpeningHours&);          // null when nothing is known
// The fields of read_opening that a program means. Throws Error invalid opening_hours=opening.json for another shape.
Typed typed_of_opening(const nlohmann::json&);
std::string kept_text(const OpeningHours&);           // for the database and events; "" when nothing is known
OpeningHours opening_of_kept(std::string_view);       // the reverse

}  // namespace bygd
