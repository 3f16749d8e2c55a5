// Tables of others into the register: what each row would do is told before, done once, and done as a person would have
// done it; a file that is read twice makes no doubles, a hostile one changes nothing.
#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "documents/child_process.hpp"
#include "imports/import_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "jobs/long_job_actions.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_event_store.hpp"
#include "tests/database/site_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd {
namespace {

using namespace testing_site;

// Two companies, one with two places; a wrong check digit; an unknown kommun; the first place once more.
const std::string table =
    "Org.nr;Företag;Butik;Kommun;Ort;Telefon;Bensin;Omsättning;Avstånd\r\n"
    "556047-3521;Åsens Livs AB;Åsens Livs;Älvdalen;Åsen;0253-123 45;ja;1 234 567,50;12,5\r\n"
    "556047-3521;Åsens Livs AB;Åsens Drivmedel;Älvdalen;Åsen;0253-123 45;ja;;\r\n"
    "556036-0793;\"Lima \"\"Handel\"\" é AB\";Lima Handel;2023;Lima;;nej;;\r\n"
    "556047-3522;Fel Livs AB;Fel Livs;Älvdalen;Åsen;;;;\r\n"
    "556036-0793;Lima Handel AB;Lima Station;Atlantis;Lima;;;;\r\n"
    "5560473521;;åsens livs;2039;Åsen;;;;\r\n";

struct Office : Site {
    Office() {
        for (const auto& [name, role] : {std::pair{"anna", Role::officer}, {"eva", Role::finance}, {"rolf", Role::auditor}, {"bo", Role::officer}}) {
            add(name, role);
        }
    }
    Actor actor(const std::string& name) {
        return actor_of(database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, name); })->user);
    }
    ImportFile start(const std::string& text, const std::string& sheet = "") {
        return start_import(house.services(), house.imports(), actor("anna"), {"outlets", "butiker.csv", text, sheet});
    }
    ImportCounts counts(Id<ImportFile> id) { return view(id).counts; }
    ImportView view(Id<ImportFile> id) { return import_view(house.services(), house.imports(), actor("anna"), id, "sv"); }
    std::vector<ImportRow> rows(Id<ImportFile> id) { return rows_of_import(house.services(), actor("anna"), id, std::nullopt, 0, 5000); }
    Id<LongJob> apply(const ImportFile& file) { return apply_import(house.services(), house.imports(), actor("anna"), file.id, file.version, "sv"); }
    void work() {
        LongJobRunner runner(database, clock, house.long_works(), active_actor);
        runner.look();
    }
    std::vector<Outlet> outlets_by_number(const std::string& number) {
        return database.look_up([&](Transaction& tx) {
            const auto owner = organisation_by_number(tx, number);
            return owner ? outlets_of(tx, owner->id) : std::vector<Outlet>();
        });
    }
};

std::vector<std::string> told(const ImportRow& row) {
    std::vector<std::string> codes;
    for (const auto& problem : row.plan.problems) codes.push_back(problem.field + " " + problem.code);
    return codes;
}

}  // namespace

TEST(Import, TellsRowByRowWhatWouldChangeAndChangesNothing) {
    Office office;
    const auto file = office.start(table);
    const auto rows = office.rows(file.id);
    ASSERT_EQ(rows.size(), 6u);
    EXPECT_EQ(rows[0].plan.outcome, RowOutcome::added);
    EXPECT_EQ(rows[0].row.number, 2);
    EXPECT_EQ(rows[1].plan.outcome, RowOutcome::added);
    const auto new_company = [](const ImportRow& row) {
        return std::any_of(row.plan.changes.begin(), row.plan.changes.end(), [](const auto& change) { return change.field == "organisation_number"; });
    };
    EXPECT_TRUE(new_company(rows[0]));
    EXPECT_FALSE(new_company(rows[1])) << "the row before has it already";
    EXPECT_EQ(rows[2].plan.outcome, RowOutcome::added);
    EXPECT_EQ(told(rows[3]), (std::vector<std::string>{"organisation_number organisation_number.check_digit"}));
    EXPECT_EQ(told(rows[4]), (std::vector<std::string>{"municipality municipality.unknown"}));
    EXPECT_EQ(told(rows[5]), (std::vector<std::string>{" import.row_twice"}));
    EXPECT_EQ(office.counts(file.id).to_apply(), 3);
    EXPECT_TRUE(office.outlets_by_number("5560473521").empty());
}

TEST(Import, DoesEachGoodRowOnceWithItsEventAndAFileReadAgainDoesNothing) {
    Office office;
    const auto file = office.start(table);
    office.apply(file);
    EXPECT_EQ(refusal([&] { office.apply(file); }), "conflict import.changed") << "a double click";
    office.work();
    const auto counts = office.counts(file.id);
    EXPECT_EQ(counts.applied, 3);
    EXPECT_EQ(counts.refused, 0);
    EXPECT_EQ(office.view(file.id).file.state, "applied");
    const auto shops = office.outlets_by_number("5560473521");
    ASSERT_EQ(shops.size(), 2u);
    EXPECT_EQ(shops[1].name, "Åsens Livs");
    EXPECT_EQ(shops[1].groceries_turnover, Money::of_minor(123'456'750));
    EXPECT_EQ(shops[1].next_outlet_metres, 12'500);
    EXPECT_EQ(shops[1].services, (std::set<std::string>{"fuel"}));
    EXPECT_EQ(office.outlets_by_number("5560360793").size(), 1u);
    const auto company = office.database.look_up([&](Transaction& tx) { return organisation_by_number(tx, "5560360793").value(); });
    EXPECT_EQ(company.name, "Lima \"Handel\" é AB");
    EXPECT_EQ(company.kind, "limited_company") << "by its number";
    const auto events = office.database.look_up([&](Transaction& tx) { return events_of(tx, shops[1].id, 10); });
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].actor_name, "anna");

    const auto again = office.start(table);
    EXPECT_EQ(office.counts(again.id).of(RowOutcome::same), 3);
    EXPECT_EQ(refusal([&] { office.apply(again); }), "invalid import.nothing_to_do");
}

TEST(Import, AnEmptyCellChangesNothingAndAFilledOneDoes) {
    Office office;
    office.apply(office.start(table));
    office.work();
    const auto file = office.start("Org.nr;Butik;Kommun;Ort;Telefon;Bensin\n5560473521;Åsens Livs;Älvdalen;;0253-999 99;nej\n");
    const auto rows = office.rows(file.id);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].plan.outcome, RowOutcome::changed);
    EXPECT_EQ(rows[0].plan.changes, (std::vector<ProviderChange>{{"phone", "0253-123 45", "0253-999 99"}, {"services", "fuel", ""}}));
    office.apply(file);
    office.work();
    EXPECT_EQ(office.counts(file.id).applied, 1);
    EXPECT_EQ(office.outlets_by_number("5560473521")[1].place, "Åsen");
}

TEST(Import, ARowThatWouldNowDoSomethingElseIsLeftAndSaysSo) {
    Office office;
    office.apply(office.start(table));
    office.work();
    const auto file = office.start("Org.nr;Butik;Kommun;Ort;Bensin\n5560473521;Åsens Livs;2039;Åsen by;\n5560360793;Lima Handel;2023;Limedsforsen;\n");
    office.apply(file);
    auto shop = office.outlets_by_number("5560473521")[1];
    shop.place = "Åsarna";
    office.database.transact([&](Transaction& tx) { save_outlet(tx, shop); });
    office.work();
    const auto rows = office.rows(file.id);
    EXPECT_EQ(rows[0].state, "refused");
    EXPECT_EQ(told(rows[0]), (std::vector<std::string>{" import.plan_overtaken"}));
    EXPECT_EQ(rows[1].state, "applied") << "the rows after it go on";
    EXPECT_EQ(office.outlets_by_number("5560473521")[1].place, "Åsarna");
}

TEST(Import, ColumnsAreChosenOnceAndRememberedForTheNextFile) {
    Office office;
    const std::string odd = "Nr;Handel;K;Var\n5560473521;Åsens Livs;2039;Åsen\n";
    const auto file = office.start(odd);
    EXPECT_FALSE(office.view(file.id).problems.empty());
    EXPECT_EQ(refusal([&] { office.apply(file); }), "invalid import.column_missing import.column_missing import.column_missing import.column_missing");
    const auto chosen = [&](const ColumnMapping& mapping) {
        return choose_columns(office.house.services(), office.house.imports(), office.actor("anna"), file.id, file.version, mapping, "sv");
    };
    EXPECT_EQ(refusal([&] { chosen({"organisation_number", "outlet_name", "municipality", "municipality"}); }), "invalid column_4=import.field_twice import.column_missing");
    const auto planned = chosen({"organisation_number", "outlet_name", "municipality", "place"});
    EXPECT_EQ(refusal([&] { chosen({"organisation_number", "outlet_name", "municipality", "place"}); }), "conflict import.changed") << "two windows";
    EXPECT_EQ(told(office.rows(file.id)[0]), (std::vector<std::string>{"organisation_name required"}));
    EXPECT_EQ(office.start(odd).mapping, planned.mapping);
}

TEST(Import, AStoppedOneGoesOnWhereItWas) {
    Office office;
    const auto file = office.start(table);
    const auto job = office.apply(file);
    stop_long_job(office.database, office.clock, office.actor("anna"), job);
    office.work();
    EXPECT_EQ(office.counts(file.id).applied, 0);
    const auto again = continue_import(office.house.services(), office.actor("bo"), file.id, "sv");
    EXPECT_NE(again, job);
    EXPECT_EQ(refusal([&] { continue_import(office.house.services(), office.actor("bo"), file.id, "sv"); }), "conflict import.under_way");
    office.work();
    EXPECT_EQ(office.counts(file.id).applied, 3);
}

TEST(Import, AWorkbookIsReadByItsValuesAndTheSheetThatIsAskedFor) {
    Office office;
    const TemporaryFolder folder;
    folder.write("make.py",
                 "import datetime, openpyxl\n"
                 "book = openpyxl.Workbook()\n"
                 "book.active.title = 'Läs mig'\n"
                 "book.active.append(['Inget här'])\n"
                 "sheet = book.create_sheet('Butiker')\n"
                 "sheet.append(['Org.nr', 'Företag', 'Butik', 'Kommun', 'Ort', 'Omsättning', 'Öppnade', 'Bensin', 'Avstånd'])\n"
                 "sheet.append([5560473521, 'Åsens Livs AB', 'Åsens Livs', 2039, 'Åsen', 1234567.5, datetime.date(2020, 2, 29), True, 12.5])\n"
                 "sheet.append([])\n"
                 "sheet.append([5560360793, 'Lima Handel AB', '=1+1', 'Malung-Sälen', 'Lima', None, None, None, 0.1 + 0.2])\n"
                 "book.save('book.xlsx')\n");
    ASSERT_EQ(run_child({"/usr/bin/python3", "make.py"}, folder.path(), std::chrono::seconds(60)).exit_code, 0);
    const auto book = folder.read("book.xlsx");
    EXPECT_EQ(office.start(book).headings, (std::vector<std::string>{"Inget här"}));
    EXPECT_EQ(refusal([&] { office.start(book, "Blad 7"); }), "invalid sheet=table.no_such_sheet");
    const auto file = office.start(book, "Butiker");
    EXPECT_EQ(file.sheets, (std::vector<std::string>{"Läs mig", "Butiker"}));
    const auto rows = office.rows(file.id);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].row.cells, (std::vector<std::string>{"5560473521", "Åsens Livs AB", "Åsens Livs", "2039", "Åsen", "1234567,5", "2020-02-29", "ja", "12,5"}));
    EXPECT_EQ(rows[1].row.number, 4);
    EXPECT_EQ(rows[1].row.cell(2), "") << "a formula that has never been reckoned has no value";
    EXPECT_EQ(rows[1].row.cell(8), "0,3");
    EXPECT_EQ(told(rows[1]), (std::vector<std::string>{"outlet_name required"}));
}

TEST(Import, FilesThatAreNoTablesAreRefusedAtTheFile) {
    Office office;
    const auto refused = [&](const std::string& bytes, const std::string& sheet = "") { return refusal([&] { office.start(bytes, sheet); }); };
    EXPECT_EQ(refused(""), "invalid file=document.none");
    EXPECT_EQ(refused(std::string("\0\1\2", 3)), "invalid file=table.unreadable");
    EXPECT_EQ(refused("PK\3\4 broken"), "invalid file=table.unreadable");
    EXPECT_EQ(refused("\xd0\xcf\x11\xe0 old"), "invalid file=table.old_format");
    EXPECT_EQ(refused("\n\n"), "invalid file=table.empty");
    std::string long_table = "Org.nr\n";
    for (std::size_t i = 0; i <= limits::import_rows; ++i) long_table += "5560473521\n";
    EXPECT_EQ(refused(long_table), "invalid file=table.too_many_rows");
    EXPECT_EQ(refused("Org.nr\n" + std::string(limits::import_cell + 1, 'x') + "\n"), "invalid file=table.cell_too_long_at");
    EXPECT_EQ(refused("a" + std::string(limits::import_columns, ';') + "b\n"), "invalid file=table.too_many_columns");
}

TEST(Import, IsForThoseWhoWriteTheRegisterAndForAuditorsToRead) {
    Office office;
    const auto file = office.start(table);
    const auto& services = office.house.services();
    EXPECT_EQ(refusal([&] { import_view(services, office.house.imports(), office.actor("eva"), file.id, "sv"); }), "not_found not_found");
    EXPECT_EQ(import_view(services, office.house.imports(), office.actor("rolf"), file.id, "sv").counts.to_apply(), 3);
    EXPECT_EQ(refusal([&] { apply_import(services, office.house.imports(), office.actor("rolf"), file.id, file.version, "sv"); }),
              "forbidden provider.officers_only");
    EXPECT_EQ(refusal([&] { start_import(services, office.house.imports(), office.actor("eva"), {"outlets", "x", "a\nb"}); }), "not_found not_found");
}

TEST(Import, CellsOfOldOnesAreClearedAway) {
    Office office;
    const auto file = office.start(table);
    office.clock.set(office.clock.now() + std::chrono::hours(24 * 61));
    EXPECT_EQ(run_job(office.database, office.clock, import_cell_sweep(office.clock), office.clock.today()).counts["cleared"], 6);
    EXPECT_TRUE(office.rows(file.id)[0].row.cells.empty());
}

TEST(Import, IsTheSameThroughTheApi) {
    Office office;
    Person anna(office, "anna"), rolf(office, "rolf");
    const json told{{"kind", "outlets"}, {"name", "butiker.csv"}, {"content", base64_encoded(table)}};
    const auto [made, file] = anna.api("/api/v1/imports", told, "k1");
    ASSERT_EQ(made, 201) << file;
    EXPECT_EQ(file["rows"], json({{"new", 3}, {"changed", 0}, {"same", 0}, {"wrong", 3}}));
    const auto where = "/api/v1/imports/" + file["id"].dump();
    const auto [listed, wrong] = anna.api(where + "/rows?outcome=wrong");
    EXPECT_EQ(listed, 200);
    EXPECT_EQ(wrong["rows"][0]["problems"][0]["code"], "organisation_number.check_digit");
    const auto [asked, job] = anna.api(where + "/apply", {{"version", file["version"]}}, "k2");
    ASSERT_EQ(asked, 202) << job;
    EXPECT_EQ(anna.api(where + "/apply", {{"version", file["version"]}}, "k2").second["id"], job["id"]) << "the same command";
    office.work();
    EXPECT_EQ(anna.api("/api/v1/jobs/" + job["id"].dump()).second["state"], "done");
    EXPECT_EQ(anna.api("/api/v1/jobs/" + job["id"].dump()).second["counts"], json({{"applied", 3}}));
    EXPECT_EQ(rolf.api("/api/v1/jobs/" + job["id"].dump()).first, 404) << "another's";
    EXPECT_EQ(rolf.api(where).second["applied"], 3);
    EXPECT_EQ(rolf.api("/api/v1/imports", told, "k3").first, 403);
}

TEST(Import, PageShowsWhatWouldChangeWithTextAsText) {
    Office office;
    Person anna(office, "anna");
    const auto file = office.start("Org.nr;Företag;Butik;Kommun;Ort\n5560473521;<b>=1+1;Butik <script>;2039;Åsen\n");
    const auto page = anna.get("/imports/" + std::to_string(file.id.value()));
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "Butik &lt;script&gt;"));
    EXPECT_FALSE(has(page, "<script>;"));
    EXPECT_TRUE(has(page, "Läs in 1 rader"));
    const auto where = "/imports/" + std::to_string(file.id.value());
    EXPECT_EQ(anna.post(where + "/withdraw", {{"version", std::to_string(file.version)}}).status, 303);
    anna.get(where);
    EXPECT_EQ(office.view(file.id).file.state, "withdrawn");
    Person rolf(office, "rolf");
    EXPECT_FALSE(has(rolf.get("/imports"), "type=\"file\""));
}

}  // namespace bygd
