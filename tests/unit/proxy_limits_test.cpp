// The shipped configuration of nginx says the same limits as the server behind it.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "base/limits.hpp"
#include "http/server.hpp"

namespace bygd {
namespace {

// The value of a directive that stands once in the file.
std::string said(const std::string& directive) {
    std::ostringstream text;
    text << std::ifstream(BYGD_SOURCE_DIR "/backend/http/nginx.conf.example").rdbuf();
    const auto whole = text.str();
    const std::regex line("\\n\\s*" + directive + " ([^;]+);");
    std::vector<std::string> found;
    for (std::sregex_iterator hit(whole.begin(), whole.end(), line), end; hit != end; ++hit) found.push_back((*hit)[1]);
    EXPECT_FALSE(found.empty()) << directive;
    return found.empty() ? "" : found.front();
}

std::string in_seconds(std::chrono::milliseconds time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + "s";
}

TEST(ProxyLimits, AreThoseOfTheServer) {
    EXPECT_EQ(said("client_max_body_size"), std::to_string(limits::body_bytes / 1024 / 1024) + "m");
    EXPECT_EQ(said("client_body_timeout"), in_seconds(limits::request_deadline));
    EXPECT_EQ(said("send_timeout"), in_seconds(ServerOptions{}.write_deadline));
    EXPECT_EQ(said("large_client_header_buffers"), "4 8k");   // server_framing.cpp: line 8 KiB, head 32 KiB
}

// Else nginx now and then sends a request on a connection that the server is just ending, and answers 502.
TEST(ProxyLimits, LetNginxEndAnIdleConnectionFirst) {
    const auto upstream = std::stoi(said("keepalive_timeout"));   // the first one: of the upstream
    EXPECT_LT(std::chrono::seconds(upstream), ServerOptions{}.idle_deadline);
}

TEST(ProxyLimits, KeepTheTextsOfNginxTrue) {
    const auto text = said("return 413");
    EXPECT_NE(text.find(std::to_string(limits::body_bytes / 1024 / 1024) + " MB"), text.npos);
    EXPECT_NE(text.find(std::to_string(limits::upload_bytes / 1024 / 1024) + " MB"), text.npos);
}

}  // namespace
}  // namespace bygd
