// The grounds of secrecy that a document may be marked with, as dated data: schemas/parameters/secrecy_grounds.json. A mark
// is a warning (OSL 5:5), never a decision: whether something may be given out is tried each time somebody asks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/label.hpp"

namespace bygd {

struct SecrecyGround {
    std::string name;                     // "osl_30_23"
    std::string paragraph;                // "30 kap. 23 § OSL"
    Label label;
    std::string note;                     // in Swedish: when it applies
    Date valid_from;
    std::optional<Date> valid_to;         // the last day
    std::string text(std::string_view language) const { return paragraph + ": " + label.in(language); }
};

class SecrecyGrounds {
public:
    // Throws std::runtime_error naming the file and what is wrong with it.
    static SecrecyGrounds load(const std::filesystem::path& file);
    const SecrecyGround* find(std::string_view name) const;   // also one that has ended; null: none
    std::vector<const SecrecyGround*> on(Date day) const;     // in the order of the law
    // "30 kap. 23 § OSL"; of a name that is not known, the name.
    std::string paragraph(std::string_view name) const;

private:
    std::vector<SecrecyGround> grounds_;
};

}  // namespace bygd
