#include "pages/commands.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "aid/exchange_rate_actions.hpp"
#include "base/limits.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "decisions/tried_assessment.hpp"
#include "imports/import_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "pages/case_pack.hpp"
#include "pages/verify.hpp"
#include "payouts/bank_answer_actions.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

// Who a report made on the command line is made by: the person with access to the machine, who may see everything.
Actor command_line_actor() {
    Actor actor;
    actor.name = "bygdestod report";
    actor.roles = {Role::auditor, Role::manager, Role::finance, Role::officer};
    return actor;
}

void list_reports(const House& house, std::ostream& out) {
    for (const auto& report : house.catalogue().all()) {
        out << report.name;
        for (const auto& parameter : report.parameters) {
            out << (parameter.required ? " --" + parameter.name + " VALUE" : " [--" + parameter.name + " VALUE]");
        }
        out << "  " << house.services().languages.sv(report.title) << "\n";
    }
}

}  // namespace

int report_command(const House& house, const CommandCall& call, std::ostream& out) {
    if (call.has("list")) {
        list_reports(house, out);
        return 0;
    }
    if (call.words.empty()) throw UsageError("Name a report, or use --list.");
    const auto file = call.option("out");
    const auto suffix = call.option("format").value_or(file ? std::filesystem::path(*file).extension().string() : "xlsx");
    const auto format = report_format_of(suffix);
    if (!format) throw UsageError("The format is xlsx, csv, html or json.");
    static const std::set<std::string> ours{"out", "format", "list", "data", "config", "help", "sheet", "demo"};
    ReportParameters parameters;
    for (const auto& [name, value] : call.options) {
        if (!ours.contains(name)) parameters[name] = value;
    }
    try {
        const auto workbook = house.catalogue().make(house.services(), command_line_actor(), call.words.front(), parameters);
        const auto sheet = call.option("sheet").value_or("");
        if (file) {
            render(workbook, *format, std::filesystem::path(*file), sheet);
        } else {
            render(workbook, *format, out, sheet);
        }
        return 0;
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) {
            std::cerr << "bygdestod: " << (problem.field.empty() ? "" : problem.field + ": ")
                      << house.services().languages.sv(problem) << "\n";
        }
        return 1;
    }
}

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) throw std::runtime_error("Cannot read " + path + ".");
    return bytes.str();
}

int import_rates_file(const House& house, const Actor& actor, const CommandCall& call, std::ostream& out) {
    const auto& services = house.services();
    const auto done = import_rates(services.database, services.clock, actor, bytes_of(call.words[1]),
                                   call.option("source").value_or("Riksbanken"), call.has("dry-run"));
    for (const auto& fault : done.faults) {
        out << "line " << fault.line << ": " << services.languages.sv(fault.problem) << "\n";
    }
    out << done.added << " new, " << done.known << " known already, " << done.without_quotation << " without quotation, "
        << done.other_series << " of other currencies: "
        << (done.saved ? "saved" : done.faults.empty() ? "nothing saved, a dry run" : "nothing saved") << "\n";
    return done.faults.empty() ? 0 : 1;
}

// Money is moved in somebody's name, also from the command line: one of finance, who is named.
int import_answer(const Services& services, const CommandCall& call, std::ostream& out) {
    const auto by = call.option("by");
    if (!by) throw UsageError("Say who in finance reads the file: --by USERNAME.");
    const auto user = services.database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, *by); });
    if (!user || !user->user.active) throw UsageError("There is no active account " + *by + ".");
    const auto name = std::filesystem::path(call.words[1]).filename().string();
    const auto done = import_bank_answer(services, actor_of(user->user), name, bytes_of(call.words[1]), call.has("dry-run"));
    out << done.kind << " " << done.message_id << ", " << done.entries << " entries: " << done.counts.at("paid") << " paid, "
        << done.counts.at("rejected") << " rejected, " << done.counts.at("open") << " for a person, " << done.counts.at("noted")
        << " noted, " << done.counts.at("known") << " known already" << (done.dry_run ? "; nothing saved, a dry run" : "") << "\n";
    return 0;
}

// What is wrong with each row, and what would be done; then, unless it is a dry run, that is done.
int import_table_file(const House& house, const Actor& actor, const CommandCall& call, std::ostream& out) {
    const auto& services = house.services();
    const auto& words = services.languages.sv;
    const auto file = start_import(services, house.imports(), actor,
                                   {call.words[0], std::filesystem::path(call.words[1]).filename().string(), bytes_of(call.words[1]),
                                    call.option("sheet").value_or("")});
    const auto seen = import_view(services, house.imports(), actor, file.id, "sv");
    for (const auto& problem : seen.problems) out << words(problem) << "\n";
    for (const auto& row : rows_of_import(services, actor, file.id, RowOutcome::wrong, 0, limits::import_rows)) {
        for (const auto& problem : row.plan.problems) out << "row " << row.row.number << ": " << problem.field << ": " << words(problem) << "\n";
    }
    const auto wrong = seen.counts.of(RowOutcome::wrong);
    out << seen.counts.of(RowOutcome::added) << " new, " << seen.counts.of(RowOutcome::changed) << " changed, "
        << seen.counts.of(RowOutcome::same) << " unchanged, " << wrong << " wrong";
    const bool stays = call.has("dry-run") || !seen.problems.empty() || seen.counts.to_apply() == 0;
    if (stays) {
        withdraw_import(services, actor, file.id, file.version);
        out << ": nothing saved" << (call.has("dry-run") ? ", a dry run" : "") << "\n";
        return wrong == 0 && seen.problems.empty() ? 0 : 1;
    }
    const auto done = apply_import_now(services, house.imports(), actor, file.id);
    out << ": " << done.applied << " rows saved\n";
    for (const auto& row : rows_of_import(services, actor, file.id, std::nullopt, 0, limits::import_rows)) {
        if (row.state == "refused") out << "row " << row.row.number << ": " << words(row.plan.problems.front()) << "\n";
    }
    return wrong == 0 && done.refused == 0 ? 0 : 1;
}

}  // namespace

int import_command(const House& house, const CommandCall& call, std::ostream& out) {
    auto actor = command_line_actor();
    actor.name = "bygdestod import";
    const auto kind = call.words.size() == 2 ? call.words.front() : std::string();
    try {
        if (kind == "rates") return import_rates_file(house, actor, call, out);
        if (kind == "bank-answer") return import_answer(house.services(), call, out);
        if (house.imports().kinds.find(kind)) return import_table_file(house, actor, call, out);
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) std::cerr << "bygdestod: " << house.services().languages.sv(problem) << "\n";
        return 1;
    }
    throw UsageError("Write `import rates FILE`, `import outlets FILE` or `import bank-answer FILE --by USERNAME`.");
}

int timers_command(const House& house, const CommandCall& call, std::ostream& out) {
    const auto& services = house.services();
    auto day = services.clock.today();
    if (const auto asked = call.option("as-of")) {
        try {
            day = Date::parse(*asked, "as-of");
        } catch (const Error& error) {
            throw UsageError("--as-of " + *asked + ": " + services.languages.en(error.problems().front()));
        }
    }
    const auto told = [&](const JobBatch& batch) {
        for (const auto& line : batch.lines) out << line << "\n";
    };
    auto report = run_job(services.database, services.clock, timer_job(services), day, {true, {}, told});
    if (report.end == JobEnd::elsewhere) {
        std::cerr << "bygdestod: another server is running the timers of " << day.iso() << "\n";
        return 1;
    }
    out << day.iso() << ": " << report.counts["looked_at"] << " looked at, " << report.counts["made"] << " tasks made, "
        << report.counts["changed"] << " changed, " << report.counts["ended"] << " ended, " << report.counts["reminded"]
        << " reminders\n";
    return 0;
}

int pack_command(const House& house, const CommandCall& call, std::ostream& out) {
    const auto file = call.option("out");
    if (call.words.size() != 1 || !file) throw UsageError("Write `pack NUMBER --out FILE`.");
    auto actor = command_line_actor();
    actor.name = "bygdestod pack";
    const auto& words = house.services().languages.sv;
    const auto part = *file + ".part";
    try {
        const auto scope = pack_scope_of(call.option("scope").value_or("whole"));
        const auto made = make_pack(house.services(), actor, PackTools::load(house.home()), diary_number_of_path(call.words.front()),
                                    scope, part);
        std::filesystem::rename(part, *file);
        out << *file << "  sha256 " << made.sha256 << "\n";
        return 0;
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) std::cerr << "bygdestod: " << words(problem) << "\n";
        return 1;
    }
}

int verify_command(const House& house, std::ostream& out) {
    const auto found = verify_house(house.services(), house.seal_keys());
    for (const auto& fault : found.faults) out << "WRONG " << fault << "\n";
    out << found.cases << " cases, " << found.events << " diary events, " << found.entries << " ledger entries, "
        << found.documents << " documents, " << found.changes << " administrative changes: "
        << (found.faults.empty() ? "all in order" : std::to_string(found.faults.size()) + " faults") << "\n";
    return found.faults.empty() ? 0 : 1;
}

int assess_command(const House& house, const CommandCall& call, std::ostream& out) {
    if (call.words.empty()) throw UsageError("Name a file of JSON.");
    std::ifstream file(call.words.front());
    const auto body = nlohmann::json::parse(file, nullptr, false);
    if (body.is_discarded()) throw UsageError(call.words.front() + " cannot be read as JSON.");
    const auto& services = house.services();
    const auto& words = services.languages.sv;
    try {
        const auto tried = services.database.read([&](Transaction& tx) { return try_assessment(services, tx, typed_of_assessment(body)); });
        out << to_json(tried, words).dump(2) << "\n";
        const bool fits = !tried.de_minimis || tried.de_minimis->outlook.fits;
        return tried.assessment.eligible() && fits ? 0 : 1;
    } catch (const Error& error) {
        std::string told;
        for (const auto& problem : error.problems()) told += " " + problem.field + ": " + words(problem);
        throw UsageError(call.words.front() + " says what cannot be tried:" + told);
    }
}

}  // namespace bygd
