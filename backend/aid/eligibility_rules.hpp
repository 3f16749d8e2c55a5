// The rules about who may get support and for what: each looks at the facts on trial and says what is not met. Their
// paragraphs, limits and whether special reasons waive them stand in the forms; see aid/rule_table.
#pragma once

namespace bygd {
class Trial;
}

namespace bygd::rules {

void applicant_is_municipality(Trial&);       // 2024:1243 10 §
void applicant_is_company(Trial&);            // 15, 19, 21 §§
void outlet_in_county(Trial&);                // 23 §
void sells_groceries_or_fuel(Trial&);         // 15 §, 19 § 1; a mobile seller must sell groceries
void sells_groceries(Trial&);                 // 21 § 1
void not_mobile_seller(Trial&);               // 15, 19, 21 §§: a fixed outlet
void not_property_owner(Trial&);              // 15 § second paragraph 2
void farther_than(Trial&);                    // 21 § 2: more than the limit, or an archipelago without a fixed link
void open_all_year(Trial&);                   // 21 § 3
void turnover_at_most(Trial&);                // 21 § 4
void articles_at_least(Trial&);               // what a varied assortment is held to be; less of a small shop
void assortment_groups(Trial&);
void hours_at_least(Trial&);
void applied_before_start(Trial&);            // 25 §
void temporary_problems(Trial&);              // 19 §
void other_measures_insufficient(Trial&);     // 19 § 2
void years_in_all(Trial&);                    // 20 §: at most so many years, also when they are not consecutive
void priority_to_developed_offer(Trial&);     // 19 § third paragraph
void priority_to_other_services(Trial&);      // 21 § third paragraph

}  // namespace bygd::rules
