// Base64 of RFC 4648 with padding, as JSON carries the bytes of a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bygd {

std::optional<std::string> base64_decoded(std::string_view text);   // none when it is not base64
std::string base64_encoded(std::string_view bytes);

}  // namespace bygd
