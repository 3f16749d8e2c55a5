#include "web/chart.hpp"

#include <algorithm>
#include <stdexcept>

#include "web/template_text.hpp"

namespace bygd {

Markup drawn_markup(std::string svg) { return Markup(std::move(svg)); }

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
            if (series.values.size() != chart.labels.size()) throw std::logic_error("chart: " + series.name + " has not a value for each label");
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
    int x(std::size_t label) const { return left_ + static_cast<int>(label) * slot(); }

private:
    std::int64_t labels_;
    Axis axis_;
    int left_ = 0;
};

std::string number(int value) { return std::to_string(value); }

std::string point_title(const Chart& chart, std::size_t label, const ChartSeries& series) {
    return "<title>" + html_escaped(chart.labels[label] + ", " + series.name + ": " + grouped(series.values[label])) +
           (chart.unit.empty() ? "" : "\u00a0" + html_escaped(chart.unit)) + "</title>";
}

std::string grid(const Chart& chart, const Paper& paper) {
    std::string out;
    for (auto at = paper.axis().low; at <= paper.axis().high; at += paper.axis().step) {
        const auto y = paper.y(at);
        out += "<line class=\"" + std::string(at == 0 ? "chart-zero" : "chart-line") + "\" x1=\"" + number(paper.left()) + "\" x2=\"" +
               number(width - right) + "\" y1=\"" + number(y) + "\" y2=\"" + number(y) + "\"/>";
        out += "<text class=\"chart-axis\" text-anchor=\"end\" x=\"" + number(paper.left() - 8) + "\" y=\"" + number(y + 4) + "\">" +
               axis_text(at) + "</text>";
    }
    const std::size_t every = 1 + chart.labels.size() * 46 / static_cast<std::size_t>(width);
    for (std::size_t i = 0; i < chart.labels.size(); i += every) {
        out += "<text class=\"chart-label\" text-anchor=\"middle\" x=\"" + number(paper.x(i) + paper.slot() / 2) + "\" y=\"" +
               number(height - 8) + "\">" + html_escaped(chart.labels[i]) + "</text>";
    }
    return out;
}

std::string legend(const Chart& chart) {
    if (chart.series.size() < 2) return "";
    std::string out = "<ul class=\"chart-legend\">";
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        out += "<li><span class=\"chart-key series-" + std::to_string(i + 1) + "\"></span>" + html_escaped(chart.series[i].name) + "</li>";
    }
    return out + "</ul>";
}

Markup figure(const Chart& chart, const Paper& paper, const std::string& drawn) {
    return drawn_markup("<figure class=\"chart\"><figcaption>" + html_escaped(chart.title) +
                        (chart.unit.empty() ? "" : " <span class=\"chart-unit\">" + html_escaped(chart.unit) + "</span>") + "</figcaption>" +
                        legend(chart) + "<svg viewBox=\"0 0 " + number(width) + " " + number(height) + "\" role=\"img\" aria-label=\"" +
                        html_escaped(chart.title + ". " + chart.description) + "\"><title>" + html_escaped(chart.title) + "</title><desc>" +
                        html_escaped(chart.description) + "</desc>" + grid(chart, paper) + drawn + "</svg></figure>");
}

bool nothing_in(const Chart& chart) { return chart.labels.empty() || chart.series.empty(); }

}  // namespace

Markup draw_bars(const Chart& chart) {
    if (nothing_in(chart)) return drawn_markup("");
    const Paper paper(chart);
    const int count = static_cast<int>(chart.series.size());
    const int bar = std::clamp((paper.slot() * 7 / 10) / count, 2, 44);
    std::string drawn;
    for (int s = 0; s < count; ++s) {
        const auto& series = chart.series[static_cast<std::size_t>(s)];
        for (std::size_t i = 0; i < chart.labels.size(); ++i) {
            const int x = paper.x(i) + (paper.slot() - bar * count) / 2 + s * bar;
            const int from = paper.y(std::max<std::int64_t>(series.values[i], 0)), to = paper.y(std::min<std::int64_t>(series.values[i], 0));
            drawn += "<rect class=\"chart-bar series-" + number(s + 1) + "\" x=\"" + number(x + (count > 1 ? 1 : 0)) + "\" y=\"" + number(from) +
                     "\" width=\"" + number(std::max(bar - (count > 1 ? 2 : 0), 1)) + "\" height=\"" + number(to - from) + "\" rx=\"1.5\">" +
                     point_title(chart, i, series) + "</rect>";
        }
    }
    return figure(chart, paper, drawn);
}

Markup draw_lines(const Chart& chart) {
    if (nothing_in(chart)) return drawn_markup("");
    const Paper paper(chart);
    std::string drawn;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto& series = chart.series[s];
        const auto cls = " series-" + std::to_string(s + 1);
        std::string points, marks;
        for (std::size_t i = 0; i < chart.labels.size(); ++i) {
            const auto x = number(paper.x(i) + paper.slot() / 2), y = number(paper.y(series.values[i]));
            points += (i ? " " : "") + x + "," + y;
            marks += "<circle class=\"chart-point" + cls + "\" cx=\"" + x + "\" cy=\"" + y + "\" r=\"4\">" + point_title(chart, i, series) + "</circle>";
        }
        drawn += "<polyline class=\"chart-curve" + cls + "\" points=\"" + points + "\"/>" + marks;
    }
    return figure(chart, paper, drawn);
}

Markup draw_share(const ShareBar& bar) {
    Wide whole = 0;
    for (const auto& part : bar.parts) whole += std::max<std::int64_t>(part.value, 0);
    std::string drawn;
    int x = 0;
    Wide so_far = 0;
    for (std::size_t i = 0; i < bar.parts.size() && whole > 0; ++i) {
        so_far += std::max<std::int64_t>(bar.parts[i].value, 0);
        const int end = static_cast<int>(so_far * 1000 / whole);   // the ends are rounded, so the parts sum to the whole
        if (end > x) {
            drawn += "<rect class=\"share-" + std::to_string(i + 1) + "\" x=\"" + number(x) + "\" y=\"0\" width=\"" + number(end - x) +
                     "\" height=\"24\"><title>" + html_escaped(bar.parts[i].name + ": " + grouped(bar.parts[i].value)) + "</title></rect>";
        }
        x = end;
    }
    return drawn_markup("<svg class=\"share\" viewBox=\"0 0 1000 24\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"" +
                        html_escaped(bar.title) + "\"><title>" + html_escaped(bar.title) +
                        "</title><rect class=\"share-rest\" x=\"0\" y=\"0\" width=\"1000\" height=\"24\"/>" + drawn + "</svg>");
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
