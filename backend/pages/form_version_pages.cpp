#include "pages/form_version_pages.hpp"

#include "aid/form.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "pages/form_version_store.hpp"
#include "people/admin_event.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

void put_version(View& row, const SupportForm& form, const std::vector<FormUse>& uses, bool latest, const Words& words) {
    const auto use = use_of(uses, form.name, form.version);
    row.set("VERSION", form.version).set("RUNNING", use.running).set("ALL", use.all).set("WORKFLOW", form.workflow);
    row.set("BASIS", form.legal_basis + ", " + form.paragraphs).show_if(latest, "LATEST");
    row.set("COUNTS", words("administration.forms.counts", {std::to_string(form.fields.size()), std::to_string(form.documents.size()),
                                                            std::to_string(form.checklist.size())}));
    for (const auto& field : form.fields) {
        auto& line = row.add("FIELD").set("LABEL", field.label.in(words.language())).set("NAME", field.name);
        line.show_if(field.required, "REQUIRED");
    }
    for (const auto& document : form.documents) {
        auto& line = row.add("DOCUMENT").set("LABEL", document.label.in(words.language()));
        line.show_if(document.required, "REQUIRED");
        if (document.valid_from) line.add("BEGINS").set("DAY", document.valid_from->iso());
        if (document.valid_to) line.add("ENDS").set("DAY", document.valid_to->iso());
    }
}

Response get_forms(const Services& services, const Request& request) {
    if (!may_read_administration(request.actor())) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    const auto uses = services.database.read([](Transaction& tx) { return form_uses(tx); });
    View view;
    for (const auto* latest : services.forms.all()) {
        auto& group = view.add("FORM").set("LABEL", latest->label.in(words.language())).set("NAME", latest->name);
        for (int version = latest->version; version >= 1; --version) {
            put_version(group.add("EDITION"), services.forms.get(latest->name, version), uses, version == latest->version, words);
        }
    }
    return page(services, request, "pages/form_versions", view,
                {.title = words("administration.forms.title"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.forms.title")}}});
}

}  // namespace

void add_form_version_routes(Router& router, const Services& services) {
    router.get("/administration/forms", [&](Request& request) { return get_forms(services, request); });
}

}  // namespace bygd
