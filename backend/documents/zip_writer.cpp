#include "documents/zip_writer.hpp"

#include <Poco/DateTime.h>
#include <Poco/Zip/Compress.h>

#include <fstream>
#include <stdexcept>
#include <streambuf>

#include "base/hash.hpp"

namespace bygd {

namespace {

// Pieces as a stream, summed as they pass.
class PieceBuffer : public std::streambuf {
public:
    explicit PieceBuffer(const std::function<std::string()>& next) : next_(next) {}
    std::string sha256() { return sum_.hex(); }
    std::int64_t size() const { return size_; }

protected:
    int_type underflow() override {
        piece_ = next_();
        if (piece_.empty()) return traits_type::eof();
        sum_.add(piece_);
        size_ += static_cast<std::int64_t>(piece_.size());
        setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
        return traits_type::to_int_type(piece_.front());
    }

private:
    const std::function<std::string()>& next_;
    std::string piece_;
    Sha256 sum_;
    std::int64_t size_ = 0;
};

}  // namespace

class ZipWriter::Inside {
public:
    Inside(const std::filesystem::path& file, Instant made_at)
        : stream_(file, std::ios::binary | std::ios::trunc),
          zip_(stream_, true),
          made_at_(Poco::Timestamp(std::chrono::duration_cast<std::chrono::microseconds>(made_at.time_since_epoch()).count())) {}

    void add(const std::string& path, const std::function<std::string()>& next) {
        PieceBuffer buffer(next);
        std::istream pieces(&buffer);
        pieces.exceptions(std::ios::badbit);      // a fault while reading is a fault of the pack, not its end
        zip_.addFile(pieces, made_at_, Poco::Path(path, Poco::Path::PATH_UNIX));
        entries_.push_back({path, buffer.sha256(), buffer.size()});
    }
    void close() {
        zip_.close();
        stream_.close();
        if (!stream_) throw std::runtime_error("the zip could not be written whole");
    }
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::ofstream stream_;
    Poco::Zip::Compress zip_;
    Poco::DateTime made_at_;
    std::vector<Entry> entries_;
};

ZipWriter::ZipWriter(const std::filesystem::path& file, Instant made_at) : inside_(std::make_unique<Inside>(file, made_at)) {}
ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& path, std::string_view bytes) {
    inside_->add(path, [&] {
        std::string all(bytes);
        bytes = {};
        return all;
    });
}

void ZipWriter::add(const std::string& path, const std::function<std::string()>& next) { inside_->add(path, next); }
const std::vector<ZipWriter::Entry>& ZipWriter::entries() const { return inside_->entries(); }
void ZipWriter::close() { inside_->close(); }

}  // namespace bygd
