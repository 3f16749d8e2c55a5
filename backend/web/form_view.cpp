#include "web/form_view.hpp"

#include "base/text.hpp"

namespace bygd {

std::string view_name(std::string_view field) {
    std::string name(field);
    for (auto& c : name) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        else if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) c = '_';
    }
    return name;
}

void put_field(View& view, std::string_view name, std::string_view value, const Problems& problems,
               const Words& words) {
    const auto prefix = view_name(name);
    view.set(prefix + "_VALUE", value);
    std::string text;
    for (const auto& problem : problems) {
        if (problem.field == name) text += (text.empty() ? "" : " ") + words(problem);
    }
    if (!text.empty()) view.set(prefix + "_ERROR", text).show(prefix + "_INVALID");
}

void put_options(View& view, std::string_view name, std::span<const Option> options, std::string_view chosen,
                 const Problems& problems, const Words& words) {
    put_field(view, name, chosen, problems, words);
    const auto section = view_name(name) + "_OPTION";
    for (const auto& option : options) {
        auto& row = view.add(section).set("VALUE", option.value).set("LABEL", option.label);
        row.show_if(option.value == chosen, "SELECTED");
        if (!option.hint.empty()) row.set("HINT", option.hint).show("HAS_HINT");
    }
}

void put_check(View& view, std::string_view name, bool checked, const Problems& problems, const Words& words) {
    put_field(view, name, checked ? "1" : "", problems, words);
    view.show_if(checked, view_name(name) + "_CHECKED");
}

namespace {

const char* section_of(FieldView::Kind kind) {
    switch (kind) {
        case FieldView::Kind::text: return "IS_TEXT";
        case FieldView::Kind::money: return "IS_MONEY";
        case FieldView::Kind::number: return "IS_NUMBER";
        case FieldView::Kind::date: return "IS_DATE";
        case FieldView::Kind::area: return "IS_AREA";
        case FieldView::Kind::choice: return "IS_CHOICE";
        case FieldView::Kind::radios: return "IS_RADIOS";
        case FieldView::Kind::check: return "IS_CHECK";
        case FieldView::Kind::file: return "IS_FILE";
    }
    return "";
}

bool is_group(FieldView::Kind kind) { return kind == FieldView::Kind::radios || kind == FieldView::Kind::check; }

}  // namespace

void add_field(View& view, std::string_view section, const FieldView& field, const Problems& problems,
               const Words& words) {
    auto& row = view.add(section).set("NAME", field.name).set("LABEL", field.label).set("VALUE", field.value);
    row.set("UNIT", field.kind == FieldView::Kind::money && field.unit.empty() ? "kr" : field.unit);
    row.show_if(!field.unit.empty(), "HAS_UNIT").show_if(!field.required, "OPTIONAL");
    row.show_if(!is_group(field.kind), "HAS_LABEL")
        .show_if(field.kind == FieldView::Kind::check && field.value == "1", "CHECKED");
    if (!field.hint.empty()) row.set("HINT", field.hint).show("HAS_HINT");
    std::string text;
    for (const auto& problem : problems) {
        if (problem.field == field.name) text += (text.empty() ? "" : " ") + words(problem);
    }
    if (!text.empty()) row.set("ERROR", text).show("INVALID");
    auto& kind = row.add(section_of(field.kind));
    for (const auto& option : field.options) {
        auto& choice = kind.add("OPTION").set("CHOICE", option.value).set("CHOICE_LABEL", option.label);
        choice.show_if(option.value == field.value, "SELECTED");
        if (!option.hint.empty()) choice.set("CHOICE_HINT", option.hint).show("HAS_CHOICE_HINT");
    }
}

void put_problems(View& view, const Problems& problems, const Words& words) {
    if (problems.empty()) return;
    auto& summary = view.add("PROBLEMS");
    for (const auto& problem : problems) {
        auto& row = summary.add("PROBLEM").set("TEXT", words(problem));
        if (problem.field.empty()) row.show("NO_FIELD");
        else row.set("FIELD", problem.field).show("HAS_FIELD");
    }
}

namespace {

// The text of <label for="ID"> or of the <legend> in <fieldset id="ID">; still escaped, up to the first mark within. Where
// several rows hold the same fields the label says which row it is in: <label for="ID" data-row="Villkor 2">.
std::string label_of(std::string_view html, const std::string& id) {
    auto at = html.find(" for=\"" + id + "\"");
    if (at == std::string_view::npos) {
        at = html.find(" id=\"" + id + "\"");
        if (at == std::string_view::npos || !html.substr(html.rfind('<', at)).starts_with("<fieldset")) return "";
        const auto legend = html.find("<legend", at);
        if (legend == std::string_view::npos || legend > html.find("</fieldset", at)) return "";
        at = legend;
    }
    const auto begin = html.find('>', at);
    if (begin == std::string_view::npos) return "";
    const auto text = trimmed(html.substr(begin + 1, html.find('<', begin) - begin - 1));
    constexpr std::string_view row_mark = " data-row=\"";
    const auto tag = html.substr(at, begin - at);
    const auto row = tag.find(row_mark);
    if (row == std::string_view::npos) return text;
    const auto row_at = row + row_mark.size();
    return trimmed(tag.substr(row_at, tag.find('"', row_at) - row_at)) + ", " + text;
}

}  // namespace

std::string with_labels_in_summary(std::string html) {
    constexpr std::string_view mark = "<b data-label-of=\"";
    for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at + 1)) {
        const auto id_at = at + mark.size();
        const auto id = html.substr(id_at, html.find('"', id_at) - id_at);
        const auto end = html.find("></b>", id_at);
        if (end == std::string::npos) return html;
        const auto label = label_of(html, id);
        html.replace(at, end + 5 - at, label.empty() ? "" : "<b>" + label + ":</b> ");
    }
    return html;
}

}  // namespace bygd
