// The rules that make the amount: costs at their shares, caps, and what is left of a cap when earlier support is counted.
// Every share is rounded down to the öre. Paragraphs and values stand in the forms and parameters; see aid/rule_table.
#pragma once

namespace bygd {
class Trial;
}

namespace bygd::rules {

void net_cost_at_least_base_share(Trial&);         // 2024:1243 12 § 2: by the base amount of the year of the support
void share_of_net_cost(Trial&);                    // 13 §
void most_per_household_and_occasion(Trial&);      // 13 §
void no_cost_before_application(Trial&);           // 25 §: an order or invoice from before leaves the cost out
void mobile_equipment_for_mobile_seller(Trial&);   // 16 § 2
void line_with_special_reasons(Trial&);            // 17 § 5
void value_added_tax(Trial&);                      // a cost only where it may not be deducted
void cost_shares(Trial&);                          // 16, 17 §§: each cost at the share of its line
void yearly_cap(Trial&);                           // 20, 22 §§: less what has been granted for the same year
void amount_at_least(Trial&);                      // guidelines of the region
void amount_at_most(Trial&);
void quotes_for_large_costs(Trial&);

}  // namespace bygd::rules
