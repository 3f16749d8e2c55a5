#include "http/multipart.hpp"

#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::size_t part_head_bytes = 4096;
constexpr std::size_t boundary_bytes = 70;  // RFC 2046

[[noreturn]] void broken() {
    refuse(ErrorKind::bad_request, "request.form_broken");
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

// `form-data; name="a b"; filename="x.pdf"` after the first semicolon. Browsers write a quote inside as %22, others as
// \".
Parameters parameters_of(std::string_view header) {
    Parameters found;
    auto at = header.find(';');
    while (at != header.npos) {
        at = header.find_first_not_of(" \t;", at);
        if (at == header.npos) break;
        const auto equals = header.find('=', at);
        if (equals == header.npos) broken();
        const auto name = lowered(trimmed(header.substr(at, equals - at)));
        std::string value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"') ++at;
                value += header[at];
            }
            if (at == header.size()) broken();
            at = header.find(';', at);
        } else {
            const auto end = std::min(header.find(';', at), header.size());
            value = trimmed(header.substr(at, end - at));
            at = end == header.size() ? header.npos : end;
        }
        found.emplace_back(name, std::move(value));
    }
    return found;
}

std::optional<std::string> parameter(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters) {
        if (key == name) return value;
    }
    return {};
}

std::string unescaped(std::string text) {
    return replaced_all(replaced_all(replaced_all(std::move(text), "%22", "\""), "%0D", " "), "%0A", " ");
}

Part part_of(std::string_view head, std::string_view content) {
    Part part{.name = {}, .file_name = {}, .content_type = {}, .content = content};
    bool named = false;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == line.npos) broken();
        const auto key = lowered(line.substr(0, colon));
        const auto value = trimmed(line.substr(colon + 1));
        if (key == "content-type") part.content_type = value;
        if (key != "content-disposition") continue;
        const auto parameters = parameters_of(value);
        const auto name = parameter(parameters, "name");
        if (named || !name || lowered(trimmed(value.substr(0, value.find(';')))) != "form-data") broken();
        named = true;
        part.name = unescaped(*name);
        if (auto file = parameter(parameters, "filename")) part.file_name = unescaped(*std::move(file));
    }
    if (!named) broken();
    return part;
}

}  // namespace

void for_each_part(std::string_view content_type, std::string_view body, const std::function<void(Part&&)>& take) {
    const auto boundary = parameter(parameters_of(content_type), "boundary");
    if (!boundary || boundary->empty() || boundary->size() > boundary_bytes) broken();
    const auto delimiter = "\r\n--" + *boundary;
    if (!body.starts_with(std::string_view(delimiter).substr(2))) broken();
    auto at = delimiter.size() - 2;
    while (body.substr(at, 2) != "--") {
        if (body.substr(at, 2) != "\r\n") broken();
        at += 2;
        // A part without headers is no field; its head would be "\r\n" alone, and then no name is found.
        const auto head_end = body.substr(at, part_head_bytes).find("\r\n\r\n");
        if (head_end == body.npos) broken();
        const auto head = body.substr(at, head_end);
        at += head_end + 4;
        // An empty content shares the line end before the delimiter with the end of the head.
        const auto end = body.find(delimiter, at - 2);
        if (end == body.npos) broken();
        take(part_of(head, end < at ? std::string_view() : body.substr(at, end - at)));
        at = end + delimiter.size();
    }
}

}  // namespace bygd
