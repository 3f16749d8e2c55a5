// A schema of its own on the test server, migrated and empty, for one test; dropped with it. Used as the application's
// account, so that what it may not do fails here as it does in production.
#pragma once

#include "database/pool.hpp"

namespace bygd {

class TestDatabase {
public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    Database& database() { return *database_; }     // as the application
    Database& owner() { return *owner_; }           // as the owner: to tamper
    DatabaseUrl url() const { return application_; }

private:
    DatabaseUrl owner_url_, application_;
    std::unique_ptr<Database> owner_, database_;
};

}  // namespace bygd
