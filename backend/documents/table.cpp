#include "documents/table.hpp"

#include <cctype>

#include "base/text.hpp"

namespace bygd {

const std::string& TableRow::cell(std::size_t column) const {
    static const std::string none;
    return column < cells.size() ? cells[column] : none;
}

std::string heading_key(std::string_view heading) {
    std::string key;
    for (const auto c : lowered(heading)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte)) key += c;
    }
    return key;
}

}  // namespace bygd
