// The ordinances that support is given under, as dated data (schemas/parameters/legal_bases.json): which one a case is
// tried by, and on which day its values are looked up. Pure; a case keeps the basis it was begun with.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/label.hpp"

namespace bygd {

struct Amendment {
    std::string number;                       // "2018:150"
    Date in_force;
    std::string paragraphs;                   // that it changed
};

struct LegalBasis {
    std::string number;                       // "2024:1243"
    Label title;
    Date valid_from;
    std::optional<Date> valid_to;             // last day, included; none: in force
    std::string source, note;
    std::vector<Amendment> amendments;        // by day
    std::vector<std::string> set_off_forms;   // forms whose recovered support may be set off against other payments under it
};

// The day whose law is applied when a case under this basis is tried on `day`: that day, but never outside the days the
// basis holds. An application of 2024 that is tried in 2025 is tried by 2000:284 as it stood on 2024-12-31.
Date law_day(const LegalBasis&, Date day);

class LegalBases {
public:
    LegalBases() = default;
    // Throws std::runtime_error: none at all, two in force on one day, a gap between two, an unknown "chosen_by".
    static LegalBases of_json(const nlohmann::json&);

    // The basis of a case by its dates: the day its application came in or the day it was registered, as the data says.
    // A day before the first gets the first.
    const LegalBasis& of_case(Date received, Date registered) const;
    const LegalBasis* find(std::string_view number) const;
    const LegalBasis& get(std::string_view number) const;       // throws Error invalid law.unknown_basis {number}
    const std::vector<LegalBasis>& all() const { return bases_; }   // oldest first
    const std::string& chosen_by() const { return chosen_by_; }
    const std::string& chosen_by_note() const { return chosen_by_note_; }

private:
    std::vector<LegalBasis> bases_;
    std::string chosen_by_ = "received";
    std::string chosen_by_note_;
};

}  // namespace bygd
