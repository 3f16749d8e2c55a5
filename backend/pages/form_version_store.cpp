#include "pages/form_version_store.hpp"

namespace bygd {

std::vector<FormUse> form_uses(Transaction& tx) {
    return tx.all("SELECT form, form_version, CAST(SUM(stage <> 'closed') AS SIGNED) AS running, COUNT(*) AS cases"
                  " FROM aid_case GROUP BY form, form_version ORDER BY form, form_version",
                  {}, [](const Row& row) {
                      return FormUse{row.text("form"), static_cast<int>(row.integer("form_version")),
                                     row.integer("running"), row.integer("cases")};
                  });
}

FormUse use_of(const std::vector<FormUse>& uses, std::string_view form, int version) {
    for (const auto& use : uses) {
        if (use.form == form && use.version == version) return use;
    }
    return {std::string(form), version};
}

}  // namespace bygd
