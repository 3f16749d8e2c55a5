#include "documents/secrecy.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"

namespace bygd {

SecrecyGrounds SecrecyGrounds::load(const std::filesystem::path& file) {
    SecrecyGrounds read;
    try {
        std::ifstream stream(file);
        const auto tree = nlohmann::json::parse(stream);
        for (const auto& node : tree.at("grounds")) {
            SecrecyGround ground;
            ground.name = node.at("name").get<std::string>();
            ground.paragraph = node.at("paragraph").get<std::string>();
            ground.label = {node.at("label").at("sv").get<std::string>(), node.at("label").at("en").get<std::string>()};
            ground.note = node.value("note", "");
            ground.valid_from = Date::parse(node.at("valid_from").get<std::string>(), "valid_from");
            if (node.contains("valid_to")) ground.valid_to = Date::parse(node.at("valid_to").get<std::string>(), "valid_to");
            if (read.find(ground.name)) throw std::runtime_error("two grounds named " + ground.name);
            read.grounds_.push_back(std::move(ground));
        }
    } catch (const std::exception& error) {
        throw std::runtime_error(file.filename().string() + ": " + error.what());
    }
    return read;
}

const SecrecyGround* SecrecyGrounds::find(std::string_view name) const {
    for (const auto& ground : grounds_) {
        if (ground.name == name) return &ground;
    }
    return nullptr;
}

std::vector<const SecrecyGround*> SecrecyGrounds::on(Date day) const {
    std::vector<const SecrecyGround*> valid;
    for (const auto& ground : grounds_) {
        if (ground.valid_from <= day && (!ground.valid_to || day <= *ground.valid_to)) valid.push_back(&ground);
    }
    return valid;
}

std::string SecrecyGrounds::paragraph(std::string_view name) const {
    const auto* found = find(name);
    return found ? found->paragraph : std::string(name);
}

}  // namespace bygd
