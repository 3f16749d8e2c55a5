#include "pages/case_pack.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "base/hash.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "documents/zip_writer.hpp"
#include "pages/case_pack_content.hpp"

namespace bygd {

namespace {

std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw std::runtime_error(path.filename().string() + " cannot be read");
    return text.str();
}

// Piece by piece out of the database, checked against its hash at the end: a pack with a broken document is not made.
void add_document(ZipWriter& zip, Transaction& tx, const CaseDocument& document) {
    int sequence = 0;
    zip.add(pack_path(document), [&] { return document_piece(tx, document.document.id, ++sequence); });
    if (zip.entries().back().sha256 != document.document.sha256) {
        throw std::runtime_error("document " + std::to_string(document.document.id.value()) + " does not match its hash");
    }
}

void add_sums(ZipWriter& zip) {
    std::string sums;
    for (const auto& entry : zip.entries()) sums += entry.sha256 + "  " + entry.path + "\n";
    zip.add("SHA256SUMS", sums);
}

void write_pack(const Services& services, Transaction& tx, const Actor& actor, const PackTools& tools, const Case& subject,
                PackScope scope, Instant now, const std::filesystem::path& file) {
    const auto documents = documents_of(tx, subject.id);
    const auto mask = scope == PackScope::open ? PackMask::of_public(documents) : PackMask();
    auto index = mask.value(pack_case_json(services, tx, subject));
    index["format"] = "bygdestod-pack";
    index["format_version"] = 1;
    index["scope"] = scope == PackScope::open ? "public" : "whole";
    index["made_at"] = utc_text(now);
    index["made_by"] = actor.name;
    index["region"] = services.region.name;
    index["documents"] = pack_documents_json(services, subject, documents, mask);
    const auto diary = pack_diary_json(tx, subject, mask);
    index["diary_head"] = diary.at("head");
    ZipWriter zip(file, now);
    zip.add("index.html", pack_html(services, subject, index, diary));
    zip.add("index.json", index.dump(1) + "\n");
    zip.add("diary.json", diary.dump(1) + "\n");
    zip.add("verify.py", tools.verifier);
    zip.add("LASMIG.txt", tools.readme);
    for (const auto& document : documents) {
        if (!mask.hides(document)) add_document(zip, tx, document);
    }
    add_sums(zip);
    zip.close();
}

std::string sha256_of_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    Sha256 sum;
    std::string piece(1 << 20, '\0');
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
        sum.add(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount())));
    }
    return sum.hex();
}

}  // namespace

PackScope pack_scope_of(std::string_view name) {
    if (name == "public") return PackScope::open;
    if (!name.empty() && name != "whole") throw Error(ErrorKind::invalid, {{"scope", "choice.unknown"}});
    return PackScope::whole;
}

PackTools PackTools::load(const std::filesystem::path& home) {
    const auto folder = home / "schemas" / "pack";
    return {text_of_file(folder / "verify.py"), text_of_file(folder / "README.sv.txt")};
}

MadePack make_pack(const Services& services, const Actor& actor, const PackTools& tools, std::string_view diary_number,
                   PackScope scope, const std::filesystem::path& file) {
    require_case_reader(actor);
    const auto now = services.clock.now();
    std::vector<Id<Document>> secret;
    auto subject = services.database.read([&](Transaction& tx) {
        secret.clear();
        auto held = case_by_number(tx, diary_number);
        for (const auto& document : documents_of(tx, held.id)) {
            if (scope == PackScope::whole && !document.secrecy.empty()) secret.push_back(document.document.id);
        }
        if (!secret.empty() && !may_open_secret(tx, held, actor)) refuse(ErrorKind::forbidden, "document.secret");
        write_pack(services, tx, actor, tools, held, scope, now, file);
        return held;
    });
    MadePack made{"arende-" + replaced_all(replaced_all(subject.diary_number, " ", "-"), "/", "-") +
                      (scope == PackScope::open ? "-offentlig.zip" : ".zip"),
                  sha256_of_file(file)};
    services.database.transact([&](Transaction& tx) {
        for (const auto id : secret) insert_opening(tx, subject.id, id, actor, "pack", now);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
        context.facts = {{"pack_scope", scope == PackScope::open ? "public" : "whole"}, {"pack_sha256", made.sha256}};
        append_event(tx, event_of(context, "pack_made"));
    });
    return made;
}

}  // namespace bygd
