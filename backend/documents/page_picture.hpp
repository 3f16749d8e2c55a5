// A page of a PDF as a picture: it shows in every browser, beside a form and on a phone, and nothing of the file runs there.
// Drawn by poppler in a child process, a few at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bygd {

// PNG, `width` pixels wide; `page` from 1. None when there is no such page or the file cannot be read. Throws Error
// unavailable document.busy when too many are being drawn.
std::optional<std::string> page_picture(std::string_view pdf, int page, int width);

}  // namespace bygd
