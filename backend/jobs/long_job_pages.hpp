// /jobs: what one has asked for that takes a while, how it goes, and what came of it; /api/v1/jobs the same.
#pragma once

#include <string>

#include "base/services.hpp"
#include "jobs/long_job.hpp"

namespace bygd {

class Router;

std::string long_job_url(Id<LongJob>);
void add_long_job_routes(Router&, const Services&);

}  // namespace bygd
