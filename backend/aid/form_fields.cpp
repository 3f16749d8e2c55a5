#include "aid/form_fields.hpp"

namespace bygd {

FieldView field_view(const FormField& field, const std::string& language, const std::string& typed, const Words& words) {
    using Kind = FieldView::Kind;
    FieldView view;
    view.name = field.name;
    view.label = field.label.in(language);
    view.hint = field.help.in(language);
    view.unit = field.unit.in(language);
    view.value = typed;
    view.required = field.required;
    switch (field.kind) {
        case FieldKind::text: view.kind = Kind::text; break;
        case FieldKind::long_text: view.kind = Kind::area; break;
        case FieldKind::money: view.kind = Kind::money; break;
        case FieldKind::number: view.kind = Kind::number; break;
        case FieldKind::date: view.kind = Kind::date; break;
        case FieldKind::yes_no:
            view.kind = Kind::radios;
            view.options = {{"yes", words("web.yes")}, {"no", words("web.no")}};
            break;
        case FieldKind::choice:
            view.kind = Kind::choice;
            for (const auto& choice : field.choices) view.options.push_back({choice.value, choice.label.in(language)});
            break;
    }
    return view;
}

}  // namespace bygd
