// Documents of a case: several at once, versions, marks of secrecy, demands, and the pack that is checked by its own program.
#include <gtest/gtest.h>

#include <Poco/Zip/Decompress.h>

#include <fstream>

#include "cases/case_document_actions.hpp"
#include "cases/diary_store.hpp"
#include "documents/child_process.hpp"
#include "documents/document_room.hpp"
#include "pages/case_pack.hpp"
#include "tests/database/case_site.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_case_site {

namespace {

struct Office : CaseSite {
    std::string number = register_application("service_grant");
    Office() {
        add_person("rolf", Role::auditor);
        add_person("maria", Role::manager);
    }
    std::vector<CaseDocument> documents() {
        return server.database().read([&](Transaction& tx) { return documents_of(tx, now(number).id); });
    }
    Id<Document> add(const std::string& name, const std::string& bytes, const std::string& secrecy = "") {
        return add_documents(services(), people.at("anna"), {number, "other", "in", "Lima byalag", "2026-03-01", secrecy,
                                                             {{"file", name, bytes}}}).kept.at(0);
    }
    std::int64_t openings(Id<Document> id) {
        return static_cast<std::int64_t>(server.database().read([&](Transaction& tx) { return openings_of(tx, id, 50); }).size());
    }
    std::vector<DiaryEvent> events() {
        return server.database().read([&](Transaction& tx) { return events_of(tx, now(number).id); });
    }
};

struct Unpacked {
    TemporaryFolder folder;
    std::filesystem::path root = folder.path() / "pack";
    std::string sha256;

    Unpacked(Office& office, const std::string& who, PackScope scope) {
        const auto zip = folder.path() / "pack.zip";
        sha256 = make_pack(office.services(), office.people.at(who), PackTools::load(BYGD_SOURCE_DIR), office.number, scope, zip).sha256;
        std::ifstream stream(zip, std::ios::binary);
        Poco::Zip::Decompress unzip(stream, Poco::Path(root.string()).makeDirectory());
        unzip.decompressAllFiles();
    }
    ChildResult verify() { return run_child({"python3", (root / "verify.py").string()}, folder.path(), std::chrono::seconds(60)); }
    std::string text(const std::string& path) {
        std::ifstream stream(root / path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& path, const std::string& text) { std::ofstream(root / path, std::ios::binary) << text; }
    json index() { return json::parse(text("index.json")); }
};

std::string replaced_once(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("not there: " + from);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST(CaseDocuments, of_several_files_the_good_ones_are_kept_and_each_bad_one_is_told_by_name) {
    Office office;
    const auto before = office.documents().size();
    const auto added = add_documents(office.services(), office.people.at("anna"),
                                     {office.number, "other", "in", "", "", "",
                                      {{"file", "ett.txt", "Ett"}, {"file", "två.pdf", "MZ\x90"}, {"file", "tre.pdf", ""},
                                       {"file", "fyra.pdf", demo_pdf("Fyra")}, {"file", "fem.png", demo_pdf("Fem")}}});
    EXPECT_EQ(added.names, (std::vector<std::string>{"ett.txt", "fyra.pdf"}));
    EXPECT_EQ(added.problems, (Problems{{"file", "document.of_file.type_unknown", {"två.pdf"}},
                                        {"file", "document.of_file.empty", {"tre.pdf"}},
                                        {"file", "document.of_file.type_mismatch", {"fem.png", "application/pdf"}}}));
    const auto documents = office.documents();
    ASSERT_EQ(documents.size(), before + 2);
    for (std::size_t i = 0; i < documents.size(); ++i) EXPECT_EQ(documents[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(documents.back().counterpart, "Testhandeln 0") << "the applicant, when nobody else is named";
}

TEST(CaseDocuments, a_new_version_is_in_force_the_old_one_stays_and_two_cannot_replace_the_same) {
    Office office;
    const auto first = office.add("avtal.txt", "Första");
    const auto second = add_version(office.services(), office.people.at("anna"), office.number, first, {"file", "avtal2.txt", "Andra"});
    EXPECT_EQ(refusal([&] { add_version(office.services(), office.people.at("bo"), office.number, first, {"file", "avtal3.txt", "Tredje"}); }), "conflict document.changed");
    const auto documents = office.documents();
    const auto& old = documents[documents.size() - 2];
    const auto& fresh = documents.back();
    EXPECT_EQ(old.number, fresh.number);
    EXPECT_EQ(fresh.version, 2);
    EXPECT_TRUE(fresh.newest && !old.newest);
    EXPECT_EQ(open_document(office.services(), office.people.at("bo"), office.number, first, "page").document.name, "avtal.txt");
    EXPECT_EQ(office.events().back().kind, "document_replaced");
    EXPECT_EQ(fresh.document.id, second);
    EXPECT_EQ(office.faults(), std::vector<std::string>{});
}

TEST(CaseDocuments, a_marked_document_is_for_those_with_a_duty_in_the_case_and_each_opening_is_noted) {
    Office office;
    const auto id = office.add("hälsa.txt", "Hemligt", "osl_21_1");
    const auto open = [&](const std::string& who) {
        return open_document(office.services(), office.people.at(who), office.number, id, "page");
    };
    EXPECT_EQ(refusal([&] { open("bo"); }), "forbidden document.secret");
    EXPECT_EQ(refusal([&] { open("eva"); }), "forbidden document.secret");
    EXPECT_EQ(office.openings(id), 0);
    office.declare("bo", office.number);
    open("bo");
    open("rolf");
    declare_conflict(office.services(), office.people.at("eva"), office.number, true, "Min syster äger butiken.");
    EXPECT_EQ(refusal([&] { open("eva"); }), "forbidden document.secret");
    EXPECT_EQ(office.openings(id), 2);
    // Nowhere else are its bytes or its name to be had.
    Visitor maria(office, "maria");
    const auto file = "/documents/" + std::to_string(id.value());
    EXPECT_EQ(maria.get(case_url(office.number) + file).status, 403);
    EXPECT_EQ(maria.api("/api/v1" + case_url(office.number) + file).first, 403);
    EXPECT_FALSE(has(maria.get(case_url(office.number) + "/register"), "hälsa.txt"));
    const auto number = std::to_string(office.documents().back().number);
    EXPECT_FALSE(has(maria.get(case_url(office.number) + "/register/" + number), "hälsa.txt"));
    const auto whole = maria.api("/api/v1" + case_url(office.number)).second;
    EXPECT_TRUE(whole["documents"].back()["name"].is_null());
    EXPECT_FALSE(has(maria.get(case_url(office.number)), "hälsa.txt")) << "nor in the diary of the page";
    // A new version is marked as the old one was.
    add_version(office.services(), office.people.at("bo"), office.number, id, {"file", "hälsa2.txt", "Hemligare"});
    EXPECT_EQ(office.documents().back().secrecy, "osl_21_1");
}

TEST(CaseDocuments, marks_and_demands_want_a_reason_and_stand_in_the_diary) {
    Office office;
    office.declare("anna", office.number);
    const auto& anna = office.people.at("anna");
    const auto id = office.add("plan.txt", "Plan");
    EXPECT_EQ(refusal([&] { mark_secret(office.services(), anna, office.number, id, "osl_30_23", " "); }), "invalid reason=required");
    EXPECT_EQ(refusal([&] { mark_secret(office.services(), anna, office.number, id, "osl_1_1", "x"); }), "invalid ground=choice.unknown");
    EXPECT_EQ(refusal([&] { mark_secret(office.services(), office.people.at("rolf"), office.number, id, "osl_30_23", "x"); }), "forbidden case.officers_only");
    mark_secret(office.services(), anna, office.number, id, "osl_30_23", "Priser och marginaler.");
    const auto answer = [&](const std::string& decision, const std::string& ground, const std::string& reason) {
        answer_demand(office.services(), anna, {office.number, id, "2026-03-02", "", decision, ground, reason});
    };
    EXPECT_EQ(refusal([&] { answer("refused", "", "Skada."); }), "invalid demand_ground=document.demand_ground");
    EXPECT_EQ(refusal([&] { answer("in_part", "osl_30_23", ""); }), "invalid demand_reason=required");
    answer("in_part", "osl_30_23", "Marginalerna är maskerade.");
    const auto event = office.events().back();
    EXPECT_EQ(event.kind, "harm_tested");
    EXPECT_EQ(json::parse(event.data)["demand"], "in_part");
    Visitor visitor(office, "anna");
    const auto number = std::to_string(office.documents().back().number);
    const auto page = visitor.get(case_url(office.number) + "/register/" + number);
    EXPECT_TRUE(has(page, "Utlämnad i delar")) << page.body;
    EXPECT_TRUE(has(page, "Marginalerna är maskerade."));
    EXPECT_TRUE(has(page, "någon som inte har sagt sitt namn"));
    const auto [status, said] = visitor.api("/api/v1" + case_url(office.number) + "/documents/" + std::to_string(id.value()) + "/secrecy",
                                            {{"ground", ""}, {"reason", "Offentliggjort."}}, "k1");
    EXPECT_EQ(status, 200) << said.dump();
    EXPECT_TRUE(said["secrecy"].is_null());
    EXPECT_EQ(said["demands"].size(), 1u);
}

TEST(Pack, whole_case_is_checked_by_its_own_program_which_names_the_file_that_was_changed) {
    Office office;
    office.declare("anna", office.number);
    const auto id = office.add("plan.txt", "Plan för 640823-3234", "osl_30_23");
    add_version(office.services(), office.people.at("anna"), office.number, id, {"file", "plan.txt", std::string(3'000'000, 'x')});
    Unpacked pack(office, "anna", PackScope::whole);
    const auto sound = pack.verify();
    EXPECT_EQ(sound.exit_code, 0) << sound.output << sound.errors;
    EXPECT_NE(sound.output.find("allt stämmer"), std::string::npos);
    const auto index = pack.index();
    EXPECT_EQ(index["case"]["diary_number"], office.number);
    EXPECT_EQ(index["documents"].size(), office.documents().size());
    EXPECT_EQ(office.events().back().kind, "pack_made");
    EXPECT_EQ(json::parse(office.events().back().data)["pack_sha256"], pack.sha256);
    EXPECT_EQ(office.openings(id), 1);

    const std::string path = index["documents"].back()["path"];
    const auto bytes = pack.text(path);
    pack.write(path, replaced_once(bytes, "x", "y"));
    const auto changed = pack.verify();
    EXPECT_EQ(changed.exit_code, 1);
    EXPECT_NE(changed.output.find(path + ": har ändrats"), std::string::npos) << changed.output;
    pack.write(path, bytes);
    EXPECT_EQ(pack.verify().exit_code, 0);

    // Whoever also mends the sums is caught by the chain.
    const auto diary = pack.text("diary.json");
    const auto forged = replaced_once(diary, "\"actor_name\": \"anna\"", "\"actor_name\": \"Anna\"");
    pack.write("diary.json", forged);
    pack.write("SHA256SUMS", replaced_once(pack.text("SHA256SUMS"), sha256_hex(diary), sha256_hex(forged)));
    const auto chain = pack.verify();
    EXPECT_EQ(chain.exit_code, 1);
    EXPECT_NE(chain.output.find("diary.json: händelse / event 1: har ändrats"), std::string::npos) << chain.output;

    std::filesystem::remove(pack.root / path);
    pack.write("extra.txt", "x");
    const auto missing = pack.verify();
    EXPECT_NE(missing.output.find(path + ": saknas"), std::string::npos) << missing.output;
    EXPECT_NE(missing.output.find("extra.txt: hör inte till akten"), std::string::npos) << missing.output;
}

TEST(Pack, public_one_holds_no_marked_document_and_no_personal_number_and_still_checks) {
    Office office;
    const auto& anna = office.people.at("anna");
    office.declare("anna", office.number);
    office.add("sjukintyg.txt", "Hemligt", "osl_21_1");
    add_note(office.services(), anna, office.number, "Talade med 19640823-3234 om sjukintyg.txt.");
    Unpacked pack(office, "eva", PackScope::open);
    const auto sound = pack.verify();
    EXPECT_EQ(sound.exit_code, 0) << sound.output << sound.errors;
    for (const auto* file : {"index.html", "index.json", "diary.json", "SHA256SUMS"}) {
        const auto text = pack.text(file);
        EXPECT_EQ(text.find("19640823"), std::string::npos) << file;
        EXPECT_EQ(text.find("sjukintyg"), std::string::npos) << file;
    }
    EXPECT_NE(pack.text("diary.json").find("[personnummer]"), std::string::npos);
    const auto withheld = pack.index()["documents"].back();
    EXPECT_TRUE(withheld["path"].is_null());
    EXPECT_EQ(withheld["secrecy"], "21 kap. 1 § OSL");
    TemporaryFolder folder;
    EXPECT_EQ(refusal([&] { make_pack(office.services(), office.people.at("eva"), PackTools::load(BYGD_SOURCE_DIR), office.number,
                             PackScope::whole, folder.path() / "x.zip"); }), "forbidden document.secret");
}

}  // namespace bygd::testing_case_site
