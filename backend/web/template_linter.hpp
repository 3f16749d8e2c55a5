// Forbids in a template what ctemplate's escaping does not protect (stack.md §3) and what our Content-Security-Policy
// would stop anyhow. Pure: text in, faults out, each with its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bygd {

// For the text of one page with its parts already put in. Finds: attribute values without quotes; style and on*
// attributes; variables in formaction, srcset, xlink:href, hx-*, data, poster, manifest, background and in element or
// attribute names; variables behind "?" in a URL without ":u"; javascript: URLs; script elements with content or
// without src; style elements outside letters and packs, which stand alone; :none and {{{ but for names in _MARKUP; template comments left open;
// posting forms without {{CSRF}} and {{FORM_KEY}}.
std::vector<std::string> template_faults(std::string_view name, std::string_view text);

}  // namespace bygd
