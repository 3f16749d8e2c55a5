#include "projects/project_pages.hpp"

#include <nlohmann/json.hpp>

#include "cases/case.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "projects/project_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Money total_of(const std::vector<ExpenditureRow>& rows) {
    Money total;
    for (const auto& row : rows) total += row.amount;
    return total;
}

ProjectEconomy economy_of(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    auto economy = services.database.read([&](Transaction& tx) { return find_economy(tx, request.param("slug")); });
    if (!economy) refuse(ErrorKind::not_found, "not_found");
    return *economy;
}

Response get_projects(const Services& services, Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    const auto projects = services.database.look_up([](Transaction& tx) { return list_projects(tx); });
    for (const auto& project : projects) {
        view.add("PROJECT").set("SLUG", project.slug).set("TITLE", project.title).set("PROGRAMME", project.programme)
            .set("PERIOD", project.period_from.iso() + " – " + project.period_to.iso())
            .set("BUDGET", project.budget.swedish()).set("OUTCOME", project.outcome.swedish());
    }
    view.show_if(projects.empty(), "EMPTY").show_if(!projects.empty(), "ANY");
    return page(services, request, "projects/project_list", view, {.title = words("projects.title"), .nav = Nav::projects});
}

void put_lines(View& view, const char* section, const std::vector<std::string>& lines) {
    for (const auto& line : lines) view.add(section).set("TEXT", line);
}

void put_economy(View& view, const ProjectEconomy& economy) {
    const auto years = economy.project.years();
    for (const auto year : years) view.add("YEAR").set("NUMBER", year);
    const auto spent = [&](const std::string& category, int year) {
        Money sum;
        for (const auto& row : economy.expenditure) {
            if ((category.empty() || row.category == category) && (year == 0 || row.booked_on.year() == year)) sum += row.amount;
        }
        return sum;
    };
    const auto planned = [&](const std::string& category) {
        Money sum;
        for (const auto& row : economy.budget) {
            if (category.empty() || row.category == category) sum += row.amount;
        }
        return sum;
    };
    const auto put = [&](View& row, const std::string& category) {
        for (const auto year : years) row.add("CELL").set("AMOUNT", spent(category, year).swedish());
        row.set("BUDGET", planned(category).swedish()).set("OUTCOME", spent(category, 0).swedish());
        row.set("DEVIATION", (spent(category, 0) - planned(category)).swedish());
    };
    for (const auto& category : economy.project.categories) put(view.add("LINE").set("LABEL", category.label), category.key);
    put(view.add("TOTAL"), "");
}

Response get_project(const Services& services, Request& request) {
    const auto economy = economy_of(services, request);
    const auto& project = economy.project;
    const auto& words = words_of(services, request);
    View view;
    view.set("TITLE", project.title).set("PROGRAMME", project.programme).set("SLUG", project.slug);
    view.set("PERIOD", project.period_from.iso() + " – " + project.period_to.iso());
    view.set("SUM", total_of(economy.expenditure).swedish()).set("ACTIVITIES", project.texts.activities);
    view.show_if(project.invented_split, "INVENTED");
    put_lines(view, "PURPOSE", project.texts.purpose);
    put_lines(view, "AREA", project.texts.focus_areas);
    put_lines(view, "KIND", project.texts.activity_kinds);
    put_lines(view, "PARTNER", project.texts.partners);
    put_lines(view, "RESULT", project.texts.results);
    put_lines(view, "LESSON", project.texts.lessons);
    put_lines(view, "SPREAD", project.texts.dissemination);
    for (const auto& indicator : project.texts.indicators) {
        view.add("INDICATOR").set("LABEL", indicator.label)
            .set("VALUE", std::to_string(indicator.value) + (indicator.of ? " / " + std::to_string(indicator.of) : ""));
    }
    const auto& contact = project.texts.contact;
    view.set("CONTACT", contact.name).set("ROLE", contact.role).set("EMAIL", contact.email).set("PHONE", contact.phone);
    put_economy(view, economy);
    for (const auto& row : economy.financing) view.add("FINANCING").set("WHO", row.financier).set("AMOUNT", row.amount.swedish());
    return page(services, request, "projects/project", view,
                {.title = project.title, .nav = Nav::projects, .crumbs = {{words("projects.title"), "/projects"}, {project.title}}});
}

Response list_json(const Services& services, Request& request) {
    require_case_reader(request.actor());
    auto list = nlohmann::json::array();
    for (const auto& project : services.database.look_up([](Transaction& tx) { return list_projects(tx); })) {
        list.push_back({{"slug", project.slug}, {"title", project.title}, {"programme", project.programme},
                        {"period_from", project.period_from.iso()}, {"period_to", project.period_to.iso()},
                        {"budget", project.budget.plain()}, {"outcome", project.outcome.plain()}});
    }
    return json_response({{"projects", list}});
}

Response project_json(const Services& services, Request& request) {
    const auto economy = economy_of(services, request);
    auto rows = nlohmann::json::array(), financing = nlohmann::json::array();
    for (const auto& row : economy.expenditure) {
        rows.push_back({{"voucher", row.voucher}, {"booked_on", row.booked_on.iso()}, {"category", row.category},
                        {"supplier", row.supplier}, {"text", row.text}, {"amount", row.amount.plain()}});
    }
    for (const auto& row : economy.financing) {
        financing.push_back({{"financier", row.financier}, {"kind", to_string(row.kind)}, {"amount", row.amount.plain()}});
    }
    return json_response({{"slug", economy.project.slug}, {"title", economy.project.title},
                          {"outcome", total_of(economy.expenditure).plain()}, {"expenditure", rows}, {"financing", financing}});
}

}  // namespace

void add_project_routes(Router& router, const Services& services) {
    router.get("/projects", [&](Request& request) { return get_projects(services, request); });
    router.get("/projects/{slug}", [&](Request& request) { return get_project(services, request); });
    router.get("/api/v1/projects", [&](Request& request) { return list_json(services, request); });
    router.get("/api/v1/projects/{slug}", [&](Request& request) { return project_json(services, request); });
}

}  // namespace bygd
