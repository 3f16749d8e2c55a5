// Hands one message to the mail server of the configuration (RFC 5321, STARTTLS of RFC 3207, AUTH of RFC 4954). Hides
// the network library. With MailTls::starttls nothing, neither password nor text, goes unencrypted or to a server whose
// certificate the CA does not vouch for; there is no falling back.
#pragma once

#include <memory>
#include <string>

#include "jobs/mail_settings.hpp"

namespace bygd {

enum class HandOver {
    accepted,  // the server has it
    later,     // not now: nothing was handed over, and it may be tried again
    refused,   // never
    unknown    // cut off between the end of the text and the answer
};

struct HandOverResult {
    HandOver outcome = HandOver::later;
    std::string answer;  // the server's words, or what went wrong, on one line
};

// One connection, used in this order; each step only after the one before was `accepted`. Until finish() the server may
// not take the message (RFC 5321 §4.1.1.4), so only finish() can be `unknown`. Its destructor says goodbye: note what
// finish() answered before that.
class SmtpClient {
public:
    explicit SmtpClient(const MailSettings&);
    ~SmtpClient();
    SmtpClient(const SmtpClient&) = delete;
    SmtpClient& operator=(const SmtpClient&) = delete;

    HandOverResult connect();  // and encrypts, and signs in
    HandOverResult address(const std::string& from, const std::string& to);
    HandOverResult transfer(const std::string& message);  // as rendered, but for its end
    HandOverResult finish();

private:
    class Session;
    const MailSettings settings_;
    std::unique_ptr<Session> session_;
};

}  // namespace bygd
