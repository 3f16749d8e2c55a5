#include "budget/fund_view.hpp"

#include <array>
#include <string>

#include "web/chart.hpp"

namespace bygd {

namespace {

constexpr std::array<Figure, 8> figures{{
    {"allocated", [](const FundBalance& b) { return b.allocated; }},
    {"reserved", [](const FundBalance& b) { return b.reserved; }},
    {"granted", [](const FundBalance& b) { return b.granted; }},
    {"paid", [](const FundBalance& b) { return b.paid; }},
    {"released", [](const FundBalance& b) { return b.released; }},
    {"repaid", [](const FundBalance& b) { return b.repaid; }},
    {"left_to_decide", [](const FundBalance& b) { return b.left_to_decide(); }},
    {"outstanding", [](const FundBalance& b) { return b.outstanding(); }},
}};

// Together they are the whole allocation, whatever has happened to it.
constexpr std::array<Figure, 5> shares{{
    {"paid", [](const FundBalance& b) { return b.paid; }},
    {"outstanding", [](const FundBalance& b) { return b.outstanding(); }},
    {"reserved", [](const FundBalance& b) { return b.reserved; }},
    {"forfeited", [](const FundBalance& b) { return b.forfeited(); }},
    {"free", [](const FundBalance& b) { return b.left_to_reserve(); }},
}};

std::string label_of(const Figure& figure, const Words& words) {
    return words("budget.figure." + std::string(figure.name));
}

}  // namespace

std::span<const Figure> fund_figures() {
    return figures;
}

void put_definitions(View& view, const Words& words) {
    for (const auto& figure : figures) {
        view.add("DEFINITION")
            .set("LABEL", label_of(figure, words))
            .set("TEXT", words("budget.definition." + std::string(figure.name)));
    }
}

void put_share(View& view, const FundBalance& balance, const Words& words) {
    ShareBar bar;
    for (const auto& share : shares) {
        const auto amount = share.of(balance);
        bar.title += (bar.title.empty() ? "" : ", ") + label_of(share, words) + " " + amount.swedish();
        bar.parts.push_back({label_of(share, words), whole_kronor(amount)});
    }
    view.set("SHARE_MARKUP", draw_share(bar));
}

void put_share_legend(View& view, const Words& words) {
    int series = 0;
    for (const auto& share : shares) view.add("KEY").set("SERIES", "series-" + std::to_string(++series)).set("LABEL", label_of(share, words));
}

}  // namespace bygd
