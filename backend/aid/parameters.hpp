// The law as dated data: every cap, share and limit with the days it holds, its source and paragraph, read from
// schemas/parameters. A new value is a new row; code is never changed for it (design.md §4 rule 3).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aid/legal_basis.hpp"
#include "base/date_time.hpp"
#include "base/label.hpp"
#include "base/money.hpp"

namespace bygd {

struct ParameterValue {
    Date valid_from;
    std::optional<Date> valid_to;             // last day, included; none: until changed
    std::int64_t value = 0;                   // öre, basis points, metres or a plain number, by unit
    std::string source, paragraph;
    std::string note;                         // doubt about the value, for a person to read
};

struct Parameter {
    std::string name, unit;                   // "ore", "basis_points", "metres", "number"
    Label label;
    std::vector<ParameterValue> values;       // by valid_from, not overlapping
};

// A value prepared and confirmed in the house, laid over those of the files. Without valid_to it holds until the next value
// begins, or until the one it takes over from would have ended.
struct ParameterOverride {
    std::string name;
    ParameterValue value;
};

class Parameters {
public:
    static Parameters load(const std::filesystem::path& folder);   // throws std::runtime_error with all faults

    // What holds on the day; null when nothing does. Throws std::logic_error for an unknown name.
    const ParameterValue* find(std::string_view name, Date) const;
    // Each throws Error invalid parameter.none_on_day {name, day} when nothing holds then, std::logic_error for a wrong unit.
    const ParameterValue& at(std::string_view name, Date) const;
    Money amount(std::string_view name, Date) const;
    BasisPoints share(std::string_view name, Date) const;
    std::int64_t number(std::string_view name, Date) const;
    using Table = std::map<std::string, Parameter, std::less<>>;
    const Table& all() const;                               // as they are now: another call may answer another edition
    const Parameter* known(std::string_view name) const;    // null: there is none of that name
    const LegalBases& bases() const { return bases_; }

    // From now on the files with these over them, for every thread; what was read before stays where it is, since a value
    // changes some few times a year. One of an unknown parameter is left out, and one that begins when a value of the files
    // does: the files win.
    void put_over(const std::vector<ParameterOverride>&);
    // The same as another object; this one stays as it is. For trying a change.
    Parameters with(const std::vector<ParameterOverride>&) const;

private:
    struct Editions;
    void add(const nlohmann::json& node, const std::string& file, std::vector<std::string>& faults);
    std::int64_t value(std::string_view name, std::string_view unit, Date) const;
    std::shared_ptr<Editions> editions_;   // shared by copies
    LegalBases bases_;
};

// The values with one more among them: the one it takes over from ends the day before. False: one begins that day already.
bool lay_over(std::vector<ParameterValue>& values, ParameterValue added);

// What a person types of a value: kronor, per cent ("85", "37,5"), kilometres ("8,5") or a whole number, by unit. None when
// it is no such thing; of an amount Money::parse throws.
std::optional<std::int64_t> parse_parameter_value(std::string_view unit, const std::string& typed);

}  // namespace bygd
