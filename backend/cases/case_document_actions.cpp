#include "cases/case_document_actions.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"

namespace bygd {

namespace {

void require_writer(const Actor& actor) {
    require_case_reader(actor);
    if (actor.roles == Roles{Role::auditor}) refuse(ErrorKind::forbidden, "case.officers_only");
}

Problems problems_of_file(const Services& services, const ActionInput::File& file) {
    Problems problems;
    check_upload(services.documents.uploads, "file", file.name, file.bytes, problems);
    add(problems, screened(services, {{"file", file.name, file.bytes}}));
    return problems;
}

// Before the words of what is wrong, the name: of five files somebody must know which.
void blame(const ActionInput::File& file, Problems problems, Problems& all) {
    for (auto& problem : problems) {
        problem.values.insert(problem.values.begin(), safe_file_name(file.name));
        problem.code = "document.of_file." + problem.code.substr(problem.code.rfind('.') + 1);
        all.push_back(std::move(problem));
    }
}

const SecrecyGround& ground_on(const Services& services, std::string_view name, Date day) {
    for (const auto* ground : services.documents.grounds.on(day)) {
        if (ground->name == name) return *ground;
    }
    throw Error(ErrorKind::invalid, {{"ground", "choice.unknown"}});
}

// The fields that are the same for all the files.
std::optional<Date> check_fields(const Services& services, const AddDocuments& command) {
    Problems problems;
    std::optional<Date> dated;
    if (command.direction != "in" && command.direction != "out" && command.direction != "drawn_up") {
        problems.push_back({"direction", "document.direction"});
    }
    if (characters(command.counterpart) > limits::short_text) {
        problems.push_back({"counterpart", "text.too_long", {std::to_string(limits::short_text)}});
    }
    try {
        if (!command.dated_on.empty()) dated = Date::parse(command.dated_on, "dated_on");
        if (dated && *dated > services.clock.today()) problems.push_back({"dated_on", "document.later"});
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    if (command.files.empty()) problems.push_back({"file", "document.none"});
    require_none(std::move(problems));
    if (!command.secrecy.empty()) ground_on(services, command.secrecy, services.clock.today());
    return dated;
}

void tell(ActionContext& context, const CaseDocument& document, std::string kind) {
    context.facts["document"] = document.document.name;
    context.facts["document_id"] = std::to_string(document.document.id.value());
    context.facts["document_number"] = std::to_string(document.number);
    if (document.version > 1) context.facts["document_version"] = std::to_string(document.version);
    context.facts["sha256"] = document.document.sha256;
    append_event(context.tx, event_of(context, std::move(kind)));
}

CaseDocument required(Transaction& tx, Id<Case> subject, Id<Document> id) {
    auto found = find_case_document(tx, subject, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *found;
}

std::string reason_of(std::string_view typed) {
    auto reason = trimmed(typed);
    Problems problems;
    if (reason.empty()) problems.push_back({"reason", "required"});
    if (characters(reason) > limits::long_text) problems.push_back({"reason", "text.too_long", {std::to_string(limits::long_text)}});
    require_none(std::move(problems));
    return reason;
}

}  // namespace

AddedDocuments add_documents(const Services& services, const Actor& actor, const AddDocuments& command) {
    require_writer(actor);
    const auto dated = check_fields(services, command);
    Problems problems;
    std::vector<const ActionInput::File*> good;
    for (const auto& file : command.files) {
        auto wrong = problems_of_file(services, file);
        if (wrong.empty()) good.push_back(&file);
        else if (command.files.size() == 1) add(problems, std::move(wrong));
        else blame(file, std::move(wrong), problems);
    }
    if (good.empty()) throw Error(ErrorKind::invalid, std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = case_by_number(tx, command.diary_number);
        AddedDocuments added;
        added.problems = problems;
        for (const auto* file : good) {
            const auto stored = store_document(tx, file->name, file->bytes, actor.id, now);
            link_document(tx, subject.id, stored.id, command.kind, command.direction, command.counterpart, dated);
            auto document = required(tx, subject.id, stored.id);
            if (!command.secrecy.empty()) put_secrecy(tx, subject.id, document, command.secrecy);
            const ActionInput nothing;
            ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
            context.facts = {{"kind", command.kind}, {"direction", command.direction}};
            if (!command.secrecy.empty()) context.facts["secrecy"] = services.documents.grounds.paragraph(command.secrecy);
            tell(context, document, "document_added");
            added.kept.push_back(stored.id);
            added.names.push_back(stored.name);
        }
        return added;
    });
}

Id<Document> add_version(const Services& services, const Actor& actor, std::string_view diary_number, Id<Document> of,
                         const ActionInput::File& file) {
    require_writer(actor);
    require_none(problems_of_file(services, file));
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = case_by_number(tx, diary_number);
        const auto old = required(tx, subject.id, of);
        if (!old.secrecy.empty() && !may_open_secret(tx, subject, actor)) refuse(ErrorKind::forbidden, "document.secret");
        const auto stored = store_document(tx, file.name, file.bytes, actor.id, now);
        link_version(tx, subject.id, old, stored.id, stockholm_day(now));
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
        context.facts = {{"replaces", old.document.name}, {"replaces_sha256", old.document.sha256}};
        tell(context, required(tx, subject.id, stored.id), "document_replaced");
        return stored.id;
    });
}

void mark_secret(const Services& services, const Actor& actor, std::string_view diary_number, Id<Document> id,
                 std::string_view ground, std::string_view typed_reason) {
    require_writer(actor);
    const auto reason = reason_of(typed_reason);
    if (!ground.empty()) ground_on(services, ground, services.clock.today());
    services.database.transact(actor, [&](Transaction& tx) {
        auto subject = case_by_number(tx, diary_number);
        const auto document = required(tx, subject.id, id);
        if (!document.secrecy.empty() && !may_open_secret(tx, subject, actor)) refuse(ErrorKind::forbidden, "document.secret");
        if (document.secrecy == ground) throw Error(ErrorKind::invalid, {{"ground", "document.same_mark"}});
        put_secrecy(tx, subject.id, document, ground);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, services.clock.now(), subject, nothing, reason, {}, {}};
        context.facts["secrecy"] = services.documents.grounds.paragraph(ground.empty() ? document.secrecy : ground);
        tell(context, document, ground.empty() ? "secrecy_lifted" : "secrecy_marked");
    });
}

void answer_demand(const Services& services, const Actor& actor, const AnswerDemand& command) {
    require_writer(actor);
    HarmTest test;
    Problems problems;
    const auto today = services.clock.today();
    test.document = command.document;
    test.decision = command.decision;
    test.ground = command.ground;
    test.asked_by = trimmed(one_line(command.asked_by));
    test.reason = trimmed(command.reason);
    try {
        test.asked_on = command.asked_on.empty() ? today : Date::parse(command.asked_on, "asked_on");
        if (test.asked_on > today) problems.push_back({"asked_on", "document.later"});
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    const bool whole = test.decision == "given";
    if (!whole && test.decision != "in_part" && test.decision != "refused") problems.push_back({"decision", "choice.unknown"});
    if (!whole && test.ground.empty()) problems.push_back({"demand_ground", "document.demand_ground"});
    const auto grounds = services.documents.grounds.on(today);
    const bool known = std::any_of(grounds.begin(), grounds.end(), [&](const auto* each) { return each->name == test.ground; });
    if (!test.ground.empty() && !known) problems.push_back({"demand_ground", "choice.unknown"});
    if (!whole && test.reason.empty()) problems.push_back({"demand_reason", "required"});
    if (characters(test.reason) > limits::long_text) problems.push_back({"demand_reason", "text.too_long", {std::to_string(limits::long_text)}});
    if (characters(test.asked_by) > limits::short_text) problems.push_back({"asked_by", "text.too_long", {std::to_string(limits::short_text)}});
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        auto subject = case_by_number(tx, command.diary_number);
        const auto document = required(tx, subject.id, command.document);
        if (!document.secrecy.empty() && !may_open_secret(tx, subject, actor)) refuse(ErrorKind::forbidden, "document.secret");
        test.decided_at = services.clock.now();
        insert_harm_test(tx, subject.id, test, actor.id);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, test.decided_at, subject, nothing, test.reason, {}, {}};
        context.facts = {{"demand", test.decision}, {"asked_on", test.asked_on.iso()}};
        if (!test.asked_by.empty()) context.facts["asked_by"] = test.asked_by;
        if (!test.ground.empty()) context.facts["secrecy"] = services.documents.grounds.paragraph(test.ground);
        tell(context, document, "harm_tested");
    });
}

bool may_open_secret(Transaction& tx, const Case& subject, const Actor& actor) {
    if (actor.has(Role::auditor)) return true;
    const auto said = declaration_of(tx, subject.id, actor.id);
    if (said) return !said->conflicted;
    return subject.officer == actor.id;
}

// A document that is paged through is opened once.
constexpr std::chrono::minutes same_opening{5};

CaseDocument open_document(const Services& services, const Actor& actor, std::string_view diary_number, Id<Document> id,
                           std::string_view way) {
    require_case_reader(actor);
    const auto [subject, found] = services.database.read([&](Transaction& tx) {
        auto held = case_by_number(tx, diary_number);
        auto document = required(tx, held.id, id);
        if (!document.secrecy.empty() && !may_open_secret(tx, held, actor)) refuse(ErrorKind::forbidden, "document.secret");
        return std::pair(held.id, document);
    });
    if (!found.secrecy.empty()) {
        services.database.transact([&](Transaction& tx) {
            const auto now = services.clock.now();
            if (!opened_since(tx, id, actor, way, now - same_opening)) insert_opening(tx, subject, id, actor, way, now);
        });
    }
    return found;
}

}  // namespace bygd
