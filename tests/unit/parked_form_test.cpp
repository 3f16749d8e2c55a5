// What is kept of a form whose session had run out.
#include "http/parked_form.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace bygd {
namespace {

TEST(ParkedForm, keeps_what_was_typed_but_no_secret_and_no_key) {
    const FormPairs posted{{"csrf", "c"},          {"reasons", "Långt å ä ö é <b>\"'\n=1+1"}, {"form_key", "k"},
                            {"new_password", "x"}, {"Client_Secret", "y"},                    {"item", "a"},
                            {"item", "b"},         {"empty", ""}};
    EXPECT_EQ(worth_parking(posted), (FormPairs{{"reasons", "Långt å ä ö é <b>\"'\n=1+1"},
                                                 {"item", "a"},
                                                 {"item", "b"},
                                                 {"empty", ""}}));
}

TEST(ParkedForm, half_a_form_is_not_kept) {
    EXPECT_EQ(worth_parking({{"a", "kort"}, {"b", std::string(limits::parked_form_bytes, 'x')}}), FormPairs{});
}

TEST(ParkedForm, comes_back_from_json_as_it_was) {
    const FormPairs fields{{"reasons", "Långt å ä ö é <b>\"'\n=1+1\t\u2028"}, {"item", "a"}, {"item", "b"}, {"", ""}};
    EXPECT_EQ(form_fields_of(to_json(fields)), fields);
    EXPECT_EQ(form_fields_of(to_json({})), FormPairs{});
}

}  // namespace
}  // namespace bygd
