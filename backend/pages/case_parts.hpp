// The parts of the case page, each from one room, each filled into the same view.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "aid/form.hpp"
#include "base/services.hpp"
#include "base/words.hpp"
#include "cases/case.hpp"
#include "documents/document_store.hpp"
#include "providers/organisation.hpp"
#include "http/request.hpp"
#include "jobs/mail_room.hpp"
#include "database/transaction.hpp"
#include "web/view.hpp"
#include "workflows/workflow.hpp"

namespace bygd {

// What several parts say: read once.
struct CasePart {
    const Services& services;
    Transaction& tx;
    const Actor& actor;
    Case& subject;
    const Words& words;
    const std::string& language;
    std::map<Id<User>, std::string> names;           // of everybody
    std::vector<CaseDocument> documents;             // of the case, oldest first
    std::string name(Id<User> id) const { return names.contains(id) ? names.at(id) : ""; }
};
CasePart part_of(const Services&, Transaction&, const Request&, Case& subject);

void put_head(const CasePart&, View&);             // title, state, applicant, outlet, officer
// Of the case itself, or of one proceeding: rows of OFFER.
void put_offers(const CasePart&, View&, const std::vector<Offer>&, int proceeding = 0);
void put_money(const CasePart&, View&);            // the money panel and the ledger rows behind it
void put_application(const CasePart&, View&, const Typed& typed = {}, const Problems& problems = {});      // what was applied for, and what the law allows on it
// With what was typed into their form when it is refused; nothing typed: what is saved.
std::string checklist_url(std::string_view diary_number);   // also the key of its draft
void put_checklist(const CasePart&, const Request&, View&, Typed typed, const Problems&);
void put_decisions(const CasePart&, View&);        // proposal, decisions, letter
void put_conditions(const CasePart&, View&);       // the duties of its decisions and how they went
void put_claims(const CasePart&, View&);
void put_payment_services(const CasePart&, View&);   // the links of the outlet to Länsstyrelsen
void put_de_minimis(const CasePart&, View&);         // the group's position before and after
void put_conflict(const CasePart&, View&);         // what the reader has said of conflict of interest
void put_proceedings(const CasePart&, View&);      // a panel each, with its steps
void put_mail(const CasePart&, const MailRoom&, View&);   // what was sent in the case, and what became of it
void put_requests(const CasePart&, View&);         // questions sent out and their answers
void put_checks(const CasePart&, View&, const Typed& typed, const Problems&);   // look-ups in other registers
// The clock, the marks and the open tasks.
void put_time(const CasePart&, View&, const Typed& typed, const Problems&);
// `shown`: "steps", "questions", "documents", "mail", "money" or "notes" alone; anything else: all of it.
void put_diary(const CasePart&, View&, std::string_view shown, const Typed& typed, const Problems&);
void put_history(const CasePart&, View&);          // the other cases of the applicant
void put_presence_of(const CasePart&, View&);      // who else has the case open

}  // namespace bygd
