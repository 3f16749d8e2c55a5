#include "imports/import_actions.hpp"

#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "imports/import_store.hpp"
#include "imports/outlet_import_actions.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"

namespace bygd {

namespace {

constexpr std::size_t rows_a_look = 100;
constexpr std::size_t rows_a_sweep = 2000;
constexpr std::chrono::hours cells_kept{24 * 60};

void require_importer(const Actor& actor) {
    if (!may_read_imports(actor)) refuse(ErrorKind::not_found, "not_found");
    if (!may_import(actor)) refuse(ErrorKind::forbidden, "provider.officers_only");
}

OutletImport outlet_import(const Services& services, const ImportRoom& room, Transaction& tx, std::string_view kind) {
    const auto* known = room.kinds.find(kind);
    if (!known) throw Error(ErrorKind::invalid, {{"kind", "import.kind"}});
    return {*known, services.region, municipalities(tx)};
}

std::vector<ImportRow> planned(const Services& services, const ImportRoom& room, std::string_view kind, const ColumnMapping& mapping,
                               const std::vector<TableRow>& table) {
    return services.database.read([&](Transaction& tx) {
        const auto import = outlet_import(services, room, tx, kind);
        ForeseenOrganisations foreseen;
        std::vector<ImportRow> rows;
        for (const auto& row : table) {
            ImportRow planned;
            planned.row = row;
            planned.plan = import.plan(tx, mapping, row, foreseen);
            rows.push_back(std::move(planned));
        }
        mark_doubles(rows);
        return rows;
    });
}

ImportFile require_import(Transaction& tx, Id<ImportFile> id) {
    auto found = find_import(tx, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

// As the person saw it.
ImportFile require_version(Transaction& tx, Id<ImportFile> id, int version) {
    auto file = require_import(tx, id);
    file.version = version;
    return file;
}

// The row does what was planned, or says why not; either way it is settled, and the rows after it go on.
void settle_row(Transaction& tx, const Services& services, const OutletImport& import, const Actor& actor, const ImportFile& file, ImportRow row,
                JobCounts& counts) {
    import.apply(tx, actor, services.clock.now(), file.mapping, row);
    if (mark_applied(tx, file.id, row)) ++counts["applied"];
}

using Piece = std::function<void(const std::function<void(Transaction&, LongJobProgress&)>&)>;

void apply_rows(const Services& services, const ImportRoom& room, const Actor& actor, const ImportFile& file, const Piece& piece) {
    // Gone on with after a stop: what was done before is counted once, whoever did it.
    const auto before = services.database.look_up([&](Transaction& tx) { return import_counts(tx, file.id); });
    auto done = before.applied + before.refused;
    for (int after = 0;;) {
        auto [import, rows] = services.database.read([&](Transaction& tx) {
            return std::pair(outlet_import(services, room, tx, file.kind), rows_to_apply(tx, file.id, after, rows_a_look));
        });
        if (rows.empty()) break;
        after = rows.back().row.number;
        for (const auto& row : rows) {
            ++done;
            const auto tell = [&](LongJobProgress& progress) {
                progress.total = before.to_apply();
                progress.done = done;
            };
            try {
                piece([&](Transaction& tx, LongJobProgress& progress) {
                    settle_row(tx, services, import, actor, file, row, progress.counts);
                    tell(progress);
                });
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
                piece([&](Transaction& tx, LongJobProgress& progress) {
                    if (mark_refused(tx, file.id, row.row.number, error.problems())) ++progress.counts["refused"];
                    tell(progress);
                });
            }
        }
    }
    piece([&](Transaction& tx, LongJobProgress&) {
        const auto now = find_import(tx, file.id).value();
        if (now.state == "applying") move_import(tx, now, "applying", "applied", services.clock.now());
    });
}

AskLongJob job_for(const ImportFile& file, const std::string& language) {
    return {std::string(import_job), file.name, nlohmann::json{{"import", file.id.value()}}.dump(), import_url(file.id), language};
}

std::optional<Id<LongJob>> job_at(Transaction& tx, const Actor& actor, Id<ImportFile> id) {
    return long_job_under_way(tx, actor.id, import_job, import_url(id));
}

void begin_applying(Transaction& tx, const ImportRoom& room, const ImportFile& file, std::string_view language) {
    const auto* kind = room.kinds.find(file.kind);
    if (!kind || kind->version != file.kind_version) refuse(ErrorKind::conflict, "import.kind_changed");
    require_none(mapping_faults(*kind, file.mapping, language));
    if (import_counts(tx, file.id).to_apply() == 0) throw Error(ErrorKind::invalid, {{"", "import.nothing_to_do"}});
    if (!move_import(tx, file, "planned", "applying", std::nullopt)) refuse(ErrorKind::conflict, "import.changed");
}

}  // namespace

bool may_read_imports(const Actor& actor) { return may_import(actor) || actor.has(Role::auditor); }
bool may_import(const Actor& actor) { return may_write_providers(actor); }

std::string import_url(Id<ImportFile> id) { return "/imports/" + std::to_string(id.value()); }

ImportFile start_import(const Services& services, const ImportRoom& room, const Actor& actor, const StartImport& told) {
    require_importer(actor);
    const auto* kind = room.kinds.find(told.kind);
    if (!kind) throw Error(ErrorKind::invalid, {{"kind", "import.kind"}});
    if (told.bytes.empty()) throw Error(ErrorKind::invalid, {{"file", "document.none"}});
    const auto table = services.documents.tables.read(told.bytes, told.sheet);
    ImportFile file;
    file.kind = kind->name;
    file.kind_version = kind->version;
    file.name = shortened(one_line(told.name), limits::file_name_bytes);
    file.sha256 = sha256_hex(told.bytes);
    file.sheet = table.sheet;
    file.sheets = table.sheets;
    file.headings = table.headings;
    if (actor.id.valid()) file.made_by = actor.id;
    file.made_by_name = actor.name;
    file.made_at = services.clock.now();
    file.mapping = services.database.look_up([&](Transaction& tx) { return last_mapping(tx, kind->name, table.headings); })
                       .value_or(mapping_by_headings(*kind, table.headings));
    const auto rows = planned(services, room, kind->name, file.mapping, table.rows);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto id = insert_import(tx, file);
        insert_import_rows(tx, id, rows);
        return require_import(tx, id);
    });
}

ImportView import_view(const Services& services, const ImportRoom& room, const Actor& actor, Id<ImportFile> id, std::string_view language) {
    if (!may_read_imports(actor)) refuse(ErrorKind::not_found, "not_found");
    return services.database.read([&](Transaction& tx) {
        ImportView view{require_import(tx, id), import_counts(tx, id), {}, job_at(tx, actor, id)};
        const auto* kind = room.kinds.find(view.file.kind);
        if (kind && view.file.state == "planned") view.problems = mapping_faults(*kind, view.file.mapping, language);
        return view;
    });
}

std::vector<ImportRow> rows_of_import(const Services& services, const Actor& actor, Id<ImportFile> id, std::optional<RowOutcome> outcome, int after,
                                      std::size_t most) {
    if (!may_read_imports(actor)) refuse(ErrorKind::not_found, "not_found");
    return services.database.read([&](Transaction& tx) {
        require_import(tx, id);
        return import_rows(tx, id, outcome, after, most);
    });
}

std::vector<ImportFile> imports_of(const Services& services, const Actor& actor, std::optional<Id<ImportFile>> before, std::size_t most) {
    if (!may_read_imports(actor)) refuse(ErrorKind::not_found, "not_found");
    return services.database.look_up([&](Transaction& tx) { return imports_before(tx, before, most); });
}

ImportFile choose_columns(const Services& services, const ImportRoom& room, const Actor& actor, Id<ImportFile> id, int version,
                          const ColumnMapping& mapping, std::string_view language) {
    require_importer(actor);
    const auto file = services.database.look_up([&](Transaction& tx) { return require_version(tx, id, version); });
    const auto* kind = room.kinds.find(file.kind);
    if (!kind || kind->version != file.kind_version) refuse(ErrorKind::conflict, "import.kind_changed");
    if (file.state != "planned") refuse(ErrorKind::conflict, "import.changed");
    if (mapping.size() != file.headings.size()) throw Error(ErrorKind::bad_request, {{"columns", "choice.unknown"}});
    require_none(mapping_faults(*kind, mapping, language));
    std::vector<TableRow> table;
    for (auto& row : services.database.read([&](Transaction& tx) { return import_rows(tx, id, std::nullopt, 0, limits::import_rows); })) {
        table.push_back(std::move(row.row));
    }
    const auto rows = planned(services, room, file.kind, mapping, table);
    return services.database.transact(actor, [&](Transaction& tx) {
        if (!replan_import(tx, file, mapping)) refuse(ErrorKind::conflict, "import.changed");
        replace_plans(tx, id, rows);
        return require_import(tx, id);
    });
}

Id<LongJob> apply_import(const Services& services, const ImportRoom& room, const Actor& actor, Id<ImportFile> id, int version,
                         const std::string& language) {
    require_importer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto file = require_version(tx, id, version);
        begin_applying(tx, room, file, language);
        return ask_long_job(tx, services.clock, actor, job_for(file, language));
    });
}

Id<LongJob> continue_import(const Services& services, const Actor& actor, Id<ImportFile> id, const std::string& language) {
    require_importer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto file = require_import(tx, id);
        if (file.state != "applying") refuse(ErrorKind::conflict, "import.changed");
        if (job_at(tx, actor, id)) refuse(ErrorKind::conflict, "import.under_way");
        return ask_long_job(tx, services.clock, actor, job_for(file, language));
    });
}

ImportFile withdraw_import(const Services& services, const Actor& actor, Id<ImportFile> id, int version) {
    require_importer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto file = require_version(tx, id, version);
        if (!move_import(tx, file, "planned", "withdrawn", services.clock.now())) refuse(ErrorKind::conflict, "import.changed");
        return require_import(tx, id);
    });
}

std::function<void(LongJobRun&)> import_work(const Services& services, const ImportRoom& room) {
    return [&services, &room](LongJobRun& run) {
        require_importer(run.actor());
        const Id<ImportFile> id(nlohmann::json::parse(run.job().what).at("import").get<std::int64_t>());
        const auto file = services.database.look_up([&](Transaction& tx) { return require_import(tx, id); });
        apply_rows(services, room, run.actor(), file, [&](const auto& work) { run.piece(work); });
    };
}

ImportCounts apply_import_now(const Services& services, const ImportRoom& room, const Actor& actor, Id<ImportFile> id) {
    require_importer(actor);
    const auto file = services.database.transact(actor, [&](Transaction& tx) {
        const auto read = require_import(tx, id);
        begin_applying(tx, room, read, "sv");
        return read;
    });
    LongJobProgress progress;
    apply_rows(services, room, actor, file, [&](const auto& work) {
        progress = services.database.transact([&](Transaction& tx) {
            auto next = progress;
            work(tx, next);
            return next;
        });
    });
    return services.database.look_up([&](Transaction& tx) { return import_counts(tx, id); });
}

DailyJob import_cell_sweep(const Clock& clock) {
    return {"import_cells", [&clock](Transaction& tx, Date, const std::string&) {
                const auto cleared = clear_cells(tx, clock.now() - cells_kept, rows_a_sweep);
                return JobBatch{"", cleared < static_cast<std::int64_t>(rows_a_sweep), {{"cleared", cleared}}};
            }};
}

}  // namespace bygd
