// Every limit the house keeps, with its unit. A limit is met with a clear answer, never by a crash or a silent cut.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bygd::limits {

inline constexpr std::size_t page_rows = 50;                       // rows of a list a page
inline constexpr std::size_t page_rows_most = 200;                 // what the API may ask for
inline constexpr std::size_t upload_bytes = 20 * 1024 * 1024;      // one file
inline constexpr std::size_t body_bytes = 25 * 1024 * 1024;        // one request
inline constexpr std::size_t documents_body_bytes = 64 * 1024 * 1024;   // several files added to a case at one go
inline constexpr std::size_t form_fields = 1000;                   // a budget form is large; 100 is too few
inline constexpr std::size_t form_value_bytes = 64 * 1024;         // one text field
inline constexpr std::size_t form_files = 20;                      // files of one request
inline constexpr std::size_t document_chunk_bytes = 1024 * 1024;   // a row of document_chunk
inline constexpr std::size_t xml_depth = 40;                        // elements inside each other, of a file from a bank
inline constexpr std::size_t xml_elements = 600'000;                // of one such file: some 20 000 payments, 200 MB to hold
inline constexpr std::size_t file_name_bytes = 200;
inline constexpr std::size_t short_text = 200;                     // characters: names, titles, one line
inline constexpr std::size_t ledger_text = 500;                    // characters: why, on a row of the ledger
inline constexpr std::size_t long_text = 20'000;                   // characters: reasons, descriptions
inline constexpr std::int64_t amount_minor = 9'999'999'999'999;    // öre: just under 100 thousand million kr
inline constexpr std::chrono::seconds request_deadline{30};        // header and body read, absolute
inline constexpr std::chrono::minutes session_idle{60};
inline constexpr std::chrono::hours session_absolute{12};
inline constexpr std::chrono::minutes session_touch{1};            // last-seen is written at most this often
inline constexpr std::chrono::hours parked_form{12};
inline constexpr int sign_in_failures = 5;                         // per account and address, then wait
inline constexpr std::chrono::minutes sign_in_wait{5};
inline constexpr int password_hashes_at_once = 2;                  // 64 MiB each
inline constexpr int password_hashes_waiting = 32;                 // more than these are asked to come back
inline constexpr std::size_t password_least = 12;                  // characters
inline constexpr std::size_t password_bytes = 256;
inline constexpr std::chrono::hours password_link{24};             // to choose a new password by
inline constexpr std::size_t api_tokens = 20;                      // in force at a time, a person
inline constexpr int api_token_days_most = 366;
inline constexpr std::size_t parked_form_bytes = 512 * 1024;       // all its fields
inline constexpr int parked_forms = 10;                            // a person; the oldest go first
inline constexpr std::size_t search_words = 8;                     // of one search; more are not looked for, and that is said
inline constexpr std::size_t drafts = 50;                          // a person; the oldest go first
inline constexpr std::chrono::hours draft_kept{24 * 30};
inline constexpr std::chrono::seconds presence{75};                // who was heard of within this is looking
inline constexpr std::chrono::seconds parameter_look{5};           // how old a server's knowledge of changed parameters may be
inline constexpr std::size_t effect_cases = 1000;                  // open cases tried in the preview of such a change
inline constexpr std::size_t batch_cases = 200;                    // decided, or put on an agenda, at one go
inline constexpr std::chrono::seconds batch_time{15};              // then the rest waits for "go on"
inline constexpr std::size_t import_rows = 5000;                   // of a table that is imported, its headings apart
inline constexpr std::size_t import_columns = 100;
inline constexpr std::size_t import_cell = 2000;                   // characters
inline constexpr std::int64_t direct_rows = 5000;                  // of a file made while one waits; more are a long job
inline constexpr std::int64_t long_jobs = 10;                      // under way at a time, a person
inline constexpr int long_job_attempts = 3;                        // then it has failed
inline constexpr std::int64_t long_job_file_bytes = 256 * 1024 * 1024;
inline constexpr int long_job_file_days = 7;                       // its file is kept this long after its end
inline constexpr int transaction_tries = 8;
inline constexpr std::size_t database_connections = 16;

}  // namespace bygd::limits
