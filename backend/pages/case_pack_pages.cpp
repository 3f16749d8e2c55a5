#include "pages/case_pack_pages.hpp"

#include <fstream>
#include <memory>

#include "cases/case_view.hpp"
#include "documents/child_process.hpp"
#include "http/router.hpp"
#include "pages/case_pack.hpp"

namespace bygd {

namespace {

// Made whole in a folder of its own and then sent from there: a fault while it is made is an error page, not half a zip.
Response get_pack(const Services& services, const PackTools& tools, const Request& request) {
    if (request.method() != "GET") refuse(ErrorKind::method_not_allowed, "request.method_not_allowed");
    const auto folder = std::make_shared<TemporaryFolder>();
    const auto file = folder->path() / "pack.zip";
    const auto made = make_pack(services, request.actor(), tools, diary_number_of_path(request.param("number")),
                                pack_scope_of(request.query("scope")), file);
    auto response = stream_response([folder, file](std::ostream& out) {
        std::ifstream in(file, std::ios::binary);
        out << in.rdbuf();
        if (!in) throw std::runtime_error("the pack cannot be read");
    }, made.file_name, "application/zip");
    return response.set_header("X-Content-SHA256", made.sha256);
}

}  // namespace

void add_case_pack_routes(Router& router, const Services& services, const std::filesystem::path& home) {
    const auto tools = std::make_shared<const PackTools>(PackTools::load(home));
    for (const auto* path : {"/cases/{number}/pack", "/api/v1/cases/{number}/pack"}) {
        router.get(path, [&services, tools](Request& request) { return get_pack(services, *tools, request); });
    }
}

}  // namespace bygd
