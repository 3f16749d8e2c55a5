// The decision pack: a whole case as one zip that stands by itself for archive, audit and appeal. It holds what can be read
// (index.html), the same for programs (index.json, diary.json), every version of every document, the sums of all of it and a
// small program that checks them (schemas/pack). Written to a file piece by piece; never held whole in memory.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/services.hpp"

namespace bygd {

// `open` is for anybody: without marked documents, and with personal numbers masked in texts.
enum class PackScope { whole, open };
PackScope pack_scope_of(std::string_view name);   // "whole" (also ""), "public"; throws Error invalid scope choice.unknown

// What goes into every pack as it stands.
struct PackTools {
    std::string verifier, readme;
    static PackTools load(const std::filesystem::path& home);   // throws std::runtime_error
};

struct MadePack {
    std::string file_name;    // "arende-RUN-2026-0042.zip"
    std::string sha256;       // of the zip, as the diary has it
};

// Makes the pack as the case is now, and then notes in the diary that it was made, with its hash; the openings of marked
// documents are noted too. Throws not_found, forbidden document.secret (a whole pack with marked documents is for those who
// may open them).
MadePack make_pack(const Services&, const Actor&, const PackTools&, std::string_view diary_number, PackScope,
                   const std::filesystem::path& file);

}  // namespace bygd
