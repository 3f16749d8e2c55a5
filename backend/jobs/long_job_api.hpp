// The long jobs of who asks, as JSON, and the files they made.
#pragma once

#include "base/services.hpp"
#include "http/response.hpp"
#include "jobs/long_job.hpp"

namespace bygd {

class Request;
class Router;

// The job in an answer of 202, with the place to look at.
Response long_job_asked(const Services&, const Request&, Id<LongJob>);
Response long_job_file_response(const Services&, const Request&);   // of the job {id}
void add_long_job_api(Router&, const Services&);

}  // namespace bygd
