#include "pages/case_documents.hpp"

#include <algorithm>

#include "cases/case_document_actions.hpp"
#include "cases/case_document_view.hpp"
#include "documents/document_room.hpp"
#include "web/form_view.hpp"

namespace bygd {

namespace {

std::string typed_of(const Typed& typed, const char* field) {
    const auto found = typed.find(field);
    return found == typed.end() ? std::string() : found->second;
}

void put_add_form(const CasePart& part, View& view, const SupportForm& form, const Typed& typed, const Problems& problems) {
    std::vector<Option> kinds, directions;
    for (const auto& kind : form.documents) kinds.push_back({kind.name, kind.label.in(part.language)});
    for (const auto* kind : {"opinion", "claim_proof", "final_report", "supplement", "other"}) {
        kinds.push_back({kind, part.words(std::string("case.document.") + kind)});
    }
    for (const auto* direction : {"in", "out", "drawn_up"}) {
        directions.push_back({direction, part.words(std::string("case.direction.") + direction)});
    }
    put_field(view, "file", "", problems, part.words);
    put_options(view, "kind", kinds, typed_of(typed, "kind"), problems, part.words);
    put_options(view, "direction", directions, typed_of(typed, "direction"), problems, part.words);
    put_field(view, "counterpart", typed_of(typed, "counterpart"), problems, part.words);
    put_field(view, "dated_on", typed_of(typed, "dated_on"), problems, part.words);
    const auto& room = part.services.documents;
    const auto grounds = ground_options(room.grounds, part.services.clock.today(), part.words("document.no_mark"), part.language);
    put_options(view, "secrecy", grounds, typed_of(typed, "secrecy"), problems, part.words);
    view.set("FILE_MB", static_cast<std::int64_t>(room.uploads.file_bytes / 1024 / 1024)).set("PDF_PAGES", room.uploads.pdf_pages);
}

}  // namespace

void put_documents(const CasePart& part, View& view, const Typed& typed, const Problems& problems) {
    const auto& form = part.services.forms.get(part.subject.form, part.subject.form_version);
    const bool may_open = may_open_secret(part.tx, part.subject, part.actor);
    bool any = false, secret = false;
    for (const auto& document : part.documents) {
        secret = secret || !document.secrecy.empty();
        if (!document.newest) continue;
        any = true;
        put_document_line(view.add("DOCUMENT"), case_url(part.subject), document, may_open, form, part.services.documents.grounds,
                          part.words, part.language);
    }
    view.show_if(!any, "NO_DOCUMENTS").show_if(secret && !may_open, "SECRET_CLOSED");
    view.show_if(!secret || may_open, "WHOLE_PACK");
    for (const auto& kind : form.documents) {
        const bool there = std::any_of(part.documents.begin(), part.documents.end(), [&](const auto& d) { return d.kind == kind.name; });
        if (kind.required && !there) view.add("MISSING").set("KIND", kind.label.in(part.language));
    }
    put_add_form(part, view, form, typed, problems);
}

}  // namespace bygd
