// Keys and fingerprints of commands done once.
#include "http/idempotency.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

TEST(OnceKey, is_visible_ascii_of_bounded_length) {
    EXPECT_TRUE(good_once_key("5f1c0f0e-7a57-4b52-a9b1-3a0cf6d1b1c2"));
    EXPECT_TRUE(good_once_key(std::string(255, 'k')));
    for (const auto& bad : {std::string(), std::string(256, 'k'), std::string("två"), std::string("a b"),
                            std::string("a\nb"), std::string("a\0b", 3)}) {
        EXPECT_FALSE(good_once_key(bad)) << bad;
    }
}

TEST(Fingerprint, differs_when_anything_asked_differs) {
    const FormPairs form{{"action", "approve"}, {"amount", "100"}};
    const auto print = fingerprint_of_form("POST", "/cases/1/actions", form);
    EXPECT_EQ(print, fingerprint_of_form("POST", "/cases/1/actions", form));
    EXPECT_NE(print, fingerprint_of_form("POST", "/cases/2/actions", form));
    EXPECT_NE(print, fingerprint_of_form("DELETE", "/cases/1/actions", form));
    EXPECT_NE(print, fingerprint_of_form("POST", "/cases/1/actions", {{"action", "approve"}, {"amount", "1000"}}));
    EXPECT_NE(print, fingerprint_of_form("POST", "/cases/1/actions", {{"action", "approve"}, {"amoun", "t100"}}));
    EXPECT_NE(fingerprint_of_body("POST", "/a", "bc"), fingerprint_of_body("POST", "/ab", "c"));
}

TEST(Fingerprint, says_nothing_of_passwords_and_ignores_the_sessions_csrf) {
    const FormPairs form{{"csrf", "one"}, {"new_password", "hemligt"}, {"name", "x"}};
    EXPECT_EQ(fingerprint_of_form("POST", "/account/password", form),
              fingerprint_of_form("POST", "/account/password", {{"csrf", "two"}, {"name", "x"}}));
}

}  // namespace
}  // namespace bygd
