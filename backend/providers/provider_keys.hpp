// The keys by which doubles meet, of what stood in the register before there were any.
#pragma once

namespace bygd {

class Database;

// At each start; does nothing when there are keys.
void index_providers_once(Database&);

}  // namespace bygd
