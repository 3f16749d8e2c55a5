#include "documents/page_picture.hpp"

#include <semaphore>

#include "base/error.hpp"
#include "documents/child_process.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds drawing_time{10}, patience{10};
std::counting_semaphore<2> drawing(2);

struct Turn {
    Turn() {
        if (!drawing.try_acquire_for(patience)) refuse(ErrorKind::unavailable, "document.busy");
    }
    ~Turn() { drawing.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
};

}  // namespace

std::optional<std::string> page_picture(std::string_view pdf, int page, int width) {
    const Turn turn;
    const TemporaryFolder folder;
    if (!folder.write("file.pdf", pdf)) refuse(ErrorKind::unavailable, "document.busy");
    const auto number = std::to_string(page);
    const auto result = run_child({"pdftoppm", "-png", "-singlefile", "-f", number, "-l", number, "-scale-to-x", std::to_string(width),
                                   "-scale-to-y", "-1", "file.pdf", "page"},
                                  folder.path(), drawing_time);
    if (result.exit_code != 0) return std::nullopt;
    auto picture = folder.read("page.png");
    return picture.empty() ? std::nullopt : std::optional(std::move(picture));
}

}  // namespace bygd
