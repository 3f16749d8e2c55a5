// Asks clamd about a file by its protocol INSTREAM, over TCP or a unix socket. Knows nothing of documents.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

enum class ScanVerdict { clean, infected, unreachable };
struct ScanResult {
    ScanVerdict verdict = ScanVerdict::unreachable;
    std::string text;      // infected: the name of what was found; unreachable: why
};

// `address`: HOST:PORT, or the path of a unix socket. Anything but a plain "OK" or "FOUND" is no answer, and so unreachable:
// what is not known to be clean is not taken in. Never throws.
ScanResult scan_with_clamd(const std::string& address, std::string_view bytes);

}  // namespace bygd
