// The commands and their options, as a table: reading, help and completion all go by it.
#pragma once

#include "bank_options.hpp"
#include "option_entry.hpp"

namespace pointsbank::command {

inline constexpr std::array<OptionEntry, 10> data_options{{{"--rules", Takes::file, "FILE", true, true},
                                                           {"--roster", Takes::file, "FILE", true},
                                                           {"--events", Takes::file, "FILE", true},
                                                           {"--members", Takes::file, "FILE"},
                                                           {"--entries", Takes::file, "FILE"},
                                                           {"--published", Takes::folder, "DIR"},
                                                           {"--through", Takes::text, "DATE", true},
                                                           {"--as-of", Takes::text, "MOMENT"},
                                                           {"--bad-rows", Takes::new_file, "FILE"},
                                                           {"--threads", Takes::text, "N"}}};
inline constexpr std::array<OptionEntry, 2> evaluate_options{
    {{"--out", Takes::new_file, "DIR", true}, {"--profile", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 3> explain_options{
    {{"--household", Takes::text, "ID"}, {"--event", Takes::text, "ID"}, {"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 1> list_options{{{"rule_lists", Takes::file, "", true, true}}};
inline constexpr std::array<OptionEntry, 2> check_options{
    {{"--strict", Takes::nothing, ""}, {"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 6> exposure_options{{{"--households", Takes::text, "N"},
                                                              {"--members", Takes::text, "N"},
                                                              {"--from", Takes::text, "DATE"},
                                                              {"--to", Takes::text, "DATE"},
                                                              {"--year", Takes::text, "YEAR"},
                                                              {"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 3> expression_options{
    {{"expression", Takes::text, "", true}, {"--subject", Takes::text, "JSON"}, {"--event", Takes::text, "JSON"}}};
inline constexpr std::array<OptionEntry, 6> generate_options{{{"--rules", Takes::file, "FILE", true, true},
                                                              {"--households", Takes::text, "N"},
                                                              {"--events", Takes::text, "N"},
                                                              {"--seed", Takes::text, "S"},
                                                              {"--through", Takes::text, "DATE", true},
                                                              {"--out", Takes::new_file, "DIR", true}}};
inline constexpr std::array<OptionEntry, 3> show_options{{{"rule_lists", Takes::file, "", true, true},
                                                          {"--format", Takes::text, "text|markdown|html"},
                                                          {"--output", Takes::new_file, "FILE"}}};
inline constexpr std::array<OptionEntry, 4> diff_options{{{"rule_lists", Takes::file, "", true, true},
                                                          {"--against", Takes::file, "FILE", false, true},
                                                          {"--json", Takes::nothing, ""},
                                                          {"--exit-code", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 5> reform_options{{{"rule_lists", Takes::file, "", true, true},
                                                            {"--reform", Takes::file, "FILE"},
                                                            {"--against", Takes::file, "FILE", false, true},
                                                            {"--title", Takes::text, "TEXT"},
                                                            {"--out", Takes::new_file, "DIR"}}};
inline constexpr std::array<OptionEntry, 8> compare_options{{{"--reform", Takes::file, "FILE"},
                                                             {"--against", Takes::file, "FILE", false, true},
                                                             {"--household", Takes::text, "ID"},
                                                             {"--spendable", Takes::nothing, ""},
                                                             {"--period", Takes::text, "PERIOD"},
                                                             {"--csv", Takes::new_file, "DIR"},
                                                             {"--html", Takes::new_file, "FILE"},
                                                             {"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 15> sweep_options{{{"--rule", Takes::text, "ID"},
                                                            {"--category", Takes::text, "ID"},
                                                            {"--closing", Takes::text, "ID"},
                                                            {"--field", Takes::text, "FIELD", true},
                                                            {"--from", Takes::text, "DATE"},
                                                            {"--to", Takes::text, "DATE"},
                                                            {"--values", Takes::text, "V,V,…"},
                                                            {"--goal", Takes::text, "N"},
                                                            {"--least", Takes::text, "N"},
                                                            {"--most", Takes::text, "N"},
                                                            {"--step", Takes::text, "N"},
                                                            {"--measure", Takes::text, "MEASURE"},
                                                            {"--level", Takes::text, "N"},
                                                            {"--currency", Takes::text, "NAME"},
                                                            {"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 1> completion_options{{{"shell", Takes::text, "", true}}};
inline constexpr std::array<OptionEntry, 3> common_options{
    {{"--lang", Takes::text, "zh|en"}, {"--quiet", Takes::nothing, ""}, {"--help", Takes::nothing, ""}}};

inline constexpr std::array<CommandEntry, 13> commands{{{"evaluate", {data_options, evaluate_options}},
                                                        {"check", {list_options, check_options}},
                                                        {"test", {list_options, {}}},
                                                        {"explain", {explain_options, data_options}},
                                                        {"exposure", {list_options, exposure_options}},
                                                        {"expression", {expression_options, {}}},
                                                        {"generate", {generate_options, {}}},
                                                        {"show", {show_options, {}}},
                                                        {"diff", {diff_options, {}}},
                                                        {"reform", {reform_options, {}}},
                                                        {"compare", {compare_options, data_options}},
                                                        {"sweep", {sweep_options, data_options}},
                                                        {"completion", {completion_options, {}}}}};

}  // namespace pointsbank::command
