#include "tests/database/test_database.hpp"

#include <atomic>
#include <filesystem>

#include "database/migrate.hpp"
#include "tests/database/test_server.hpp"

namespace bygd {

namespace {

std::string next_schema() {
    static std::atomic<int> made{0};
    return "bygdestod_test" + std::to_string(++made);
}

}  // namespace

TestDatabase::TestDatabase()
    : owner_url_(DatabaseUrl::parse(TestServer::owner_url())),
      application_(DatabaseUrl::parse(TestServer::application_url())) {
    const auto ready = TestServer::take_ready_schema();
    owner_url_.schema = application_.schema = ready ? *ready : next_schema();
    if (!ready) {
        const auto anywhere = DatabaseUrl::parse(TestServer::owner_url());
        Database(anywhere, 1).look_up([&](Transaction& tx) { tx.execute("CREATE DATABASE " + owner_url_.schema); });
        migrate(owner_url_, application_, std::filesystem::path(BYGD_SOURCE_DIR) / "schemas/migrations");
    }
    owner_ = std::make_unique<Database>(owner_url_);
    database_ = std::make_unique<Database>(application_);
}

TestDatabase::~TestDatabase() {
    database_.reset();
    owner_->look_up([&](Transaction& tx) { tx.execute("DROP DATABASE " + owner_url_.schema); });
}

}  // namespace bygd
