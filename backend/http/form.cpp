#include "http/form.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/multipart.hpp"
#include "http/request.hpp"

namespace bygd {

namespace {

void require_text(std::string_view text, std::string_view field) {
    const std::string name = valid_utf8(field) ? std::string(field) : "";
    if (!valid_utf8(text) || !valid_utf8(field)) throw Error(ErrorKind::bad_request, {{name, "request.not_utf8"}});
    if (text.find('\0') != text.npos || field.find('\0') != field.npos) {
        throw Error(ErrorKind::bad_request, {{"", "request.nul"}});
    }
}

void add_field(FormPairs& fields, std::string name, std::string value) {
    if (fields.size() >= limits::form_fields) {
        refuse(ErrorKind::too_large, "request.too_many_fields", {std::to_string(limits::form_fields)});
    }
    require_text(value, name);
    if (value.size() > limits::form_value_bytes) {
        throw Error(ErrorKind::too_large,
                    {{std::move(name), "request.value_too_large", {std::to_string(limits::form_value_bytes / 1024)}}});
    }
    fields.emplace_back(std::move(name), std::move(value));
}

// In a form a broken escape stands for itself, as browsers have it.
std::string decoded(std::string_view text) {
    auto clean = percent_decoded(text, true);
    return clean ? *std::move(clean) : std::string(text);
}

std::string last_part(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    return std::string(slash == path.npos ? path : path.substr(slash + 1));
}

UploadedFile file_of(Part&& part) {
    require_text(*part.file_name, part.name);
    auto name = one_line(last_part(*part.file_name));
    return {std::move(part.name), std::move(name), one_line(part.content_type), std::string(part.content)};
}

}  // namespace

FormPairs parse_urlencoded(std::string_view text) {
    FormPairs fields;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        add_field(fields, decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return fields;
}

Form Form::parse(std::string_view content_type, std::string_view body) {
    Form form;
    const auto type = lowered(trimmed(content_type.substr(0, content_type.find(';'))));
    if (type == "application/x-www-form-urlencoded") {
        form.fields_ = parse_urlencoded(body);
    } else if (type == "multipart/form-data") {
        for_each_part(content_type, body, [&](Part&& part) {
            if (!part.file_name) return add_field(form.fields_, std::move(part.name), std::string(part.content));
            if (part.file_name->empty() && part.content.empty()) return;  // a file field nobody filled in
            if (form.files_.size() >= limits::form_files) {
                refuse(ErrorKind::too_large, "request.too_many_files", {std::to_string(limits::form_files)});
            }
            form.files_.push_back(file_of(std::move(part)));
        });
    } else if (!body.empty()) {
        refuse(ErrorKind::bad_request, "request.media_type");
    }
    return form;
}

std::string Form::text(std::string_view name) const {
    return clean_text(raw(name));
}

std::string Form::raw(std::string_view name) const {
    for (const auto& [field, value] : fields_) {
        if (field == name) return value;
    }
    return "";
}

std::vector<std::string> Form::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [field, value] : fields_) {
        if (field == name) values.push_back(clean_text(value));
    }
    return values;
}

std::optional<std::int64_t> Form::integer(std::string_view name) const {
    return whole_number(text(name));
}

bool Form::has(std::string_view name) const {
    for (const auto& field : fields_) {
        if (field.first == name) return true;
    }
    return false;
}

std::vector<const UploadedFile*> Form::files(std::string_view name) const {
    std::vector<const UploadedFile*> found;
    for (const auto& file : files_) {
        if (file.field == name) found.push_back(&file);
    }
    return found;
}

std::string clean_text(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (c == '\r') {
            if (i + 1 == raw.size() || raw[i + 1] != '\n') text += '\n';
        } else if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)) {
            text += c;
        }
    }
    return trimmed(text);
}

}  // namespace bygd
