// Aid of minor importance in the demo: an invented series of exchange rates told week by week as the stories go on, two
// groups of companies, what some applicants have had from others, and a register with rows due, late, registered and to
// correct. Through the same actions a person uses; the same from one load to the next.
#pragma once

#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/services.hpp"

namespace bygd {

class SetClock;

class DemoDeMinimis {
public:
    DemoDeMinimis(const Services&, SetClock&, const std::map<std::string, Actor>& people);

    // Tells what has come up by then: the rates of each week that has ended, and the links of the companies.
    void until(Instant);
    // After all stories: declared aid, look-ups and the register as it stands on the last day.
    void end(Date last_day);

private:
    void tell_week(Date monday);
    void tell_links();
    void tell_aid_of_others();
    void register_rows(Date last_day);

    const Services& services_;
    SetClock& clock_;
    const std::map<std::string, Actor>& people_;
    Date next_monday_;
    bool linked_ = false;
};

}  // namespace bygd
