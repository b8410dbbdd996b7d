#include "bank/work.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "program/program.hpp"
#include "proof/chain.hpp"

namespace pointsbank::bank {

namespace {

constexpr int default_utc_offset = 480;

bool holds(const std::optional<Date>& joined, const std::optional<Date>& left, Date day) {
  return (!joined || *joined <= day) && (!left || day < *left);
}

}  // namespace

Work::Work(Bank::State& state, std::string by, Moment at)
    : state_(&state), store_(state.store.get()), by_(std::move(by)), at_(at), head_(store_->head()) {}

int Work::utc_offset() { return has_book() ? state_->book->program->table_format().utc_offset : default_utc_offset; }

Date Work::day() { return at_.date(utc_offset()); }

bool Work::has_book() {
  if (has_read_book_) return true;  // within a command, nobody else writes, and an adoption is its last word
  std::optional<std::string> adoption = store_->setting("adopted");
  if (!adoption) return false;
  if (!state_->book || state_->book->adoption != *adoption) read_book(*std::move(adoption));
  has_read_book_ = true;
  return true;
}

const RuleBook& Work::book() {
  if (!has_book()) refuse("no_rule_book");
  return *state_->book;
}

/// `adoption` is the number of the journal entry and, so that no other process and no transaction that was taken back
/// can leave a wrong book behind, the digest of all that came before it and of the lists.
void Work::read_book(std::string adoption) {
  const auto damaged = [] { throw store::StoreError(issue_of("bank_damaged_adoption", {})); };
  auto book = std::make_shared<RuleBook>();
  std::from_chars(adoption.data(), adoption.data() + adoption.size(), book->adopted);
  const std::optional<journal::Entry> entry = journal::decode(store_->entry(book->adopted).body);
  const auto* const adopted = entry ? std::get_if<journal::Adopted>(&*entry) : nullptr;
  if (adopted == nullptr) damaged();
  for (const Digest& digest : adopted->lists) {
    std::optional<std::string> text = store_->document(digest);
    if (!text || sha256(*text) != digest) damaged();
    book->lists.push_back(parse({adopted->rule_book, *std::move(text)}));
  }
  auto program = std::make_shared<const Program>(compile(book->lists));
  book->model = program->compiled().book;
  book->program = std::move(program);
  book->adoption = std::move(adoption);
  state_->book = std::move(book);
}

store::Seq Work::write(const journal::Entry& entry) {
  store::JournalRow row;
  row.seq = head_.seq + 1;
  row.recorded = std::max(at_, head_.recorded);
  row.body = std::move(body_);
  row.body.clear();
  journal::encode(entry, row.body);
  row.chain = proof::next_chain(head_.chain, row.seq, row.recorded, row.body);
  store_->append(row);
  head_ = {row.seq, row.recorded, row.chain};
  body_ = std::move(row.body);
  return head_.seq;
}

void Work::refuse(std::string code, std::vector<Answer::Value> values) {
  throw Refusal{std::move(code), std::move(values)};
}

bool Work::is_officer(std::string_view person, journal::Role role) {
  const Date today = day();
  for (const store::OfficerRecord& office : store_->offices_of(person)) {
    if (office.role == static_cast<std::uint8_t>(role) && holds(office.joined, office.left, today)) return true;
  }
  return role == journal::Role::clerk && store_->officers().empty();
}

void Work::need_officer(journal::Role role) {
  if (!is_officer(by_, role)) refuse("not_allowed", {{"person", by_}, {"needed", std::string(to_string(role))}});
}

bool Work::acts_for(std::string_view person, std::string_view household) {
  if (person == household) return true;
  const Date today = day();
  const std::vector<store::MemberRecord> stays = store_->stays_of_member(person);
  return std::any_of(stays.begin(), stays.end(), [&](const store::MemberRecord& stay) {
    return stay.household == household && holds(stay.joined, stay.left, today);
  });
}

void Work::need_household(std::string_view household) {
  if (!acts_for(by_, household)) {
    refuse("not_allowed", {{"person", by_}, {"needed", "household"}, {"household", std::string(household)}});
  }
}

void Work::need_household_or_clerk(std::string_view household) {
  if (acts_for(by_, household) || is_officer(by_, journal::Role::clerk)) return;
  refuse("not_allowed", {{"person", by_}, {"needed", "household_or_clerk"}, {"household", std::string(household)}});
}

Answer::Value number_value(std::string name, std::int64_t value) {
  return {std::move(name), std::to_string(value), true};
}

void need_known_household(store::Store& store, std::string_view field, std::string_view household) {
  need_id(field, household);
  if (store.rows_of_household(household).empty()) wrong(field, "bank_unknown_household", {std::string(household)});
}

}  // namespace pointsbank::bank
