#include "pages/report_catalogue.hpp"

#include <algorithm>

#include "aid/de_minimis_register_store.hpp"
#include "base/limits.hpp"
#include "aid/form.hpp"
#include "base/region.hpp"
#include "base/services.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_document_view.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/board_store.hpp"
#include "decisions/condition_filter.hpp"
#include "decisions/letter_text.hpp"
#include "documents/document_room.hpp"
#include "payouts/reconciliation_actions.hpp"
#include "projects/project_store.hpp"
#include "providers/organisation_store.hpp"
#include "reports/de_minimis_register.hpp"
#include "reports/board_reports.hpp"
#include "reports/commitment_report.hpp"
#include "reports/condition_list.hpp"
#include "reports/document_reports.hpp"
#include "reports/expenditure_summary.hpp"
#include "reports/portfolio_store.hpp"
#include "reports/reconciliation_list.hpp"
#include "web/languages.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr const char* version = BYGD_VERSION;

Workbook make_expenditure_summary(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto& slug = parameters.at("project");
    auto economy = services.database.read([&](Transaction& tx) { return find_economy(tx, slug); });
    if (!economy) throw Error(ErrorKind::invalid, {{"project", "report.project_unknown", {slug}}});
    return to_workbook(summarise_expenditure(std::move(*economy)), services.languages.sv,
                       {actor.name, services.clock.now(), version, services.region.name, parameters});
}

RegisterView register_view(const std::string& state) {
    constexpr std::pair<const char*, RegisterView> states[] = {{"all", RegisterView::all}, {"due", RegisterView::due},
                                                               {"late", RegisterView::late},
                                                               {"to_correct", RegisterView::to_correct},
                                                               {"registered", RegisterView::registered}};
    for (const auto& [name, view] : states) {
        if (state == name) return view;
    }
    throw Error(ErrorKind::invalid, {{"state", "choice.unknown"}});
}

// Page by page by key: a register of many years never stands whole in memory.
Workbook make_de_minimis_register(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    RegisterFilter filter;
    filter.view = register_view(parameters.at("state"));
    filter.today = services.clock.today();
    if (const auto year = parameters.find("year"); year != parameters.end()) {
        const auto number = whole_number(year->second).value_or(0);
        if (number < 1900 || number > 2199) throw Error(ErrorKind::invalid, {{"year", "number.range", {"1900", "2199"}}});
        filter.year = static_cast<int>(number);
    }
    auto rows = [&services, filter]() mutable {
        auto page = services.database.look_up([&](Transaction& tx) { return list_register(tx, filter, limits::page_rows_most); });
        if (!page.empty()) filter.after = cursor_after(page.back());
        return page;
    };
    const auto asked = parameters.find("personal-numbers");
    return de_minimis_register(rows, asked != parameters.end() && asked->second == "yes", filter.today, services.languages.sv,
                               {actor.name, services.clock.now(), version, services.region.name, parameters});
}

ReportOrigin origin_of(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    return {actor.name, services.clock.now(), version, services.region.name, parameters};
}

FormLabel form_labels(const Services& services) {
    return [&services](const std::string& form, int form_version) {
        return services.forms.get(form, form_version).label.sv;
    };
}

std::optional<BoardMeeting> meeting_asked(Transaction& tx, const ReportParameters& parameters) {
    const auto found = parameters.find("meeting");
    if (found == parameters.end() || found->second.empty()) return std::nullopt;
    const auto meeting = find_meeting(tx, Id<BoardMeeting>(whole_number(found->second).value_or(0)));
    if (!meeting) throw Error(ErrorKind::invalid, {{"meeting", "report.meeting_unknown", {found->second}}});
    return meeting;
}

Workbook make_delegation_decisions(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto list = services.database.read([&](Transaction& tx) {
        DelegationList read{meeting_asked(tx, parameters), services.clock.today(), {}};
        const bool frozen = read.meeting && read.meeting->report_until;
        if (frozen) read.until = *read.meeting->report_until;
        read.decisions = frozen ? reported_decisions(tx, read.meeting->id) : unreported_decisions(tx, read.until);
        return read;
    });
    return to_workbook(list, form_labels(services), services.languages.sv, origin_of(services, actor, parameters));
}

// Without a meeting: the next one planned, else the newest there is.
Workbook make_board_agenda(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto agenda = services.database.read([&](Transaction& tx) {
        auto meeting = meeting_asked(tx, parameters);
        if (!meeting) {
            const auto planned = meetings_in(tx, MeetingState::planned);
            const auto all = list_meetings(tx, 1);
            if (!planned.empty()) meeting = planned.front();
            else if (!all.empty()) meeting = all.front().meeting;
        }
        if (!meeting) throw Error(ErrorKind::invalid, {{"meeting", "report.no_meeting"}});
        return BoardAgenda{*meeting, agenda_of(tx, meeting->id)};
    });
    return to_workbook(agenda, form_labels(services), services.languages.sv, origin_of(services, actor, parameters));
}

// Page by page by key, as the register above.
Workbook make_condition_list(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto today = services.clock.today();
    auto filter = read_condition_filter([&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? std::string() : found->second;
    }, today);
    const auto counts = services.database.look_up([&](Transaction& tx) { return count_by_kind(tx, filter); });
    const ConditionLabels labels{
        [&services](const std::string& name) {
            const auto* kind = services.letter_texts.conditions().kind(name);
            return kind ? kind->label.sv : name;
        },
        [&services](const std::string& form) { return services.forms.latest(form).label.sv; }};
    auto rows = [&services, filter]() mutable {
        auto page = services.database.look_up([&](Transaction& tx) { return list_conditions(tx, filter, limits::page_rows_most); });
        if (!page.empty()) filter.after = cursor_after(page.back());
        return page;
    };
    return condition_list(std::move(rows), counts, labels, today, services.languages.sv, origin_of(services, actor, parameters));
}

DocumentLabels document_labels(const Services& services) {
    return {[&services](const std::string& form, const std::string& kind) {
                return document_kind_label(services.forms.latest(form), kind, services.languages.sv, "sv");
            },
            [&services](const std::string& ground) { return services.documents.grounds.paragraph(ground); }};
}

Workbook make_case_diary(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto& words = services.languages.sv;
    const auto diary = services.database.read([&](Transaction& tx) {
        const auto subject = find_case(tx, parameters.at("case"));
        if (!subject) throw Error(ErrorKind::invalid, {{"case", "report.case_unknown", {parameters.at("case")}}});
        const bool may_open = may_open_secret(tx, *subject, actor);
        CaseDiary read{subject->diary_number, subject->title, subject->form, find_organisation(tx, subject->organisation)->name,
                       subject->received_on, documents_of(tx, subject->id), {}};
        const auto& road = services.workflows.get(subject->workflow, subject->workflow_version);
        for (const auto& event : events_of(tx, subject->id)) {
            const auto own = event.kind == "moved" && event.action;
            const auto key = "diary.kind." + event.kind;
            read.events.push_back({event.sequence, event.occurred_at,
                                   own ? road.action_label(*event.action, "sv") : words.has(key) ? words(key) : event.kind,
                                   event.actor_name, without_secret_names(event.text, read.documents, may_open, words)});
        }
        for (auto& document : read.documents) {
            if (!document.secrecy.empty() && !may_open) document.document.name = words("document.secret_name");
        }
        return read;
    });
    return to_workbook(diary, document_labels(services), words, origin_of(services, actor, parameters));
}

// Page by page by key, as the registers above. Without a period: the last thirty days.
Workbook make_public_records(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto today = services.clock.today();
    const auto day = [&](const char* name, Date fallback) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? fallback : Date::parse(found->second, name);
    };
    const auto direction = parameters.find("direction");
    RegisterSpan span{day("from", today.plus_days(-30)), day("to", today), direction == parameters.end() ? "" : direction->second, {}, 0};
    if (span.to < span.from) throw Error(ErrorKind::invalid, {{"to", "document.span"}});
    auto rows = [&services, span]() mutable {
        auto page = services.database.look_up([&](Transaction& tx) { return registered_documents(tx, span, limits::page_rows_most); });
        if (!page.empty()) {
            span.after_case = page.back().subject;
            span.after_number = page.back().number;
        }
        return page;
    };
    return public_records(std::move(rows), span, document_labels(services), services.languages.sv, origin_of(services, actor, parameters));
}

Workbook make_portfolio(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    auto year = std::int64_t{services.clock.today().year()};
    if (const auto found = parameters.find("year"); found != parameters.end()) year = whole_number(found->second).value_or(0);
    if (year < fund_year_least || year > fund_year_most) {
        throw Error(ErrorKind::invalid, {{"year", "number.range", {std::to_string(fund_year_least), std::to_string(fund_year_most)}}});
    }
    const auto portfolio = services.database.read([&](Transaction& tx) { return read_portfolio(tx, services, static_cast<int>(year)); });
    return to_workbook(portfolio, services.languages.sv, origin_of(services, actor, parameters),
                       [&](const std::string& form) { return services.forms.latest(form).label.sv; });
}

Workbook make_commitments(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    CommitmentReport report;
    report.source = parameters.at("source");
    if (std::find(std::begin(fund_sources), std::end(fund_sources), report.source) == std::end(fund_sources)) {
        throw Error(ErrorKind::invalid, {{"source", "choice.unknown"}});
    }
    const auto found = parameters.find("day");
    const auto day = found == parameters.end() ? services.clock.today() : Date::parse(found->second, "day");
    services.database.read([&](Transaction& tx) {
        report.commitments = commitments_on(tx, report.source, day);
        report.ceiling = ceiling_on(tx, report.source, day.year(), day);
    });
    return to_workbook(report, services.languages.sv, origin_of(services, actor, parameters));
}

Workbook make_reconciliation(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto given = [&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? std::string() : found->second;
    };
    const auto span = read_reconciliation_span(given("from"), given("to"), services.clock.today());
    return reconciliation_list(reconciliation(services, actor, span), services.languages.sv, origin_of(services, actor, parameters));
}

}  // namespace

Catalogue report_catalogue() {
    Catalogue catalogue;
    catalogue.add(expenditure_summary_report(make_expenditure_summary));
    catalogue.add(de_minimis_register_report(make_de_minimis_register));
    catalogue.add(condition_list_report(make_condition_list));
    catalogue.add(delegation_decisions_report(make_delegation_decisions));
    catalogue.add(board_agenda_report(make_board_agenda));
    catalogue.add(portfolio_report(make_portfolio));
    catalogue.add(commitment_report(make_commitments));
    catalogue.add(case_diary_report(make_case_diary));
    catalogue.add(public_records_report(make_public_records));
    catalogue.add(reconciliation_report(make_reconciliation));
    return catalogue;
}

}  // namespace bygd
