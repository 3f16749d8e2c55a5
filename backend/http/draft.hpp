// What a person is typing into a form and has not sent. The page keeps it at the house every few seconds, so that a lost
// network, a closed lid or a browser that dies takes no text with it. Known by the person and the form's own key.
#pragma once

#include <map>
#include <string>

#include "base/date_time.hpp"
#include "http/form.hpp"

namespace bygd {

struct Draft {
    std::string key;                // "/cases/2026-0042/actions/propose?proceeding=0": where the form is
    FormPairs fields;               // without secrets and what the page itself put in; files are never kept
    Instant saved_at;

    std::map<std::string, std::string, std::less<>> typed() const;    // as the fields of a form that is shown again
};

// What of it may be kept: as worth_parking, and without version and action, which belong to the page that is shown next.
FormPairs worth_drafting(const FormPairs& fields);
// A path of ours, at most 200 bytes.
bool draft_key_shaped(std::string_view key);

}  // namespace bygd
