#include "cases/case_document_view.hpp"

#include "base/text.hpp"

namespace bygd {

std::string document_kind_label(const SupportForm& form, const std::string& kind, const Words& words, const std::string& language) {
    for (const auto& known : form.documents) {
        if (known.name == kind) return known.label.in(language);
    }
    const auto key = "case.document." + kind;
    return words.has(key) ? words(key) : kind;
}

std::string size_text(std::int64_t bytes) {
    return bytes < 10 * 1024 * 1024 ? std::to_string((bytes + 1023) / 1024) + "\u00a0kB"
                                    : std::to_string(bytes / 1024 / 1024) + "\u00a0MB";
}

void put_document_line(View& row, const std::string& case_url, const CaseDocument& document, bool may_open,
                       const SupportForm& form, const SecrecyGrounds& grounds, const Words& words, const std::string& language) {
    const bool secret = !document.secrecy.empty();
    row.set("NUMBER", document.number).set("DOCUMENT_ID", document.document.id.value());
    row.set("NAME", secret && !may_open ? words("document.secret_name") : document.document.name);
    row.set("KIND", document_kind_label(form, document.kind, words, language));
    row.set("DIRECTION", words("case.direction." + document.direction)).set("DAY", document.dated_on.iso());
    row.set("SIZE", size_text(document.document.size));
    row.set("PAGE_URL", case_url + "/register/" + std::to_string(document.number));
    if (!document.counterpart.empty()) {
        row.add("COUNTERPART").set("WHO", document.counterpart)
            .set("WAY", words(document.direction == "in" ? "document.from" : "document.to"));
    }
    if (secret) row.add("SECRET").set("GROUND", grounds.paragraph(document.secrecy));
    if (document.version > 1) row.add("VERSIONED").set("VERSION", document.version);
}

std::string without_secret_names(std::string text, const std::vector<CaseDocument>& documents, bool may_open, const Words& words) {
    if (may_open) return text;
    for (const auto& document : documents) {
        if (!document.secrecy.empty()) text = replaced_all(std::move(text), document.document.name, words("document.secret_name"));
    }
    return text;
}

std::vector<Option> ground_options(const SecrecyGrounds& grounds, Date day, const std::string& none, const std::string& language) {
    std::vector<Option> options{{"", none}};
    for (const auto* ground : grounds.on(day)) options.push_back({ground->name, ground->text(language)});
    return options;
}

}  // namespace bygd
