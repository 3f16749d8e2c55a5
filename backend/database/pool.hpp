// The database as the rest of the house sees it: work handed in, run on a connection of a bounded pool. transact() runs a
// whole transaction, repeating it on conflicts, and keeps the rule that the same command has effect at most once; read()
// gives one unchanging snapshot. Never exposes the driver, whose commit() swallows errors (design.md §4 rule 5).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

// mysql://user:password@unix(/path/socket)/schema or mysql://user:password@host:3306/schema?ca=/path/ca.pem
// Over the network a CA is demanded unless the host is loopback: without one the driver falls back to plain text silently.
struct DatabaseUrl {
    std::string user, password, socket, host, schema, ca;
    int port = 3306;
    static DatabaseUrl parse(std::string_view url);   // throws std::invalid_argument, never naming the password
};

// Thrown when the command's once-key is taken: the effect is there already, or under way in another request.
struct AlreadyDone {
    std::string key;
};

class Database {
public:
    explicit Database(const DatabaseUrl& url, std::size_t connections = 16);
    ~Database();

    // Runs work in one transaction and commits. Retries the whole of it on 1213, 1205, 1020, 1047, 1180, on Overtaken and
    // on a lost connection, at most limits::transaction_tries times; so work changes nothing outside `tx` and its own locals.
    // Throws what work throws (after ROLLBACK), Error unavailable when the database cannot be reached or the outcome of
    // COMMIT is unknown, AlreadyDone when the actor's once-key is used.
    template <typename Work>
    auto transact(const Actor& actor, Work work) {
        return run<Work>(Mode::write, actor.once, actor.id, work);
    }
    template <typename Work>
    auto transact(Work work) {
        return run<Work>(Mode::write, std::nullopt, {}, work);
    }
    // One consistent snapshot over all statements; a write in it fails.
    template <typename Work>
    auto read(Work work) {
        return run<Work>(Mode::snapshot, std::nullopt, {}, work);
    }
    // Single statements without a snapshot, each committed by itself: for one-row look-ups on every request.
    template <typename Work>
    auto look_up(Work work) {
        return run<Work>(Mode::plain, std::nullopt, {}, work);
    }

    void require_durable();   // throws std::runtime_error naming each setting that would lose committed money
    bool reachable();         // for /health/ready; never throws

private:
    enum class Mode { write, snapshot, plain };
    template <typename Work>
    auto run(Mode mode, const std::optional<Once>& once, Id<User> actor, Work& work) {
        using Result = std::invoke_result_t<Work&, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            run_erased(mode, once, actor, [&](Transaction& tx) { work(tx); });
        } else {
            std::optional<Result> result;
            run_erased(mode, once, actor, [&](Transaction& tx) { result.emplace(work(tx)); });
            return std::move(*result);
        }
    }
    void run_erased(Mode, const std::optional<Once>&, Id<User>, const std::function<void(Transaction&)>&);

    class Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace bygd
