#include "payouts/voucher_actions.hpp"

#include <algorithm>
#include <map>

#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "database/pool.hpp"
#include "documents/document_store.hpp"
#include "payouts/payment_event_store.hpp"
#include "payouts/sie_export_store.hpp"
#include "payouts/voucher_store.hpp"
#include "people/user.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

constexpr std::size_t sources_a_batch = 100;
constexpr std::size_t waiting_counted = 1000;
constexpr const char* sie_writer_version = "1.0";   // of how the file is written
constexpr const char* accounts_subject = "accounting";

Voucher voucher_of(const MoneyHappening& happening, const AccountingPlan& plan, const Words& words, const Actor& actor, Instant now) {
    Voucher voucher;
    const auto& held = plan.on(happening.day);
    voucher.series = plan.series;
    voucher.booked_on = happening.day;
    voucher.text = words("accounting.text." + happening.kind, {happening.diary_number, happening.reference});
    voucher.kind = happening.kind;
    voucher.source_kind = happening.source_kind;
    voucher.source = happening.source;
    voucher.subject = happening.subject;
    voucher.diary_number = happening.diary_number;
    voucher.plan_from = held.valid_from;
    if (actor.id.valid()) voucher.made_by = actor.id;
    voucher.made_by_name = actor.name;
    voucher.made_at = now;
    voucher.lines = lines_of(happening, held);
    return voucher;
}

void count_voucher(VouchersMade& made, const Voucher& voucher) {
    if (made.made++ == 0) made.first = voucher.name();
    made.last = voucher.name();
}

struct VoucherBatch {
    VouchersMade made;
    bool last = false;
};

// One bounded piece of the work, in the caller's transaction.
VoucherBatch make_batch(const Services& services, Transaction& tx, const AccountingPlan& plan, const Actor& actor, Date through) {
    VoucherBatch batch;
    const auto now = services.clock.now();
    const auto sources = sources_without_voucher(tx, plan.begins_on, through, sources_a_batch);
    for (const auto& source : sources) {
        const auto voucher = voucher_of(happening_of(tx, source), plan, services.languages.sv, actor, now);
        if (voucher.lines.empty()) {
            append_no_voucher(tx, source, "moves_nothing", now);
            ++batch.made.without;
        } else {
            count_voucher(batch.made, append_voucher(tx, voucher));
        }
    }
    batch.last = sources.size() < sources_a_batch;
    if (batch.made.made > 0) {
        append_payment_event(tx, payment_event(actor, now, accounts_subject, "vouchers_made", "",
                                               {{"through", through.iso()}, {"vouchers", std::to_string(batch.made.made)},
                                                {"first", batch.made.first}, {"last", batch.made.last}}));
    }
    return batch;
}

void add_to(VouchersMade& all, const VouchersMade& more) {
    if (all.made == 0) all.first = more.first;
    if (more.made > 0) all.last = more.last;
    all.made += more.made;
    all.without += more.without;
}

Date read_through(const std::string& typed, Date today) {
    const auto day = Date::parse(typed, "through");
    if (day > today) throw Error(ErrorKind::invalid, {{"through", "accounting.later_than_today"}});
    return day;
}

std::string read_correction_reason(const std::string& typed) {
    const auto reason = trimmed(typed);
    if (reason.empty()) throw Error(ErrorKind::invalid, {{"reason", "required"}});
    if (characters(reason) > limits::ledger_text) {
        throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {std::to_string(limits::ledger_text)}}});
    }
    return reason;
}

// "BS-2026-118"
Voucher required_voucher(Transaction& tx, const std::string& name) {
    const auto parts = split(name, '-');
    if (parts.size() >= 3) {
        const auto year = whole_number(parts[parts.size() - 2]), number = whole_number(parts.back());
        const auto series = name.substr(0, name.size() - parts.back().size() - parts[parts.size() - 2].size() - 2);
        if (year && number && *year > 0 && *year < 10'000) {
            if (auto found = find_voucher(tx, series, static_cast<int>(*year), *number)) return std::move(*found);
        }
    }
    refuse(ErrorKind::not_found, "not_found");
}

// What a voucher was made of at first: a rebooking is of the voucher it takes the place of.
VoucherSource root_of(Transaction& tx, Voucher voucher) {
    while (voucher.source_kind == "rebooking") voucher = find_voucher(tx, Id<Voucher>(voucher.source)).value();
    return {voucher.source_kind, voucher.source};
}

bool same_lines(const std::vector<VoucherLine>& a, const std::vector<VoucherLine>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.account == y.account && x.objects == y.objects && x.amount == y.amount;
    });
}

Voucher correcting(Voucher voucher, const Voucher& wrong, const char* source_kind, const std::string& reason, Date today, std::string text) {
    voucher.booked_on = today;
    voucher.source_kind = source_kind;
    voucher.source = wrong.id.value();
    voucher.corrects = wrong.id;
    voucher.reason = reason;
    voucher.text = std::move(text);
    return voucher;
}

SieHeading whole_heading(const Services& services, Transaction& tx, const AccountingPlan& plan, Date today) {
    SieHeading heading{services.region.name, plan.organisation_number, sie_writer_version, today, plan.dimensions, plan.objects, plan.accounts};
    for (const auto& line : list_funds(tx, std::nullopt)) {
        for (const auto& [dimension, name] : plan.dimensions) heading.objects.push_back({dimension, line.fund.code, line.fund.name});
    }
    return heading;
}

// Those of the year in no file yet, as many as one file holds.
SieExport range_to_export(Transaction& tx, std::optional<int> year) {
    for (const auto& count : voucher_counts(tx)) {
        if (count.waiting() == 0 || (year && count.year != *year)) continue;
        SieExport made;
        made.series = count.series;
        made.year = count.year;
        made.from_number = count.last_exported + 1;
        made.to_number = std::min(count.last_number, count.last_exported + static_cast<std::int64_t>(sie_vouchers_most));
        made.vouchers = static_cast<int>(made.to_number - count.last_exported);
        return made;
    }
    throw Error(ErrorKind::invalid, {{"year", "accounting.nothing_to_export"}});
}

}  // namespace

VouchersMade make_vouchers(const Services& services, const AccountingPlan& plan, const Actor& actor, const std::string& typed) {
    require_accountant(actor);
    const auto through = read_through(typed, services.clock.today());
    const auto work = [&](Transaction& tx) { return make_batch(services, tx, plan, actor, through); };
    auto batch = services.database.transact(actor, work);
    auto all = batch.made;
    while (!batch.last) {
        batch = services.database.transact(work);
        add_to(all, batch.made);
    }
    return all;
}

DailyJob voucher_job(const Services& services, const AccountingPlan& plan) {
    return {"vouchers", [&services, &plan](Transaction& tx, Date day, const std::string&) {
                const auto batch = make_batch(services, tx, plan, system_actor(), day.plus_days(-1));
                return JobBatch{"", batch.last, {{"made", batch.made.made}, {"without", batch.made.without}}};
            }};
}

VoucherCorrection correct_voucher(const Services& services, const AccountingPlan& plan, const Actor& actor, const std::string& name,
                                  const std::string& typed) {
    require_accountant(actor);
    const auto reason = read_correction_reason(typed);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto today = stockholm_day(now);
        const auto& words = services.languages.sv;
        const auto wrong = required_voucher(tx, name);
        if (wrong.source_kind == "reversal") refuse(ErrorKind::conflict, "accounting.is_reversal");
        if (voucher_of_source(tx, {"reversal", wrong.id.value()})) refuse(ErrorKind::conflict, "accounting.already_corrected");
        auto back = wrong;
        back.lines = mirrored(wrong.lines);
        if (actor.id.valid()) back.made_by = actor.id;
        back.made_by_name = actor.name;
        back.made_at = now;
        VoucherCorrection pair;
        pair.reversal = append_voucher(tx, correcting(back, wrong, "reversal", reason, today, words("accounting.text.reversal", {wrong.name()})));
        const auto fresh = voucher_of(happening_of(tx, root_of(tx, wrong)), plan, words, actor, now);
        if (same_lines(fresh.lines, wrong.lines)) refuse(ErrorKind::conflict, "accounting.same_lines");
        if (!fresh.lines.empty()) {
            pair.rebooking = append_voucher(tx, correcting(fresh, wrong, "rebooking", reason, today,
                                                           words("accounting.text.rebooking", {wrong.name(), fresh.text})));
        }
        append_payment_event(tx, payment_event(actor, now, accounts_subject, "voucher_corrected", reason,
                                               {{"voucher", wrong.name()}, {"reversal", pair.reversal.name()},
                                                {"rebooking", pair.rebooking ? pair.rebooking->name() : ""}}));
        return pair;
    });
}

SieExport make_sie_export(const Services& services, const AccountingPlan& plan, const Actor& actor, std::optional<int> year) {
    require_accountant(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto made = range_to_export(tx, year);
        const auto vouchers = vouchers_in(tx, made.series, made.year, made.from_number, made.to_number);
        if (static_cast<int>(vouchers.size()) != made.vouchers || !take_vouchers_out(tx, made)) throw Overtaken("accounting.changed");
        for (const auto& voucher : vouchers) made.debit += voucher.debit;
        made.generated_on = stockholm_day(now);
        const auto heading = heading_for(whole_heading(services, tx, plan, made.generated_on), vouchers);
        made.heading = text_of(heading);
        const auto file = store_document(tx, made.file_name(), write_sie(heading, made.year, vouchers),
                                         actor.id.valid() ? std::optional(actor.id) : std::nullopt, now, "application/octet-stream");
        made.document = file.id;
        made.sha256 = file.sha256;
        if (actor.id.valid()) made.made_by = actor.id;
        made.made_by_name = actor.name;
        made.made_at = now;
        made.id = insert_sie_export(tx, made);
        append_payment_event(tx, payment_event(actor, now, accounts_subject, "sie_made", "",
                                               {{"file", made.file_name()}, {"sum", made.debit.plain()}, {"sha256", made.sha256}}));
        return made;
    });
}

SieBytes read_sie_export(const Services& services, const Actor& actor, Id<SieExport> id) {
    require_accounts_reader(actor);
    return services.database.transact([&](Transaction& tx) {
        const auto made = find_sie_export(tx, id);
        if (!made) refuse(ErrorKind::not_found, "not_found");
        append_payment_event(tx, payment_event(actor, services.clock.now(), accounts_subject, "sie_read", "", {{"file", made->file_name()}}));
        return SieBytes{made->file_name(), document_bytes(tx, find_document(tx, made->document).value())};
    });
}

std::vector<SieExport> list_sie_exports(const Services& services, const Actor& actor, Id<SieExport> before, std::size_t most) {
    require_accounts_reader(actor);
    return services.database.look_up([&](Transaction& tx) { return sie_exports_before(tx, before, most); });
}

std::string sie_made_again(Transaction& tx, const SieExport& made) {
    return write_sie(sie_heading_of(made.heading), made.year, vouchers_in(tx, made.series, made.year, made.from_number, made.to_number));
}

VoucherPage voucher_page(const Services& services, const Actor& actor, const std::string& name) {
    require_accounts_reader(actor);
    return services.database.read([&](Transaction& tx) {
        VoucherPage page{required_voucher(tx, name), {}, {}, {}, ""};
        if (page.voucher.corrects) page.corrected = find_voucher(tx, *page.voucher.corrects);
        page.reversal = voucher_of_source(tx, {"reversal", page.voucher.id.value()});
        page.rebooking = voucher_of_source(tx, {"rebooking", page.voucher.id.value()});
        if (page.voucher.source_kind == "payment") page.payment = happening_of(tx, {"payment", page.voucher.source}).reference;
        return page;
    });
}

std::vector<Voucher> voucher_list(const Services& services, const Actor& actor, const VoucherFilter& filter, std::size_t most) {
    require_accounts_reader(actor);
    return services.database.read([&](Transaction& tx) { return list_vouchers(tx, filter, most); });
}

AccountsState accounts_state(const Services& services, const AccountingPlan& plan, const Actor& actor) {
    require_accounts_reader(actor);
    return services.database.read([&](Transaction& tx) {
        const auto waiting = sources_without_voucher(tx, plan.begins_on, services.clock.today(), waiting_counted).size();
        return AccountsState{voucher_counts(tx), static_cast<std::int64_t>(waiting), voucher_years(tx)};
    });
}

std::string voucher_url(const Voucher& voucher) {
    return "/accounting/vouchers/" + voucher.series + "-" + std::to_string(voucher.year) + "-" + std::to_string(voucher.number);
}

}  // namespace bygd
