// Prints the requests whose end is in doubt (tests/unit/framing_vectors.hpp) as JSON, their bytes in base64, for the
// journey that sends them through a proxy.
#include "tests/unit/framing_vectors.hpp"

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/base64.hpp"

int main() {
    auto vectors = nlohmann::json::array();
    for (const auto& vector : bygd::refused_vectors()) {
        vectors.push_back({{"name", vector.name}, {"sent", bygd::base64_encoded(vector.sent)}, {"status", vector.status}});
    }
    std::cout << vectors.dump() << "\n";
}
