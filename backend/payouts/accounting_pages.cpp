#include "payouts/accounting_pages.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case.hpp"
#include "http/router.hpp"
#include "payouts/voucher_actions.hpp"
#include "payouts/voucher_store.hpp"

namespace bygd {

namespace {

constexpr const char* accounts_here = "/accounting";
constexpr const char* files_here = "/accounting/files";
constexpr const char* voucher_kinds[] = {"grant", "correction", "release", "payment", "recovery", "repayment", "reduction", "write_off", "set_off"};

bool shown_in_accounts(const Error& error, const Request& request) {
    const bool here = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::forbidden;
    return here && request.actor().has(Role::finance);
}

VoucherFilter filter_of_vouchers(const Request& request) {
    VoucherFilter filter;
    const auto year = whole_number(request.query("year"));
    if (year && *year > 1900 && *year < 2200) filter.year = static_cast<int>(*year);
    const auto kind = request.query("kind");
    if (std::find(std::begin(voucher_kinds), std::end(voucher_kinds), kind) != std::end(voucher_kinds)) filter.kind = kind;
    filter.before = whole_number(request.query("before")).value_or(0);
    return filter;
}

std::string url_of_vouchers(const VoucherFilter& filter, std::int64_t before) {
    std::string url = std::string(accounts_here) + "?before=" + std::to_string(before);
    if (filter.year) url += "&year=" + std::to_string(*filter.year);
    if (!filter.kind.empty()) url += "&kind=" + filter.kind;
    return url;
}

void put_voucher_row(View& row, const Voucher& voucher, const Words& words) {
    row.set("URL", voucher_url(voucher)).set("VOUCHER_NAME", voucher.name()).set("DAY", voucher.booked_on.iso());
    row.set("TEXT", voucher.text).set("DEBIT", voucher.debit.swedish()).set("KIND", words("accounting.kind." + voucher.kind));
    if (!voucher.diary_number.empty()) row.add("OF_CASE").set("CASE_URL", case_url(voucher.diary_number)).set("DIARY_NUMBER", voucher.diary_number);
    if (voucher.corrects) row.add("CORRECTING").set("WHAT", words("accounting.source." + voucher.source_kind));
}

void put_filters(View& view, const AccountsState& state, const VoucherFilter& filter, const Words& words) {
    std::vector<Option> years, kinds;
    for (const auto year : state.years) years.push_back({std::to_string(year), std::to_string(year)});
    for (const auto* kind : voucher_kinds) kinds.push_back({kind, words(std::string("accounting.kind.") + kind)});
    put_options(view, "year", years, filter.year ? std::to_string(*filter.year) : "", {}, words);
    put_options(view, "kind", kinds, filter.kind, {}, words);
}

Response show_vouchers(const Services& services, const AccountingPlan& plan, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto filter = filter_of_vouchers(request);
    const auto state = accounts_state(services, plan, request.actor());
    auto vouchers = voucher_list(services, request.actor(), filter, limits::page_rows + 1);
    const bool more = vouchers.size() > limits::page_rows;
    if (more) vouchers.pop_back();
    View view;
    put_accounting_views(view, words, "vouchers");
    put_filters(view, state, filter, words);
    for (const auto& voucher : vouchers) put_voucher_row(view.add("VOUCHER"), voucher, words);
    view.show_if(vouchers.empty(), "EMPTY").show_if(!vouchers.empty(), "ANY");
    if (more) view.add("NEXT").set("URL", url_of_vouchers(filter, vouchers.back().id.value()));
    view.set("LEAD", words(state.waiting == 0 ? "accounting.none_waiting" : "accounting.waiting", {std::to_string(state.waiting)}));
    const bool first = request.method() == "GET";
    view.show_if(request.actor().has(Role::finance), "MAY_MAKE");
    put_field(view, "through", first ? services.clock.today().iso() : request.form().text("through"), problems, words);
    put_problems(view, problems, words);
    return page(services, request, "payouts/voucher_list", view,
                {.title = words("accounting.title"), .nav = Nav::payouts, .status = status, .crumbs = accounting_crumbs(words, "")});
}

Response post_vouchers(const Services& services, const AccountingPlan& plan, const Request& request) {
    try {
        const auto made = make_vouchers(services, plan, request.actor(), request.form().text("through"));
        return see_other_saying(accounts_here, made.made == 0 ? "accounting.saved.none" : "accounting.saved.made");
    } catch (const Error& error) {
        if (!shown_in_accounts(error, request)) throw;
        return show_vouchers(services, plan, request, error.problems(), http_status(error.kind()));
    }
}

void put_related(View& view, const char* section, const std::optional<Voucher>& voucher) {
    if (voucher) view.add(section).set("URL", voucher_url(*voucher)).set("VOUCHER_NAME", voucher->name());
}

Response show_voucher(const Services& services, const AccountingPlan& plan, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto found = voucher_page(services, request.actor(), request.param("name"));
    const auto& voucher = found.voucher;
    View view;
    put_voucher_row(view, voucher, words);
    view.set("MADE_BY", voucher.made_by_name).set("MADE_AT", stockholm_minute(voucher.made_at)).set("PLAN_FROM", voucher.plan_from.iso());
    if (!voucher.reason.empty()) view.add("BECAUSE").set("REASON", voucher.reason);
    if (!found.payment.empty()) view.add("OF_PAYMENT").set("REFERENCE", found.payment);
    put_related(view, "CORRECTED", found.corrected);
    put_related(view, "REVERSAL", found.reversal);
    put_related(view, "REBOOKING", found.rebooking);
    for (const auto& line : voucher.lines) {
        auto& row = view.add("LINE").set("ACCOUNT", line.account);
        const auto name = plan.accounts.find(line.account);
        if (name != plan.accounts.end()) row.set("ACCOUNT_NAME", name->second);
        for (const auto& [dimension, code] : line.objects) {
            const auto known = plan.dimensions.find(dimension);
            row.add("OBJECT").set("DIMENSION", known == plan.dimensions.end() ? std::to_string(dimension) : known->second).set("CODE", code);
        }
        if (line.amount.negative()) row.set("CREDIT", (-line.amount).swedish());
        else row.set("DEBIT_AMOUNT", line.amount.swedish());
    }
    const bool open = voucher.source_kind != "reversal" && !found.reversal;
    view.show_if(open && request.actor().has(Role::finance), "MAY_CORRECT");
    put_field(view, "reason", request.method() == "GET" ? "" : request.form().text("reason"), problems, words);
    put_problems(view, problems, words);
    return page(services, request, "payouts/voucher", view,
                {.title = words("accounting.one", {voucher.name()}), .nav = Nav::payouts, .status = status,
                 .crumbs = accounting_crumbs(words, voucher.name())});
}

Response post_correction(const Services& services, const AccountingPlan& plan, const Request& request) {
    try {
        const auto pair = correct_voucher(services, plan, request.actor(), request.param("name"), request.form().text("reason"));
        return see_other_saying(voucher_url(pair.rebooking ? *pair.rebooking : pair.reversal), "accounting.saved.corrected");
    } catch (const Error& error) {
        if (!shown_in_accounts(error, request)) throw;
        return show_voucher(services, plan, request, error.problems(), http_status(error.kind()));
    }
}

Response show_files(const Services& services, const AccountingPlan& plan, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const Id<SieExport> before(whole_number(request.query("before")).value_or(0));
    auto files = list_sie_exports(services, request.actor(), before, limits::page_rows + 1);
    const bool more = files.size() > limits::page_rows;
    if (more) files.pop_back();
    View view;
    put_accounting_views(view, words, "files");
    for (const auto& file : files) {
        auto& row = view.add("SIE_FILE").set("URL", std::string(files_here) + "/" + std::to_string(file.id.value()) + "/vouchers.si");
        row.set("FILE_NAME", file.file_name()).set("VOUCHERS", file.vouchers).set("DEBIT", file.debit.swedish()).set("HASH", file.sha256);
        row.set("MADE_BY", file.made_by_name).set("MADE_AT", stockholm_minute(file.made_at));
    }
    view.show_if(files.empty(), "EMPTY").show_if(!files.empty(), "ANY");
    if (more) view.add("NEXT").set("URL", std::string(files_here) + "?before=" + std::to_string(files.back().id.value()));
    const auto state = accounts_state(services, plan, request.actor());
    bool any = false;
    for (const auto& count : state.counts) {
        if (count.waiting() == 0) continue;
        any = true;
        auto& row = view.add("YEAR").set("FOR_YEAR", count.year);
        row.set("LABEL", words("accounting.export_year", {std::to_string(count.year), std::to_string(count.waiting())}));
        row.show_if(request.actor().has(Role::finance), "MAY_EXPORT");
    }
    view.show_if(!any, "ALL_OUT");
    put_problems(view, problems, words);
    return page(services, request, "payouts/sie_export_list", view,
                {.title = words("accounting.files"), .nav = Nav::payouts, .status = status, .crumbs = accounting_crumbs(words, words("accounting.files"))});
}

std::optional<int> year_asked(const std::string& typed) {
    const auto year = whole_number(typed);
    if (!year || *year < 1900 || *year > 2199) return std::nullopt;
    return static_cast<int>(*year);
}

Response post_file(const Services& services, const AccountingPlan& plan, const Request& request) {
    try {
        make_sie_export(services, plan, request.actor(), year_asked(request.form().text("year")));
        return see_other_saying(files_here, "accounting.saved.exported");
    } catch (const Error& error) {
        if (!shown_in_accounts(error, request)) throw;
        return show_files(services, plan, request, error.problems(), http_status(error.kind()));
    }
}

Response get_file(const Services& services, const Request& request) {
    const auto file = read_sie_export(services, request.actor(), Id<SieExport>(whole_number(request.param("id")).value_or(0)));
    return stream_response([bytes = file.bytes](std::ostream& out) { out << bytes; }, file.name, "application/octet-stream");
}

}  // namespace

std::vector<Crumb> accounting_crumbs(const Words& words, const std::string& last) {
    std::vector<Crumb> crumbs{{words("payouts.title"), "/payouts"}, {words("accounting.title"), accounts_here}};
    if (!last.empty()) crumbs.push_back({last});
    else crumbs.back().url.clear();
    return crumbs;
}

void put_accounting_views(View& view, const Words& words, std::string_view here) {
    const std::pair<const char*, const char*> views[] = {{"vouchers", accounts_here}, {"files", files_here},
                                                         {"reconciliation", "/accounting/reconciliation"}, {"seals", "/accounting/seals"}};
    for (const auto& [name, url] : views) {
        view.add("VIEW").set("URL", url).set("NAME", words(std::string("accounting.view.") + name)).show_if(here == name, "HERE");
    }
}

void add_accounting_routes(Router& router, const Services& services, const AccountingPlan& plan) {
    const std::string one = std::string(accounts_here) + "/vouchers/{name}";
    router.get(accounts_here, [&](Request& request) { return show_vouchers(services, plan, request, {}, 200); });
    router.post(std::string(accounts_here) + "/vouchers", [&](Request& request) { return post_vouchers(services, plan, request); });
    router.get(one, [&](Request& request) { return show_voucher(services, plan, request, {}, 200); });
    router.post(one + "/correction", [&](Request& request) { return post_correction(services, plan, request); });
    router.get(files_here, [&](Request& request) { return show_files(services, plan, request, {}, 200); });
    router.post(files_here, [&](Request& request) { return post_file(services, plan, request); });
    router.get(std::string(files_here) + "/{id}/vouchers.si", [&](Request& request) { return get_file(services, request); });
    add_accounting_api(router, services, plan);
}

}  // namespace bygd
