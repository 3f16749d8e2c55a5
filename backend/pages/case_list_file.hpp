// Makes the file of a list of cases, a page a transaction: a list of 100 000 never stands whole in memory as rows.
#pragma once

#include <functional>

#include "base/services.hpp"
#include "http/request.hpp"
#include "jobs/long_job_runner.hpp"
#include "reports/catalogue.hpp"

namespace bygd {

inline constexpr std::string_view case_list_job = "case_list_file";

// The list that `request` shows, in its language and for its person. `told`, when given, hears how many cases were read.
Workbook case_list_book(const Services&, const Request& request, std::function<void(std::int64_t)> told = {});
// How many cases it holds.
std::int64_t cases_in_list(const Services&, const Request& request);
std::string case_list_file_name(const Services&, ReportFormat);   // "cases-2026-11-23.xlsx"

// What the job has to be told: {"query", "format"}.
std::function<void(LongJobRun&)> case_list_work(const Services&);

}  // namespace bygd
