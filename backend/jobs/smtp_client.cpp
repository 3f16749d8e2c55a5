#include "jobs/smtp_client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <unistd.h>

#include <algorithm>
#include <mutex>

#include "base/text.hpp"

namespace bygd {

namespace {

const Poco::Timespan connect_time(15, 0);
const Poco::Timespan answer_time(60, 0);
const Poco::Timespan text_time(300, 0);  // a server may look a message through before it answers

// The library wants this once a process; its default answer to a bad certificate is then no.
void begin_tls_once() {
    static std::once_flag once;
    std::call_once(once, [] { Poco::Net::initializeSSL(); });
}

std::string own_name() {
    char name[256] = {};
    if (gethostname(name, sizeof name - 1) != 0 || std::string_view(name).find('.') == std::string_view::npos)
        return "localhost.localdomain";
    return name;
}

std::string told(const Poco::Exception& error) {
    return trimmed(one_line(error.displayText()));
}

HandOverResult judged(int status, const std::string& answer) {
    const auto line = trimmed(one_line(answer));
    if (status / 100 == 2 || status / 100 == 3) return {HandOver::accepted, line};
    if (status / 100 == 5) return {HandOver::refused, line};
    return {HandOver::later, line};
}

// What is wrong with the server itself is no fault of the message: it is tried again when somebody has mended it.
HandOverResult of_server(HandOverResult result) {
    if (result.outcome == HandOver::refused) result.outcome = HandOver::later;
    return result;
}

bool offers(const std::string& greeting, const std::string& word) {
    for (const auto& line : split(greeting, '\n')) {
        if (line.size() > 4 && lowered(trimmed(line.substr(4))).starts_with(lowered(word))) return true;
    }
    return false;
}

bool offers_sign_in(const std::string& greeting, const std::string& method) {
    for (const auto& line : split(greeting, '\n')) {
        if (line.size() < 5 || !lowered(line.substr(4)).starts_with("auth")) continue;
        for (const auto& each : split(trimmed(line.substr(8)), ' ')) {
            if (lowered(each) == lowered(method)) return true;
        }
    }
    return false;
}

}  // namespace

class SmtpClient::Session : public Poco::Net::SecureSMTPClientSession {
public:
    Session(const Poco::Net::StreamSocket& connected, const MailSettings& settings)
        : SecureSMTPClientSession(connected), settings_(settings) {}

    HandOverResult greet() { return of_server(command("EHLO " + own_name())); }

    // As startTLS of the library, but the certificate is held against the name that was configured, not the address.
    HandOverResult encrypt() {
        if (!offers(greeting_, "STARTTLS")) return {HandOver::later, "The server does not offer STARTTLS."};
        begin_tls_once();
        Poco::Net::Context::Ptr context(new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "", settings_.ca,
                                                               Poco::Net::Context::VERIFY_STRICT, 9,
                                                               settings_.ca.empty()));
        context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
        const auto ready = of_server(command("STARTTLS"));
        if (ready.outcome != HandOver::accepted) return ready;
        const Poco::Net::SecureStreamSocket secure =
            Poco::Net::SecureStreamSocket::attach(socket(), settings_.host, context);
        socket() = secure;
        return greet();
    }

    HandOverResult sign_in() {
        const auto method = offers_sign_in(greeting_, "PLAIN") ? AUTH_PLAIN : AUTH_LOGIN;
        if (method == AUTH_LOGIN && !offers_sign_in(greeting_, "LOGIN")) {
            return {HandOver::later, "The server offers no way to sign in that we know."};
        }
        login(own_name(), method, settings_.user, settings_.password);
        return {HandOver::accepted, ""};
    }

    HandOverResult command(const std::string& said) {
        const auto status = sendCommand(said, greeting_);
        return judged(status, greeting_);
    }

    void send_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent =
                socket().sendBytes(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 64 * 1024)));
            if (sent <= 0) throw Poco::IOException("the connection was cut");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    HandOverResult end_of_text() {
        setTimeout(text_time);
        send_all(".\r\n");
        std::string answer;
        const auto status = socket().receiveStatusMessage(answer);
        auto result = judged(status, answer);
        if (status / 100 != 2 && status / 100 != 4 && status / 100 != 5) result.outcome = HandOver::unknown;
        if (result.answer.empty()) result.answer = "The connection was cut before the answer.";
        return result;
    }

private:
    const MailSettings& settings_;
    std::string greeting_;  // the last answer
};

namespace {

// Whatever fails before the end of the text has handed nothing over.
template <typename Work>
HandOverResult safely(Work work, HandOver on_failure = HandOver::later) {
    try {
        return work();
    } catch (const Poco::Exception& error) {
        return {on_failure, told(error)};
    } catch (const std::exception& error) {
        return {on_failure, trimmed(one_line(error.what()))};
    }
}

}  // namespace

SmtpClient::SmtpClient(const MailSettings& settings) : settings_(settings) {}
SmtpClient::~SmtpClient() = default;

HandOverResult SmtpClient::connect() {
    return safely([&]() -> HandOverResult {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress(settings_.host, static_cast<Poco::UInt16>(settings_.port)),
                       connect_time);
        session_ = std::make_unique<Session>(socket, settings_);
        session_->setTimeout(answer_time);
        session_->open();
        auto result = session_->greet();
        if (result.outcome == HandOver::accepted && settings_.tls == MailTls::starttls) result = session_->encrypt();
        if (result.outcome == HandOver::accepted && !settings_.user.empty()) result = session_->sign_in();
        return result;
    });
}

HandOverResult SmtpClient::address(const std::string& from, const std::string& to) {
    return safely([&] {
        const auto sender = of_server(session_->command("MAIL FROM:<" + from + ">"));
        return sender.outcome == HandOver::accepted ? session_->command("RCPT TO:<" + to + ">") : sender;
    });
}

HandOverResult SmtpClient::transfer(const std::string& message) {
    return safely([&] {
        const auto ready = session_->command("DATA");
        if (ready.outcome != HandOver::accepted) return ready;
        // A line that begins with a dot gets one more (RFC 5321 §4.5.2).
        session_->send_all(replaced_all((message.starts_with('.') ? "." : "") + message, "\r\n.", "\r\n.."));
        return ready;
    });
}

HandOverResult SmtpClient::finish() {
    return safely([&] { return session_->end_of_text(); }, HandOver::unknown);
}

}  // namespace bygd
