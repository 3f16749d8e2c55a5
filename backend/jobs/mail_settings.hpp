// How mail leaves the house, as the configuration says. Without a host nothing is sent: what is queued waits and is
// shown.
#pragma once

#include <string>

namespace bygd {

enum class MailTls { starttls, none };

struct MailSettings {
    std::string host;  // empty: mail is not set up
    int port = 587;
    std::string from;                 // "Region Dalarna <stod@region.example>"
    MailTls tls = MailTls::starttls;  // starttls: encrypted and checked, or not sent at all
    std::string ca;                   // PEM file; empty: the machine's own
    std::string user, password;       // given only over TLS
    bool letters = false;             // letters may be attached, and what was asked may stand in the text
    std::string language = "sv";      // of the texts
    std::string site;                 // "https://bygdestod.region.example", for links to officers; may be empty
    std::string drop;                 // folder whose *.eml are read; may be empty

    bool set_up() const { return !host.empty(); }
};

}  // namespace bygd
