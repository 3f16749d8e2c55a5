// What is asked of a file by other programs: clamd over its own protocol on a real socket, pdfinfo about pages.
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "demo/demo_pdf.hpp"
#include "documents/clamd_client.hpp"
#include "documents/document.hpp"
#include "documents/secrecy.hpp"
#include "documents/upload.hpp"

namespace bygd {

namespace {

// A clamd of one thread on loopback: reads INSTREAM piece by piece, finds the word EICAR, and answers as clamd does.
class SmallClamd {
public:
    explicit SmallClamd(std::string always = "") : always_(std::move(always)), socket_(Poco::Net::SocketAddress("127.0.0.1", 0)) {
        thread_ = std::thread([this] { serve(); });
    }
    ~SmallClamd() {
        over_ = true;
        thread_.join();
    }
    std::string address() const { return "127.0.0.1:" + std::to_string(socket_.address().port()); }
    std::atomic<int> asked{0};

private:
    static void exactly(Poco::Net::StreamSocket& from, char* to, int bytes) {
        for (int got = 0; got < bytes;) {
            const auto now = from.receiveBytes(to + got, bytes - got);
            if (now <= 0) throw std::runtime_error("cut off");
            got += now;
        }
    }
    static std::string answer_to(Poco::Net::StreamSocket& from) {
        std::string command(10, '\0');
        exactly(from, command.data(), 10);
        if (command != std::string("zINSTREAM\0", 10)) return "UNKNOWN COMMAND";
        std::string file;
        for (;;) {
            unsigned char head[4];
            exactly(from, reinterpret_cast<char*>(head), 4);
            const auto size = (head[0] << 24) | (head[1] << 16) | (head[2] << 8) | head[3];
            if (size == 0) break;
            std::string piece(static_cast<std::size_t>(size), '\0');
            exactly(from, piece.data(), size);
            file += piece;
        }
        return file.find("EICAR") == file.npos ? "stream: OK" : "stream: Eicar-Test-Signature FOUND";
    }
    void serve() {
        while (!over_) {
            if (!socket_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
            auto client = socket_.acceptConnection();
            ++asked;
            const auto answer = always_.empty() ? answer_to(client) : always_;
            client.sendBytes(answer.c_str(), static_cast<int>(answer.size()) + 1);
        }
    }
    std::string always_;
    Poco::Net::ServerSocket socket_;
    std::atomic<bool> over_{false};
    std::thread thread_;
};

Problems screened_by(const std::string& clamd, const std::vector<NewFile>& files) {
    UploadRules rules;
    rules.clamd = clamd;
    Problems problems;
    screen_uploads(rules, files, problems);
    return problems;
}

// A PDF of so many empty pages, large enough to be counted.
std::string pdf_of(int pages) {
    std::string text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n", kids;
    for (int i = 0; i < pages; ++i) kids += std::to_string(3 + i) + " 0 R ";
    text += "2 0 obj<</Type/Pages/MediaBox[0 0 99 99]/Count " + std::to_string(pages) + "/Kids[" + kids + "]>>endobj\n";
    for (int i = 0; i < pages; ++i) text += std::to_string(3 + i) + " 0 obj<</Type/Page/Parent 2 0 R>>endobj\n";
    return text + "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace

TEST(Upload, a_clean_file_passes_the_scan_and_an_infected_one_is_named_with_what_it_has) {
    SmallClamd clamd;
    const std::string large(300'000, 'a'), ill = large + " EICAR " + large;
    EXPECT_EQ(screened_by(clamd.address(), {{"file", "brev.txt", large}}), Problems{});
    const auto found = screened_by(clamd.address(), {{"file", "brev.txt", large}, {"plan", "plan.txt", ill}});
    EXPECT_EQ(found, (Problems{{"plan", "document.infected", {"Eicar-Test-Signature"}}}));
    EXPECT_EQ(clamd.asked, 3);
}

TEST(Upload, what_check_upload_refuses_is_not_scanned) {
    SmallClamd clamd;
    EXPECT_EQ(screened_by(clamd.address(), {{"file", "brev.exe", "MZ\x90"}}), Problems{});
    EXPECT_EQ(clamd.asked, 0);
}

TEST(Upload, no_answer_and_an_odd_answer_refuse_the_file) {
    std::string gone;
    {
        SmallClamd clamd;
        gone = clamd.address();
    }
    SmallClamd odd("INSTREAM size limit exceeded. ERROR"), silent(std::string(1, '\0'));
    for (const auto& address : {gone, odd.address(), silent.address(), std::string("/nowhere/clamd.sock"), std::string("no address")}) {
        try {
            screened_by(address, {{"file", "brev.txt", "Hej"}});
            FAIL() << address;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable) << address;
            EXPECT_EQ(error.problems(), (Problems{{"file", "document.scan_unreachable"}})) << address;
        }
    }
}

TEST(Upload, without_the_setting_nothing_is_asked) { EXPECT_EQ(screened_by("", {{"file", "a.txt", "EICAR"}}), Problems{}); }

TEST(Upload, a_pdf_of_too_many_pages_is_refused_and_a_broken_one_is_not_about_pages) {
    UploadRules rules;
    rules.pdf_pages = 200;
    Problems problems;
    const auto many = pdf_of(201), few = pdf_of(200);
    screen_uploads(rules, {{"file", "many.pdf", many}, {"file", "few.pdf", few}}, problems);
    EXPECT_EQ(problems, (Problems{{"file", "document.too_many_pages", {"200", "201"}}}));
    EXPECT_EQ(pdf_pages("%PDF-1.4\nnothing"), std::nullopt);
    EXPECT_EQ(pdf_pages(demo_pdf("Beslut")), 1);
}

TEST(Secrecy, grounds_hold_from_their_day) {
    const auto grounds = SecrecyGrounds::load(std::string(BYGD_SOURCE_DIR) + "/schemas/parameters/secrecy_grounds.json");
    EXPECT_EQ(grounds.paragraph("osl_30_23"), "30 kap. 23 § OSL");
    EXPECT_EQ(grounds.paragraph("old"), "old");
    EXPECT_TRUE(grounds.on(Date(2009, 6, 29)).empty());
    EXPECT_LT(grounds.on(Date(2018, 5, 24)).size(), grounds.on(Date(2018, 5, 25)).size());
}

TEST(Documents, have_plain_names_where_only_plain_letters_are_safe) {
    EXPECT_EQ(plain_file_name("Årsbokslut 2025 (utkast).PDF"), "arsbokslut-2025-utkast-.pdf");
    EXPECT_EQ(plain_file_name("../../köp.pdf"), "kop.pdf");
    EXPECT_EQ(plain_file_name("日本.pdf"), ".pdf");
}

}  // namespace bygd
