// The law as dated data: every cap, share and limit with the days it holds, its source and paragraph, read from
// schemas/parameters. A new value is a new row; code is never changed for it (design.md §4 rule 3).
#pragma once

#include <filesystem>
#include <map>
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
    const std::map<std::string, Parameter, std::less<>>& all() const { return parameters_; }
    const LegalBases& bases() const { return bases_; }

private:
    void add(const nlohmann::json& node, const std::string& file, std::vector<std::string>& faults);
    std::int64_t value(std::string_view name, std::string_view unit, Date) const;
    std::map<std::string, Parameter, std::less<>> parameters_;
    LegalBases bases_;
};

}  // namespace bygd
