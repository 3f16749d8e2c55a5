// Requests whose end is in doubt, and how each must be refused: trust.md §6.3 and its relatives. Most carry a second
// request behind them, which nobody may carry out.
#pragma once

#include <string>
#include <vector>

namespace bygd {

struct Vector {
    std::string name, sent;
    std::string status;  // of the first answer
};
inline const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

// What must be answered with this status and a closed connection, and nothing of the rest be carried out.
inline std::vector<Vector> refused_vectors() {
    const auto post = [](const std::string& headers, const std::string& rest) {
        return "POST /echo HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + rest;
    };
    const auto get = [](const std::string& line, const std::string& headers) {
        return line + "\r\n" + headers + "\r\n";
    };
    return {
        {"length and coding", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
         "400"},
        {"coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + smuggled),
         "400"},
        {"two lengths", post("Content-Length: 4\r\nContent-Length: 40\r\n", "abcd" + smuggled), "400"},
        {"two equal lengths", post("Content-Length: 4\r\nContent-Length: 4\r\n", "abcd" + smuggled), "400"},
        {"two lengths in one", post("Content-Length: 4, 4\r\n", "abcd" + smuggled), "400"},
        {"negative length", post("Content-Length: -1\r\n", smuggled), "400"},
        {"length with plus", post("Content-Length: +5\r\n", "abcde" + smuggled), "400"},
        {"length in hexadecimal", post("Content-Length: 0x5\r\n", "abcde" + smuggled), "400"},
        {"length of letters", post("Content-Length: abc\r\n", smuggled), "400"},
        {"empty length", post("Content-Length: \r\n", smuggled), "400"},
        {"length beyond numbers", post("Content-Length: 99999999999999999999\r\n", smuggled), "400"},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + smuggled), "501"},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n" + smuggled), "501"},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n" + smuggled), "501"},
        {"two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
         "400"},
        {"coding after a control sign",
         post("Transfer-Encoding: \x0b"
              "chunked\r\n",
              "0\r\n\r\n" + smuggled),
         "400"},
        {"coding in 1.0", "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
         "400"},
        {"chunk size ZZ", post("Transfer-Encoding: chunked\r\n", "ZZ\r\nabc\r\n0\r\n\r\n" + smuggled), "400"},
        {"chunk size -1", post("Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n0\r\n\r\n" + smuggled), "400"},
        {"chunk size of nine digits",
         post("Transfer-Encoding: chunked\r\n", "000000003\r\nabc\r\n0\r\n\r\n" + smuggled), "400"},
        {"chunk without its end", post("Transfer-Encoding: chunked\r\n", "3\r\nabcX0\r\n\r\n" + smuggled), "400"},
        {"chunk line with bare feed", post("Transfer-Encoding: chunked\r\n", "3\nabc\r\n0\r\n\r\n" + smuggled), "400"},
        {"endless chunk line", post("Transfer-Encoding: chunked\r\n", "3;" + std::string(5000, 'x')), "400"},
        {"trailer that is none", post("Transfer-Encoding: chunked\r\n", "0\r\nGET / HTTP/1.1\r\n\r\n" + smuggled),
         "400"},
        {"endless trailer", post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + std::string(9000, 'x') + "\r\n\r\n"),
         "431"},
        {"no host", get("GET / HTTP/1.1", "") + smuggled, "400"},
        {"two hosts", get("GET / HTTP/1.1", "Host: x\r\nHost: x\r\n") + smuggled, "400"},
        {"empty host", get("GET / HTTP/1.1", "Host:\r\n") + smuggled, "400"},
        {"host with a path", get("GET / HTTP/1.1", "Host: x/y\r\n") + smuggled, "400"},
        {"host with a person", get("GET / HTTP/1.1", "Host: a@x\r\n") + smuggled, "400"},
        {"space before colon", get("GET / HTTP/1.1", "Host: x\r\nX : y\r\n") + smuggled, "400"},
        {"space before the length's colon", post("Content-Length : 40\r\n", smuggled), "400"},
        {"folded header", get("GET / HTTP/1.1", "Host: x\r\nX: a\r\n b\r\n") + smuggled, "400"},
        {"folded first header", get("GET / HTTP/1.1", " Host: x\r\n") + smuggled, "400"},
        {"header without colon", get("GET / HTTP/1.1", "Host: x\r\nnothing\r\n") + smuggled, "400"},
        {"header without name", get("GET / HTTP/1.1", "Host: x\r\n: y\r\n") + smuggled, "400"},
        {"NUL in value", get("GET / HTTP/1.1", std::string("Host: x\r\nX: a\0b\r\n", 17)) + smuggled, "400"},
        {"NUL in name", get("GET / HTTP/1.1", std::string("Host: x\r\nX\0: b\r\n", 17)) + smuggled, "400"},
        {"bare carriage return", get("GET / HTTP/1.1", "Host: x\r\nX: a\rY: b\r\n") + smuggled, "400"},
        {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n" + smuggled, "400"},
        {"one bare line feed", "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n" + smuggled, "400"},
        {"HTTP/9.9", get("GET / HTTP/9.9", "Host: x\r\n") + smuggled, "505"},
        {"HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"},
        {"HTTP/1.10", get("GET / HTTP/1.10", "Host: x\r\n") + smuggled, "400"},
        {"lower-case http", get("GET / http/1.1", "Host: x\r\n") + smuggled, "400"},
        {"no version", "GET /\r\n\r\n" + smuggled, "400"},
        {"two spaces", get("GET  / HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"tab for space", get("GET\t/ HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"space in target", get("GET /a b HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"raw å in target", get("GET /å HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"fragment in target", get("GET /#x HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"absolute target", get("GET http://x/ HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"target without slash", get("GET x HTTP/1.1", "Host: x\r\n") + smuggled, "400"},
        {"FOO", get("FOO / HTTP/1.1", "Host: x\r\n") + smuggled, "405"},
        {"TRACE", get("TRACE / HTTP/1.1", "Host: x\r\n") + smuggled, "405"},
        {"CONNECT", get("CONNECT / HTTP/1.1", "Host: x\r\n") + smuggled, "405"},
        {"lower-case method", get("get / HTTP/1.1", "Host: x\r\n") + smuggled, "405"},
        {"unknown expectation", post("Expect: a miracle\r\nContent-Length: 2\r\n", "ab" + smuggled), "417"},
        {"101 headers",
         get(
             "GET / HTTP/1.1", "Host: x\r\n" +
                                   [] {
                                       std::string many;
                                       for (int i = 0; i < 100; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
                                       return many;
                                   }()) +
             smuggled,
         "431"},
        {"20 kB target", get("GET /" + std::string(20'000, 'x') + " HTTP/1.1", "Host: x\r\n") + smuggled, "414"},
        {"40 kB header", get("GET / HTTP/1.1", "Host: x\r\nX: " + std::string(40'000, 'x') + "\r\n") + smuggled, "431"},
        {"TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), "400"},
        {"empty lines", "\r\n\r\n\r\n\r\n" + smuggled, "400"},
    };
}

}  // namespace bygd
