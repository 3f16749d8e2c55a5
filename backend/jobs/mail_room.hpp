// What whoever writes mail needs: its texts and the settings. Made once at start by pages/house.
#pragma once

#include "jobs/mail_settings.hpp"
#include "jobs/mail_text.hpp"

namespace bygd {

struct MailRoom {
    MailTexts texts;
    MailSettings settings;
};

}  // namespace bygd
