// Tells the stories: each step becomes the command a person of the right role would give, through the same actions.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/services.hpp"
#include "cases/case_action.hpp"
#include "demo/demo_duties.hpp"
#include "demo/demo_story.hpp"
#include "providers/outlet.hpp"

namespace bygd {

class DemoTeller {
public:
    DemoTeller(const Services& services, SetClock& clock, std::map<std::string, Actor> people,
               std::map<int, std::map<std::string, std::int64_t>> funds, std::function<void(Instant)> meanwhile);
    void tell(const std::vector<DemoStory>& stories, const std::vector<DemoStep>& steps);

private:
    void step(const DemoStory& story, const std::string& what, std::string& number);
    void step_beside(const DemoStory& story, const std::string& what, const std::string& number);
    // On the proceeding of a kind that is open, or on the case itself (""). The person says first that there is no conflict
    // of interest.
    void take(const std::string& who, const std::string& number, const std::string& action, ActionInput input = {},
              const std::string& reason = "", const std::string& kind = "");
    // Read once, then kept as the actions answer it; who changes it in another way forgets it.
    const Case& now(const std::string& number) const;
    void keep(const Case& subject);
    bool tell_of_duties(const DemoStory& story, const std::string& number, DutyTime time);
    void check_registers(const std::string& officer, const std::string& number);
    void mark(const std::string& who, const std::string& number, const std::string& kind);   // today
    const std::string& officer_of(const DemoStory& story) const;
    ActionInput application_of(const DemoStory& story) const;
    ActionInput proposal_of_story(const DemoStory& story, const std::string& number) const;
    void bring_proofs(const std::string& officer, const std::string& number, ActionInput& claim);
    void add_doubtful_row(const DemoStory& story, const std::string& number, bool last, Typed& fields) const;
    ActionInput claim_of(const DemoStory& story, const std::string& number, bool last) const;
    ActionInput review_of(const std::string& number) const;
    std::string decider_for(const std::string& number) const;

    const Services& services_;
    SetClock& clock_;
    std::map<std::string, Actor> people_;
    std::map<int, std::map<std::string, std::int64_t>> funds_;   // year -> form -> fund
    std::function<void(Instant)> meanwhile_;                      // what else happens in the house before a step
    mutable std::map<std::string, Case> known_;
    std::map<int, Id<Outlet>> outlets_;                           // registered so far, by index of demo_outlets
    std::set<std::string> visited_;                               // cases followed up on site
};

}  // namespace bygd
