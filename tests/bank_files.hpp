// Files as a bank writes them, for tests: what was booked and what was refused.
#pragma once

#include <string>

namespace bygd {

inline std::string bank_document(const std::string& message, const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + message + "\">" + body + "</Document>";
}

// One entry of a camt.054: money out of our account, booked.
inline std::string booked(const std::string& id, const std::string& amount, const std::string& reference, const std::string& day = "2026-03-03",
                          const std::string& side = "DBIT") {
    return "<Ntry><Amt Ccy=\"SEK\">" + amount + "</Amt><CdtDbtInd>" + side + "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + day +
           "</Dt></BookgDt><AcctSvcrRef>" + reference + "</AcctSvcrRef><BkTxCd/>" +
           (id.empty() ? "" : "<NtryDtls><TxDtls><Refs><EndToEndId>" + id + "</EndToEndId></Refs></TxDtls></NtryDtls>") + "</Ntry>";
}

// One entry of a camt.054: money in to our account with the reference its payer wrote.
inline std::string received(const std::string& ocr, const std::string& amount, const std::string& reference, const std::string& day) {
    return "<Ntry><Amt Ccy=\"SEK\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + day +
           "</Dt></BookgDt><AcctSvcrRef>" + reference + "</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Ref>" + ocr +
           "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>";
}

inline std::string camt_054(const std::string& message_id, const std::string& entries) {
    return bank_document("camt.054.001.08", "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>" + message_id + "</MsgId><CreDtTm>2026-03-03T18:00:00</CreDtTm></GrpHdr>"
                         "<Ntfctn><Id>N1</Id><Acct><Id><IBAN>SE4550000000058398257466</IBAN></Id></Acct>" + entries +
                         "</Ntfctn></BkToCstmrDbtCdtNtfctn>");
}

// A payment refused, or the whole file when `id` is empty.
inline std::string pain_002(const std::string& message_id, const std::string& run, const std::string& id, const std::string& code = "AC03") {
    const auto why = "<StsRsnInf><Rsn><Cd>" + code + "</Cd></Rsn></StsRsnInf>";
    const auto one = "<OrgnlPmtInfAndSts><OrgnlPmtInfId>" + run + "-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>" + id +
                     "</OrgnlEndToEndId><TxSts>RJCT</TxSts>" + why + "</TxInfAndSts></OrgnlPmtInfAndSts>";
    return bank_document("pain.002.001.10", "<CstmrPmtStsRpt><GrpHdr><MsgId>" + message_id + "</MsgId><CreDtTm>2026-03-03T18:00:00</CreDtTm></GrpHdr>"
                         "<OrgnlGrpInfAndSts><OrgnlMsgId>" + run + "</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>" +
                         (id.empty() ? "<GrpSts>RJCT</GrpSts>" + why : "<GrpSts>PART</GrpSts>") + "</OrgnlGrpInfAndSts>" +
                         (id.empty() ? "" : one) + "</CstmrPmtStsRpt>");
}

}  // namespace bygd
