// What became of the mail of the demo: no mail server is there, so the answers of one are invented and noted as the
// dispatcher notes them. One message is refused, one comes back.
#pragma once

#include "base/date_time.hpp"
#include "base/services.hpp"

namespace bygd {

class DemoMail {
public:
    explicit DemoMail(const Services& services) : services_(services) {}
    // All that was queued before then.
    void until(Instant at);

private:
    const Services& services_;
    bool refused_ = false, returned_ = false;
};

}  // namespace bygd
