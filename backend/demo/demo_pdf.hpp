// A small whole PDF of one page: what the applicants of the demo hand in.
#pragma once

#include <string>

namespace bygd {

std::string demo_pdf(const std::string& ascii_text);

}  // namespace bygd
