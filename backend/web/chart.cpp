#include "web/chart.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "web/template_text.hpp"

namespace bygd {

Markup drawn_markup(std::string text) { return Markup(std::move(text)); }

namespace {

__extension__ using Wide = __int128;   // spans of int64 values do not fit in one

constexpr int width = 720, height = 280, top = 14, bottom = 30, right = 8;
constexpr std::size_t most_series = 6;

std::string grouped(std::int64_t value) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), "\u00a0");
    }
    return (value < 0 ? "\u2212" : "") + digits;
}

// Where values stand on the paper. Whole units of a tenth of a point keep the arithmetic free of floating numbers.
class Paper {
public:
    explicit Paper(const Chart& chart) : labels_(static_cast<std::int64_t>(chart.labels.size())) {
        std::int64_t low = 0, high = 0;
        for (const auto& series : chart.series) {
            if (series.values.size() != chart.labels.size()) {
                throw std::logic_error("chart: " + series.name + " has not a value for each label");
            }
            for (const auto value : series.values) low = std::min(low, value), high = std::max(high, value);
        }
        if (chart.series.size() > most_series) throw std::logic_error("chart: more than 6 series");
        axis_ = axis_for(low, high);
        std::size_t longest = 1;
        for (auto at = axis_.low; at <= axis_.high; at += axis_.step) longest = std::max(longest, axis_text(at).size());
        left_ = 14 + static_cast<int>(longest) * 8;
    }

    const Axis& axis() const { return axis_; }
    int left() const { return left_; }
    int y(std::int64_t value) const {
        const auto span = static_cast<Wide>(axis_.high) - axis_.low;
        return top + static_cast<int>((static_cast<Wide>(axis_.high) - value) * (height - top - bottom) / span);
    }
    int slot() const { return static_cast<int>((width - left_ - right) / std::max<std::int64_t>(labels_, 1)); }
    int middle(std::size_t label) const {
        return left_ + static_cast<int>(label) * slot() + slot() / 2;
    }  // of its slot

private:
    std::int64_t labels_;
    Axis axis_;
    int left_ = 0;
};

// <name a="1" b="2">: the values are ours or escaped here.
using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

std::string opened(std::string_view name, Attributes attributes, std::string_view end = ">") {
    std::string out = "<" + std::string(name);
    for (const auto& [key, value] : attributes) out += " " + std::string(key) + "=\"" + html_escaped(value) + "\"";
    return out += end;
}

std::string drawn(std::string_view name, Attributes attributes) { return opened(name, attributes, "/>"); }

std::string holding(std::string_view name, Attributes attributes, std::string_view inside) {
    return opened(name, attributes) + std::string(inside) + "</" + std::string(name) + ">";
}

std::string words_in(std::string_view name, Attributes attributes, std::string_view text) {
    return holding(name, attributes, html_escaped(text));
}

std::string number(int value) { return std::to_string(value); }

std::string series_class(std::string_view shape, std::size_t series) {
    return std::string(shape) + " series-" + std::to_string(series + 1);
}

std::string figure_of(const Chart& chart, std::size_t series, std::size_t label) {
    const auto value = grouped(chart.series[series].values[label]);
    const auto unit = chart.unit.empty() ? "" : "\u00a0" + chart.unit;
    return words_in("title", {}, chart.labels[label] + ", " + chart.series[series].name + ": " + value + unit);
}

std::string grid(const Chart& chart, const Paper& paper) {
    std::string out;
    for (auto at = paper.axis().low; at <= paper.axis().high; at += paper.axis().step) {
        const auto y = paper.y(at);
        out += drawn("line", {{"class", at == 0 ? "chart-zero" : "chart-line"},
                              {"x1", number(paper.left())},
                              {"x2", number(width - right)},
                              {"y1", number(y)},
                              {"y2", number(y)}});
        out += words_in("text", {{"class", "chart-axis"}, {"text-anchor", "end"},
                                 {"x", number(paper.left() - 8)}, {"y", number(y + 4)}}, axis_text(at));
    }
    const std::size_t every = 1 + chart.labels.size() * 46 / static_cast<std::size_t>(width);
    for (std::size_t i = 0; i < chart.labels.size(); i += every) {
        out += words_in("text", {{"class", "chart-label"}, {"text-anchor", "middle"},
                                 {"x", number(paper.middle(i))}, {"y", number(height - 8)}}, chart.labels[i]);
    }
    return out;
}

std::string legend(const Chart& chart) {
    if (chart.series.size() < 2) return "";
    std::string rows;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto key = holding("span", {{"class", series_class("chart-key", s)}}, "");
        rows += holding("li", {}, key + html_escaped(chart.series[s].name));
    }
    return holding("ul", {{"class", "chart-legend"}}, rows);
}

Markup figure(const Chart& chart, const Paper& paper, std::string_view shapes) {
    const auto unit = chart.unit.empty() ? "" : " " + words_in("span", {{"class", "chart-unit"}}, chart.unit);
    const auto caption = holding("figcaption", {}, html_escaped(chart.title) + unit);
    const auto said = words_in("title", {}, chart.title) + words_in("desc", {}, chart.description);
    const auto picture = holding("svg", {{"viewBox", "0 0 " + number(width) + " " + number(height)}, {"role", "img"},
                                         {"aria-label", chart.title + ". " + chart.description}},
                                 said + grid(chart, paper) + std::string(shapes));
    return drawn_markup(holding("figure", {{"class", "chart"}}, caption + legend(chart) + picture));
}

bool nothing_in(const Chart& chart) { return chart.labels.empty() || chart.series.empty(); }

}  // namespace

Markup draw_bars(const Chart& chart) {
    if (nothing_in(chart)) return drawn_markup("");
    const Paper paper(chart);
    const int count = static_cast<int>(chart.series.size());
    const int bar = std::clamp((paper.slot() * 7 / 10) / count, 2, 44);
    const int gap = count > 1 ? 1 : 0;
    std::string shapes;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        for (std::size_t i = 0; i < chart.labels.size(); ++i) {
            const auto value = chart.series[s].values[i];
            const int x = paper.middle(i) - bar * count / 2 + static_cast<int>(s) * bar + gap;
            const int from = paper.y(std::max<std::int64_t>(value, 0)), to = paper.y(std::min<std::int64_t>(value, 0));
            shapes += holding("rect", {{"class", series_class("chart-bar", s)}, {"x", number(x)}, {"y", number(from)},
                                       {"width", number(std::max(bar - 2 * gap, 1))}, {"height", number(to - from)},
                                       {"rx", "1.5"}}, figure_of(chart, s, i));
        }
    }
    return figure(chart, paper, shapes);
}

Markup draw_lines(const Chart& chart) {
    if (nothing_in(chart)) return drawn_markup("");
    const Paper paper(chart);
    std::string shapes;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        std::string points, marks;
        for (std::size_t i = 0; i < chart.labels.size(); ++i) {
            const auto x = number(paper.middle(i)), y = number(paper.y(chart.series[s].values[i]));
            points += (i ? " " : "") + x + "," + y;
            marks += holding("circle", {{"class", series_class("chart-point", s)}, {"cx", x}, {"cy", y}, {"r", "4"}},
                             figure_of(chart, s, i));
        }
        shapes += drawn("polyline", {{"class", series_class("chart-curve", s)}, {"points", points}}) + marks;
    }
    return figure(chart, paper, shapes);
}

Markup draw_share(const ShareBar& bar) {
    Wide whole = 0, so_far = 0;
    for (const auto& part : bar.parts) whole += std::max<std::int64_t>(part.value, 0);
    whole = std::max<Wide>(whole, bar.whole);
    auto shapes = words_in("title", {}, bar.title) +
                  drawn("rect", {{"class", "share-rest"}, {"x", "0"}, {"y", "0"}, {"width", "1000"}, {"height", "24"}});
    int x = 0;
    for (std::size_t i = 0; i < bar.parts.size() && whole > 0; ++i) {
        so_far += std::max<std::int64_t>(bar.parts[i].value, 0);
        const int end = static_cast<int>(so_far * 1000 / whole);  // the ends are rounded, so the parts sum to the whole
        if (end > x) {
            shapes += holding("rect", {{"class", "share-" + std::to_string(i + 1)}, {"x", number(x)}, {"y", "0"},
                                       {"width", number(end - x)}, {"height", "24"}},
                              words_in("title", {}, bar.parts[i].name + ": " + grouped(bar.parts[i].value)));
        }
        x = end;
    }
    return drawn_markup(holding("svg", {{"class", "share"}, {"viewBox", "0 0 1000 24"}, {"preserveAspectRatio", "none"},
                                        {"role", "img"}, {"aria-label", bar.title}}, shapes));
}

std::int64_t whole_kronor(Money amount) { return amount.minor() / 100; }

Axis axis_for(std::int64_t low, std::int64_t high) {
    low = std::min<std::int64_t>(low, 0);
    high = std::max<std::int64_t>(high, 0);
    if (low == 0 && high == 0) high = 1;
    const auto span = static_cast<Wide>(high) - low;
    Wide step = 1;
    for (Wide power = 1;; power *= 10) {
        bool found = false;
        for (const int times : {1, 2, 5}) {
            step = power * times;
            if (span <= step * 5) {
                found = true;
                break;
            }
        }
        if (found) break;
    }
    const auto small = static_cast<std::int64_t>(step);
    const auto down = low < 0 ? (low - small + 1) / small * small : 0;
    const auto up = high > 0 ? (high + small - 1) / small * small : 0;
    return {down, up, small};
}

std::string axis_text(std::int64_t value) { return grouped(value); }

}  // namespace bygd
