#include "payouts/past_payment.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

PastPayment read_past_payment(const Typed& typed, Money most, Date first, Date today) {
    const auto value = [&](const char* name) {
        const auto found = typed.find(name);
        return found == typed.end() ? std::string() : trimmed(found->second);
    };
    PastPayment read;
    Problems problems;
    const auto gather = [&](auto act) {
        try {
            act();
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    };
    gather([&] {
        read.amount = Money::parse(value("amount"));
        if (read.amount.zero()) problems.push_back({"amount", "amount.zero"});
        else if (most < read.amount) problems.push_back({"amount", "past_payment.over", {most.swedish()}});
    });
    gather([&] {
        read.paid_on = Date::parse(value("paid_on"), "paid_on");
        if (today < read.paid_on) problems.push_back({"paid_on", "claim.later_than_today"});
        else if (read.paid_on < first) problems.push_back({"paid_on", "past_payment.before_decision", {first.iso()}});
    });
    read.reference = one_line(value("reference"));
    read.text = value("text");
    for (const auto& [name, text, most_characters] : {std::tuple("reference", &read.reference, limits::short_text),
                                                      std::tuple("text", &read.text, limits::ledger_text)}) {
        if (text->empty()) problems.push_back({name, "required"});
        if (characters(*text) > most_characters) problems.push_back({name, "text.too_long", {std::to_string(most_characters)}});
    }
    require_none(std::move(problems));
    return read;
}

}  // namespace bygd
