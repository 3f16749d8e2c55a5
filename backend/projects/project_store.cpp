#include "projects/project_store.hpp"

#include "projects/project_json.hpp"

namespace bygd {

Id<Project> insert_project(Transaction& tx, const ProjectEconomy& economy) {
    const auto& p = economy.project;
    const auto id = tx.insert<Project>(
        "INSERT INTO project (slug, title, programme, diary_number, period_from, period_to, texts, invented_split)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {p.slug, p.title, p.programme, p.diary_number, p.period_from, p.period_to, details_json(p), p.invented_split});
    for (const auto& row : economy.budget) {
        tx.execute("INSERT INTO project_budget (project_id, category, year, amount_ore) VALUES (?, ?, ?, ?)",
                   {id, row.category, row.year, row.amount});
    }
    for (const auto& row : economy.expenditure) {
        tx.execute("INSERT INTO project_expenditure (project_id, voucher, booked_on, category, supplier, text, amount_ore)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?)",
                   {id, row.voucher, row.booked_on, row.category, row.supplier, row.text, row.amount});
    }
    for (const auto& row : economy.financing) {
        tx.execute("INSERT INTO project_financing (project_id, financier, kind, amount_ore) VALUES (?, ?, ?, ?)",
                   {id, row.financier, to_string(row.kind), row.amount});
    }
    return id;
}

namespace {

Project to_project(const Row& row) {
    Project project;
    project.id = row.id<Project>("id");
    project.slug = row.text("slug");
    project.title = row.text("title");
    project.programme = row.text("programme");
    project.diary_number = row.text("diary_number");
    project.period_from = row.date("period_from");
    project.period_to = row.date("period_to");
    project.invented_split = row.truth("invented_split");
    project.version = static_cast<int>(row.integer("version"));
    read_details(project, row.text("texts"));
    return project;
}

}  // namespace

std::optional<ProjectEconomy> find_economy(Transaction& tx, std::string_view slug) {
    const auto project = tx.one("SELECT id, slug, title, programme, diary_number, period_from, period_to, texts, invented_split,"
                                " version FROM project WHERE slug = ?", {slug}, to_project);
    if (!project) return std::nullopt;
    ProjectEconomy economy;
    economy.project = *project;
    economy.budget = tx.all("SELECT category, year, amount_ore FROM project_budget WHERE project_id = ? ORDER BY year, category",
                            {project->id}, [](const Row& row) {
        return BudgetRow{row.text("category"), static_cast<int>(row.integer("year")), row.money("amount_ore")};
    });
    economy.expenditure = tx.all("SELECT voucher, booked_on, category, supplier, text, amount_ore FROM project_expenditure"
                                 " WHERE project_id = ? ORDER BY booked_on, voucher", {project->id}, [](const Row& row) {
        return ExpenditureRow{row.text("voucher"), row.date("booked_on"), row.text("category"), row.text("supplier"),
                              row.text("text"), row.money("amount_ore")};
    });
    economy.financing = tx.all("SELECT financier, kind, amount_ore FROM project_financing WHERE project_id = ? ORDER BY id",
                               {project->id}, [](const Row& row) {
        return FinancingRow{row.text("financier"), financier_kind_of(row.text("kind")).value(), row.money("amount_ore")};
    });
    return economy;
}

std::vector<ProjectLine> list_projects(Transaction& tx) {
    return tx.all("SELECT p.slug, p.title, p.programme, p.diary_number, p.period_from, p.period_to, p.invented_split,"
                  " (SELECT COALESCE(CAST(SUM(b.amount_ore) AS SIGNED), 0) FROM project_budget b WHERE b.project_id = p.id) AS budget,"
                  " (SELECT COALESCE(CAST(SUM(e.amount_ore) AS SIGNED), 0) FROM project_expenditure e WHERE e.project_id = p.id)"
                  " AS outcome FROM project p ORDER BY p.period_to DESC, p.id", {}, [](const Row& row) {
        return ProjectLine{row.text("slug"), row.text("title"), row.text("programme"), row.text("diary_number"),
                           row.date("period_from"), row.date("period_to"), row.money("budget"), row.money("outcome"),
                           row.truth("invented_split")};
    });
}

}  // namespace bygd
