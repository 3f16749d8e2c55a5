#include "workflows/workflow_drawing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace bygd {

namespace {

// An action that leaves from so many states is told in each of them: as arrows it would cover the rest.
constexpr std::size_t arrows_at_most = 3;

std::string in_label(std::string_view text) {
    auto safe = replaced_all(std::string(text), "&", "&amp;");
    safe = replaced_all(safe, "<", "&lt;");
    safe = replaced_all(safe, ">", "&gt;");
    return replaced_all(safe, "\"", "&quot;");
}

std::string quoted_name(std::string_view name) { return "\"" + replaced_all(std::string(name), "\"", "") + "\""; }

std::string_view colour_of(const std::string& stage) {
    if (stage == "open") return "#dbe9f8";
    if (stage == "decided") return "#dff0dc";
    return "#e6e6e6";
}

class Drawing {
public:
    Drawing(const Workflow& workflow, std::string_view language, const std::map<std::string, std::string>& stages)
        : workflow_(workflow), language_(language), stages_(stages) {
        for (const auto& t : workflow.transitions()) {
            for (const auto& from : t.from) sources_[{t.action, t.target(from)}].insert(from);
        }
        for (const auto& t : workflow.transitions()) {
            for (const auto& from : t.from) place(t, from);
        }
    }

    std::string text() const {
        const auto title = workflow_.name() + " v" + std::to_string(workflow_.version());
        std::string dot = "digraph " + quoted_name(title) + " {\n"
            "  graph [rankdir=TB, size=\"7.4,10.6\", nodesep=0.35, ranksep=0.4, fontname=\"DejaVu Sans\", fontsize=13,"
            " labelloc=t, label=<<b>" + in_label(title) + "</b><br/><font point-size=\"9\">" + legend() + "</font>>];\n"
            "  node [shape=box, style=\"rounded,filled\", color=\"#4a5a6a\", fontname=\"DejaVu Sans\", fontsize=11,"
            " margin=\"0.14,0.08\"];\n"
            "  edge [color=\"#4a5a6a\", fontname=\"DejaVu Sans\", fontsize=9, arrowsize=0.7];\n"
            "  \"*\" [shape=circle, style=filled, fillcolor=\"#4a5a6a\", label=\"\", width=0.14, margin=0];\n"
            "  \"*\" -> " + quoted_name(workflow_.initial()) + ";\n";
        for (const auto& state : workflow_.states()) dot += node(state);
        for (const auto& [way, labels] : arrows_) dot += arrow(way, labels);
        return dot + "}\n";
    }

private:
    std::string legend() const {
        std::string words;
        for (const auto& state : workflow_.states()) {
            const auto word = stages_.find(state.stage);
            if (word == stages_.end() || words.find(swatch(state.stage)) != std::string::npos) continue;
            words += (words.empty() ? "" : "   ") + swatch(state.stage) + " " + in_label(word->second);
        }
        return words;
    }

    // Graphviz cannot fill a piece of text: the colour of the stage, darkened enough to be seen on white.
    static std::string swatch(const std::string& stage) {
        const std::string colour = stage == "open" ? "#7ba7d7" : stage == "decided" ? "#84bd7c" : "#a8a8a8";
        return "<font color=\"" + colour + "\">■</font>";
    }

    void place(const Transition& t, const std::string& from) {
        const auto to = t.target(from);
        const auto label = t.label.in(language_);
        if (to == from) return inside_[from].push_back("↻ " + label);
        const bool many = sources_.at({t.action, to}).size() > arrows_at_most;
        if (many) return inside_[from].push_back("→ " + label + ": " + workflow_.state_label(to).in(language_));
        arrows_[{from, to}].push_back(label);
    }

    std::string node(const WorkflowState& state) const {
        std::string label = "<b>" + in_label(state.label.in(language_)) + "</b>";
        if (const auto found = inside_.find(state.name); found != inside_.end()) {
            label += "<br/>";
            for (const auto& line : found->second) {
                label += "<font point-size=\"8\">" + in_label(line) + "</font><br align=\"left\"/>";
            }
        }
        return "  " + quoted_name(state.name) + " [fillcolor=\"" + std::string(colour_of(state.stage)) + "\", label=<" + label +
               ">" + (state.stage == "closed" ? ", peripheries=2" : "") + "];\n";
    }

    std::string arrow(const std::pair<std::string, std::string>& way, const std::vector<std::string>& labels) const {
        std::string label;
        for (const auto& each : labels) label += " " + in_label(each) + "<br align=\"left\"/>";
        // A way back is laid as one forwards with its head at the other end: it does not turn the drawing upside down.
        const bool back = place_of(way.first) > place_of(way.second);
        const auto& upper = back ? way.second : way.first;
        const auto& lower = back ? way.first : way.second;
        return "  " + quoted_name(upper) + " -> " + quoted_name(lower) + " [label=<" + label + ">" +
               (back ? ", dir=back, style=dashed" : "") + "];\n";
    }

    std::size_t place_of(const std::string& name) const {
        const auto& states = workflow_.states();
        return static_cast<std::size_t>(
            std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.name == name; }) - states.begin());
    }

    const Workflow& workflow_;
    std::string_view language_;
    const std::map<std::string, std::string>& stages_;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> sources_;   // by action and where it leads
    std::map<std::string, std::vector<std::string>> inside_;                         // lines of a state
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> arrows_;
};

}  // namespace

std::string dot_of(const Workflow& workflow, std::string_view language, const std::map<std::string, std::string>& stages) {
    return Drawing(workflow, language, stages).text();
}

}  // namespace bygd
