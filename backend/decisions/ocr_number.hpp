// The reference that a payer writes so that the money finds its debt: a number of ours, its length and a check digit (OCR with
// length check, as the banks' systems of incoming payments read it). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bygd {

// "7" and at least seven digits of the number, the length modulo ten, the check digit: 57 is "7000005707".
std::string ocr_number(std::int64_t number);
// None unless the text, blanks apart, is one of ours with both checks right.
std::optional<std::int64_t> number_of_ocr(std::string_view text);

}  // namespace bygd
