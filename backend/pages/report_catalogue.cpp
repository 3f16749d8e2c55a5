#include "pages/report_catalogue.hpp"

namespace bygd {

Catalogue report_catalogue() {
    Catalogue catalogue;
    return catalogue;
}

}  // namespace bygd
