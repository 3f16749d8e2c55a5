// The region whose house this is, read once at start from schemas/reference/region.json: another region changes that file
// and nothing else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bygd {

struct Region {
    std::string name;            // as in letters and reports
    std::string department;      // that signs under the name; may be empty
    std::string county;          // "20": only its outlets get support here (2024:1243 23 §)
    std::string diary_series;    // "RUN" of RUN 2026/0042: capital letters
    std::string court;           // "Förvaltningsrätten i Falun": where decisions are appealed against (FL 40 §)
    std::string address = {};    // "Box 712, 791 29 Falun": where letters to the region go; may be empty
    std::string board = {};      // the nämnd whose decisions these are; may be empty

    struct Place {
        std::string municipality;            // its code
        int row = 0, column = 0;             // from the north-west, 0 to 19
    };
    std::vector<Place> map = {};             // of a map of tiles; may be empty: then there is no map

    std::string letters_to() const;   // "Region Dalarna, Box 712, 791 29 Falun"; empty without an address

    static Region load(const std::filesystem::path& file);   // throws std::runtime_error with all faults
};

}  // namespace bygd
