#include "pages/assessment_view.hpp"

#include "aid/assessment_json.hpp"
#include "base/reference_number.hpp"

namespace bygd {

namespace {

std::string line_label(const SupportForm& form, const std::string& name, const Words& words) {
    if (const auto* line = form.cost_line(name)) return line->label.in(words.language());
    return words("case.line." + name);
}

std::string per_cent(BasisPoints share) {
    return parameter_text({"", "basis_points", {{}, {}, share.value, "", "", ""}});
}

void put_reasons(View& view, const char* group, const std::vector<Reason>& reasons, const Words& words) {
    if (reasons.empty()) return;
    auto& list = view.add(group);
    for (const auto& reason : reasons) {
        auto& row = list.add("REASON").set("TEXT", words(reason.problem));
        if (!reason.guideline.empty()) row.add("GUIDELINE").set("NAME", words("law.guideline." + reason.guideline));
        if (!reason.waived_by.empty()) row.add("MAY_BE_WAIVED").set("BY", reason.waived_by);
    }
}

void put_lines(View& view, const SupportForm& form, const Assessment& assessment, const Words& words) {
    for (const auto& line : assessment.lines) {
        view.add("LINE").set("LABEL", line_label(form, line.line, words)).set("DESCRIPTION", line.description)
            .set("AMOUNT", line.amount.swedish()).set("SHARE", per_cent(line.share)).set("AID", line.aid.swedish())
            .set("PARAGRAPH", line.paragraph);
    }
    view.set("MOST", assessment.calculated.swedish());
}

}  // namespace

void put_parameter_value(View& row, const UsedParameter& used) {
    row.set("VALUE", parameter_text(used)).set("FROM", used.value.valid_from.iso()).set("SOURCE", used.value.source);
    row.set("TO", used.value.valid_to ? used.value.valid_to->iso() : "").set("PARAGRAPH", used.value.paragraph);
    if (!used.value.note.empty()) row.add("NOTED").set("NOTE", used.value.note);
}

void put_assessment(View& view, const SupportForm& form, const Assessment& assessment, const Parameters& parameters,
                    const Words& words) {
    put_lines(view, form, assessment, words);
    view.show_if(assessment.eligible(), "ELIGIBLE").show_if(!assessment.refusals.empty(), "NOT_ELIGIBLE");
    view.show_if(assessment.refusals.empty() && !assessment.missing.empty(), "NOT_KNOWN");
    put_reasons(view, "REFUSALS", assessment.refusals, words);
    put_reasons(view, "MISSING_FACTS", assessment.missing, words);
    put_reasons(view, "WARNINGS", assessment.warnings, words);
    put_reasons(view, "LAW_NOTES", assessment.notes, words);
    for (const auto& waiver : assessment.waived) {
        auto& row = view.add("WAIVED").set("TEXT", words(waiver.reason.problem)).set("SAID", waiver.special.text);
        row.set("BY", waiver.special.by).set("PARAGRAPH", waiver.reason.waived_by);
        if (waiver.special.at) row.add("AT").set("WHEN", stockholm_minute(*waiver.special.at));
    }
    if (!assessment.counted.empty()) {
        auto& list = view.add("COUNTED");
        for (const auto& one : assessment.counted) {
            auto& row = list.add("GRANT").set("YEAR", one.year).set("AMOUNT", one.amount.swedish());
            row.set("FORM", words("law.form." + one.form));
            if (!one.diary_number.empty()) row.add("CASE").set("URL", case_url(one.diary_number)).set("NUMBER", one.diary_number);
        }
    }
    if (assessment.law.basis.empty()) return;
    auto& law = view.add("LAW").set("BASIS", assessment.law.basis).set("PARAGRAPHS", assessment.law.paragraphs);
    law.set("DAY", assessment.law.day.iso());
    for (const auto& used : assessment.law.parameters) {
        const auto* known = parameters.known(used.name);
        auto& row = law.add("PARAMETER");
        row.set("LABEL", known ? known->label.in(words.language()) : used.name);
        put_parameter_value(row, used);
    }
    for (const auto& note : assessment.law.notes) law.add("DOUBT").set("TEXT", note);
}

}  // namespace bygd
