// The commands of `pointsbank bank` and their options.
#pragma once

#include "option_entry.hpp"

namespace pointsbank::command {

inline constexpr std::array<OptionEntry, 2> bank_options{
    {{"--db", Takes::text, "FILE", true}, {"--json", Takes::nothing, ""}}};
/// Of `bank` itself: commands as JSON Lines, from standard input.
inline constexpr OptionEntry batch_option{"--batch", Takes::nothing, ""};
/// Of commands that change something.
inline constexpr std::array<OptionEntry, 3> acting_options{
    {{"--by", Takes::text, "ID", true}, {"--at", Takes::text, "MOMENT"}, {"--key", Takes::text, "KEY"}}};
/// Of questions that settle first.
inline constexpr std::array<OptionEntry, 2> asking_options{
    {{"--by", Takes::text, "ID"}, {"--at", Takes::text, "MOMENT"}}};

inline constexpr std::array<OptionEntry, 1> init_options{{{"--id", Takes::text, "ID"}}};
inline constexpr std::array<OptionEntry, 1> adopt_options{{{"rule_lists", Takes::file, "", true, true}}};
inline constexpr std::array<OptionEntry, 1> table_options{{{"table", Takes::file, "", true}}};
inline constexpr std::array<OptionEntry, 4> roster_options{{{"table", Takes::file, "", true},
                                                            {"--from", Takes::text, "DATE"},
                                                            {"--correct", Takes::nothing, ""},
                                                            {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 11> submit_options{{{"--event", Takes::text, "ID"},
                                                             {"--household", Takes::text, "ID"},
                                                             {"--member", Takes::text, "ID"},
                                                             {"--kind", Takes::text, "KIND", true},
                                                             {"--on", Takes::text, "DATE", true},
                                                             {"--quantity", Takes::text, "N"},
                                                             {"--points", Takes::text, "N"},
                                                             {"--grade", Takes::text, "GRADE"},
                                                             {"--act", Takes::text, "TEXT"},
                                                             {"--attribute", Takes::text, "NAME=VALUE", false, true},
                                                             {"--evidence", Takes::text, "FILE|SHA256", false, true}}};
inline constexpr std::array<OptionEntry, 2> step_options{
    {{"event", Takes::text, "", true}, {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 3> approve_options{
    {{"event", Takes::text, "", true}, {"--points", Takes::text, "N"}, {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 4> decide_options{{{"event", Takes::text, "", true},
                                                            {"--keep", Takes::nothing, ""},
                                                            {"--reject", Takes::nothing, ""},
                                                            {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 1> settle_options{{{"--through", Takes::text, "DATE"}}};
inline constexpr std::array<OptionEntry, 3> redeem_options{{{"--household", Takes::text, "ID", true},
                                                            {"--goods", Takes::text, "ID[=PIECES]", true, true},
                                                            {"--redemption", Takes::text, "ID"}}};
inline constexpr std::array<OptionEntry, 1> collect_options{{{"redemption", Takes::text, "", true}}};
inline constexpr std::array<OptionEntry, 2> cancel_options{
    {{"redemption", Takes::text, "", true}, {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 4> transfer_options{{{"--household", Takes::text, "ID", true},
                                                              {"--share", Takes::text, "ID=SHARE", true, true},
                                                              {"--transfer", Takes::text, "ID"},
                                                              {"--reason", Takes::text, "TEXT"}}};
inline constexpr std::array<OptionEntry, 1> close_options{{{"month", Takes::text, "", true}}};
inline constexpr std::array<OptionEntry, 3> reopen_options{
    {{"month", Takes::text, "", true}, {"--with", Takes::text, "ID", true}, {"--reason", Takes::text, "TEXT", true}}};
inline constexpr std::array<OptionEntry, 2> forget_options{
    {{"person", Takes::text, "", true}, {"--reason", Takes::text, "TEXT"}}};

inline constexpr std::array<OptionEntry, 2> balance_options{
    {{"household", Takes::text, ""}, {"--as-of", Takes::text, "MOMENT"}}};
inline constexpr std::array<OptionEntry, 2> statement_options{
    {{"household", Takes::text, "", true}, {"--as-of", Takes::text, "MOMENT"}}};
inline constexpr std::array<OptionEntry, 1> why_options{{{"event", Takes::text, "", true}}};
inline constexpr std::array<OptionEntry, 2> claims_options{
    {{"--state", Takes::text, "STATE"}, {"--household", Takes::text, "ID"}}};
inline constexpr std::array<OptionEntry, 1> redemptions_options{{{"--household", Takes::text, "ID"}}};
inline constexpr std::array<OptionEntry, 2> verify_options{
    {{"--replay", Takes::nothing, ""}, {"--threads", Takes::text, "N"}}};
inline constexpr std::array<OptionEntry, 2> sheet_options{
    {{"month", Takes::text, "", true}, {"--output", Takes::new_file, "FILE"}}};
inline constexpr std::array<OptionEntry, 2> slip_options{
    {{"entry", Takes::text, "", true}, {"--output", Takes::new_file, "FILE"}}};
inline constexpr std::array<OptionEntry, 1> only_json_options{{{"--json", Takes::nothing, ""}}};
inline constexpr std::array<OptionEntry, 2> check_slip_options{
    {{"slip", Takes::file, "", true}, {"--sheet", Takes::file, "FILE", true}}};
inline constexpr std::array<OptionEntry, 2> check_sheet_options{
    {{"sheet", Takes::file, "", true}, {"--before", Takes::file, "FILE"}}};
inline constexpr std::array<OptionEntry, 1> backup_options{{{"file", Takes::text, "", true}}};
inline constexpr std::array<OptionEntry, 2> export_options{
    {{"--form", Takes::text, "FORM", true}, {"--output", Takes::new_file, "FILE"}}};

inline constexpr std::array<CommandEntry, 40> bank_commands{{
    {"init", {bank_options, acting_options, init_options}},
    {"adopt", {bank_options, acting_options, adopt_options}},
    {"roster", {bank_options, acting_options, roster_options}},
    {"members", {bank_options, acting_options, table_options}},
    {"officers", {bank_options, acting_options, table_options}},
    {"submit", {bank_options, acting_options, submit_options}},
    {"import", {bank_options, acting_options, table_options}},
    {"entries", {bank_options, acting_options, table_options}},
    {"approve", {bank_options, acting_options, approve_options}},
    {"reject", {bank_options, acting_options, step_options}},
    {"withdraw", {bank_options, acting_options, step_options}},
    {"object", {bank_options, acting_options, step_options}},
    {"decide", {bank_options, acting_options, decide_options}},
    {"appeal", {bank_options, acting_options, step_options}},
    {"uphold", {bank_options, acting_options, step_options}},
    {"dismiss", {bank_options, acting_options, step_options}},
    {"settle", {bank_options, acting_options, settle_options}},
    {"goods", {bank_options, acting_options, table_options}},
    {"redeem", {bank_options, acting_options, redeem_options}},
    {"collect", {bank_options, acting_options, collect_options}},
    {"cancel", {bank_options, acting_options, cancel_options}},
    {"transfer", {bank_options, acting_options, transfer_options}},
    {"close", {bank_options, acting_options, close_options}},
    {"reopen", {bank_options, acting_options, reopen_options}},
    {"forget", {bank_options, acting_options, forget_options}},
    {"balance", {bank_options, asking_options, balance_options}},
    {"statement", {bank_options, asking_options, statement_options}},
    {"board", {bank_options, asking_options, {}}},
    {"why", {bank_options, why_options, {}}},
    {"claims", {bank_options, claims_options, {}}},
    {"shelf", {bank_options, {}, {}}},
    {"redemptions", {bank_options, redemptions_options, {}}},
    {"verify", {bank_options, verify_options, {}}},
    {"differences", {bank_options, {}, {}}},
    {"sheet", {bank_options, sheet_options, {}}},
    {"slip", {bank_options, slip_options, {}}},
    {"check-slip", {only_json_options, check_slip_options, {}}},
    {"check-sheet", {only_json_options, check_sheet_options, {}}},
    {"backup", {bank_options, backup_options, {}}},
    {"export", {bank_options, export_options, {}}},
}};

}  // namespace pointsbank::command
