// What somebody had typed when the session had run out: kept for that person alone until after sign-in. Fields that
// hold a secret, and files, are never kept.
#pragma once

#include <string>
#include <string_view>

#include "base/date_time.hpp"
#include "http/form.hpp"

namespace bygd {

struct ParkedForm {
    std::string path;          // where it was to be posted
    FormPairs fields;
    Instant parked_at;
};

// The fields worth keeping: without csrf, form_key and anything named like a password. Empty when what is left is more
// than limits::parked_form_bytes, for half a form is worse than none.
FormPairs worth_parking(const FormPairs& posted);

// A field whose value must never be kept or hashed without salt: its name holds "password" or "secret".
bool secret_field(std::string_view name);

std::string to_json(const FormPairs& fields);
FormPairs form_fields_of(std::string_view json);

}  // namespace bygd
