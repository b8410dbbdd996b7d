// Each record comes back as it went in, in the order that the interface promises.
#include <string>
#include <vector>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

template <class Record, class Visit>
std::vector<Record> all(Visit&& visit) {
  std::vector<Record> records;
  visit([&](const Record& record) {
    records.push_back(record);
    return true;
  });
  return records;
}

std::string ids(const std::vector<EventRecord>& events) {
  std::string text;
  for (const EventRecord& event : events) text += event.event + " ";
  return text;
}

}  // namespace

TEST_CASE("the journal gives back what was appended") {
  const Folder folder;
  const auto store = create(folder.file());
  CHECK(store->head().seq == 0);
  CHECK(store->head().recorded == Moment{INT64_MIN});
  const std::string body("\x01\x02\x00 body\xFF", 9);
  write(*store, [&] {
    store->append({1, Moment{-5}, body, digest_of(1)});
    store->append({2, Moment{-5}, "\x01\x03", digest_of(2)});
    CHECK(store->head().seq == 2);
  });
  CHECK(store->head().recorded == Moment{-5});
  CHECK(store->head().chain == digest_of(2));
  const JournalRow row = store->entry(1);
  CHECK(row.seq == 1);
  CHECK(row.recorded == Moment{-5});
  CHECK(row.body == body);
  CHECK(row.chain == digest_of(1));
  CHECK_THROWS_AS((void)store->entry(3), StoreError);
}

TEST_CASE("the journal is visited in order, from one entry to another, until the visitor has enough") {
  const Folder folder;
  const auto store = create(folder.file());
  write(*store, [&] {
    for (int i = 0; i < 10; ++i) append(*store, "\x01\x01" + std::to_string(i));
  });
  std::string seen;
  const auto note = [&](const JournalView& view) {
    seen += std::to_string(view.seq) + std::string(view.body.substr(2)) + " ";
    return view.seq != 7;
  };
  store->visit_journal(3, 5, note);
  CHECK(seen == "32 43 54 ");
  seen.clear();
  store->visit_journal(6, INT64_MAX, note);
  CHECK(seen == "65 76 ");
}

TEST_CASE("a visitor may ask the store, also for the same things") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  int pairs = 0;
  store->visit_events([&](const EventRecord&) {
    store->visit_events([&](const EventRecord&) { return ++pairs, true; });
    return store->entry(1).seq == 1;
  });
  CHECK(pairs == 9);
}

TEST_CASE("answers, documents and settings are kept") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  const auto answer = store->kept_answer("key-1");
  REQUIRE(answer);
  CHECK(answer->request == "\x01request");
  CHECK(answer->answer == R"({"code":"done"})");
  CHECK_FALSE(store->kept_answer("KEY-1"));
  CHECK(store->document(digest_of(7)) == "{\"id\": \"village\"}");
  CHECK_FALSE(store->document(digest_of(8)));
  CHECK(store->setting("through") == "2026-03-31");
  CHECK_FALSE(store->setting("adopted"));
  write(*store, [&] {
    store->set("through", "");
    store->keep_document(digest_of(7), "not this");
  });
  CHECK(store->setting("through") == "");
  CHECK(store->document(digest_of(7)) == "{\"id\": \"village\"}");
}

TEST_CASE("a key is given an answer once, and keys have 1 to 128 bytes") {
  const Folder folder;
  const auto store = create(folder.file());
  store->begin();
  store->keep_answer({"key", "a", "{}"});
  CHECK_THROWS_AS(store->keep_answer({"key", "b", "{}"}), ConstraintError);
  store->keep_answer({"Key", "b", "{}"});
  CHECK_THROWS_AS(store->keep_answer({"", "a", "{}"}), ConstraintError);
  CHECK_THROWS_AS(store->keep_answer({std::string(129, 'k'), "a", "{}"}), ConstraintError);
  CHECK_THROWS_AS(store->keep_answer({std::string(127, 'k') + "户", "a", "{}"}), ConstraintError);
  store->keep_answer({std::string(128, 'k'), "a", "{}"});
  store->commit();
  CHECK(store->kept_answer("key")->request == "a");
}

TEST_CASE("households have rows by the day from which they hold") {
  const Folder folder;
  const auto store = create(folder.file());
  write(*store, [&] {
    for (int i = 0; i < 4; ++i) append(*store);
    store->put(HouseholdRecord{"H2", std::nullopt, 1});
    store->put(HouseholdRecord{"H1", april, 2});
    store->put(HouseholdRecord{"H1", std::nullopt, 3});
    store->put(HouseholdRecord{"H1", april, 4});
  });
  const auto rows = store->rows_of_household("H1");
  REQUIRE(rows.size() == 2);
  CHECK_FALSE(rows[0].from);
  CHECK(rows[0].seq == 3);
  CHECK(rows[1].from == april);
  CHECK(rows[1].seq == 4);
  const auto everybody = all<HouseholdRecord>([&](const auto& visitor) { store->visit_households(visitor); });
  REQUIRE(everybody.size() == 3);
  CHECK(everybody[2].household == "H2");
  CHECK(store->rows_of_household("H3").empty());
}

TEST_CASE("members stay in households for a time") {
  const Folder folder;
  const auto store = create(folder.file());
  write(*store, [&] {
    append(*store);
    store->put(MemberRecord{"M2", "H1", march, std::nullopt, 1});
    store->put(MemberRecord{"M1", "H1", std::nullopt, march - 1, 1});
    store->put(MemberRecord{"M1", "H2", march, std::nullopt, 1});
    store->put(MemberRecord{"M2", "H3", march, april, 1});
  });
  const auto stays = store->stays_of_member("M1");
  REQUIRE(stays.size() == 2);
  CHECK(stays[0].household == "H1");
  CHECK_FALSE(stays[0].joined);
  CHECK(stays[0].left == march - 1);
  CHECK(stays[1].household == "H2");
  CHECK(stays[1].joined == march);
  REQUIRE(store->stays_in_household("H3").size() == 1);
  CHECK(store->stays_in_household("H3")[0].left == april);
  CHECK(store->stays_in_household("H1").size() == 1);
  CHECK(all<MemberRecord>([&](const auto& visitor) { store->visit_members(visitor); }).size() == 3);
}

TEST_CASE("officers are replaced as a whole and keep their order") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  REQUIRE(store->officers().size() == 2);
  CHECK(store->officers()[0].person == "zhang");
  CHECK(store->offices_of("wang")[0].left == april);
  write(*store, [&] { store->replace_officers({{"li", 2, {}, {}}, {"li", 0, {}, {}}}); });
  REQUIRE(store->offices_of("li").size() == 2);
  CHECK(store->offices_of("li")[0].role == 2);
  CHECK(store->offices_of("wang").empty());
}

TEST_CASE("a person who is erased leaves no byte in the file") {
  const Folder folder;
  const auto store = create(folder.file());
  const std::string name = "欧阳建国-of-the-hill";
  write(*store, [&] {
    for (int i = 0; i < 200; ++i) store->put(PersonRecord{"P" + std::to_string(i), "other", std::string(16, 's')});
    store->put(PersonRecord{"H9", name, "0123456789abcdef"});
  });
  CHECK(bytes_of(folder.file()).find(name) != std::string::npos);
  CHECK(store->person("H9")->name == name);
  CHECK(store->person("H9")->salt == "0123456789abcdef");
  write(*store, [&] { store->erase_person("H9"); });
  CHECK_FALSE(store->person("H9"));
  const std::string bytes = bytes_of(folder.file());
  CHECK(bytes.find(name) == std::string::npos);
  CHECK(bytes.find("0123456789abcdef") == std::string::npos);
  CHECK(store->person("P7"));
  CHECK(bytes_of(folder.file("village.pointsbank-journal")).empty());
}

TEST_CASE("a name that is replaced leaves no byte either") {
  const Folder folder;
  const auto store = create(folder.file());
  const std::string name = "the-name-before";
  write(*store, [&] { store->put(PersonRecord{"H9", name, std::string(16, 'a')}); });
  write(*store, [&] { store->put(PersonRecord{"H9", "new", std::string(16, 'b')}); });
  CHECK(store->person("H9")->name == "new");
  CHECK(bytes_of(folder.file()).find(name) == std::string::npos);
}

TEST_CASE("events are found by id, state, household and member, and when they are due") {
  const Folder folder;
  const auto store = create(folder.file());
  write(*store, [&] {
    append(*store);
    store->insert(EventRecord{"E4", 1, "H1", "M1", march, EventState::submitted, {}, {}, ""});
    store->insert(EventRecord{"E3", 1, "H1", "", march, EventState::submitted, {}, {}, ""});
    store->insert(EventRecord{"E2", 1, "", "M1", march, EventState::published, Moment{20}, {}, ""});
    store->insert(EventRecord{"E1", 1, "H2", "M2", march, EventState::published, Moment{20}, {}, ""});
    store->insert(EventRecord{"E0", 1, "H2", "M2", march, EventState::published, Moment{30}, {}, ""});
    store->insert(EventRecord{"E5", 1, "H2", "M2", march, EventState::published, Moment{-30}, {}, ""});
  });
  CHECK(ids(store->events_due(Moment{20})) == "E5 E1 E2 ");
  CHECK(ids(store->events_in(EventState::submitted)) == "E3 E4 ");
  CHECK(ids(all<EventRecord>([&](const auto& visitor) { store->visit_events_of("H2", visitor); })) == "E0 E1 E5 ");
  CHECK(ids(all<EventRecord>([&](const auto& visitor) { store->visit_events_by_member("M1", visitor); })) == "E2 E4 ");
  CHECK(ids(all<EventRecord>([&](const auto& visitor) { store->visit_events(visitor); })) == "E0 E1 E2 E3 E4 E5 ");
  EventRecord event = *store->event("E1");
  CHECK(event.member == "M2");
  CHECK(event.due == Moment{20});
  event.state = EventState::final;
  event.decided = Moment{21};
  event.points = "2.5";
  write(*store, [&] { store->update(event); });
  CHECK(ids(store->events_in(EventState::final)) == "E1 ");
  CHECK(store->event("E1")->decided == Moment{21});
  CHECK(store->event("E1")->points == "2.5");
  CHECK(ids(store->events_due(Moment{20})) == "E5 E2 ");
  CHECK_FALSE(store->event("e1"));
  store->begin();
  event.event = "E9";
  CHECK_THROWS_AS(store->update(event), ConstraintError);
  store->roll_back();
}

TEST_CASE("the steps of an event are told in their order") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  write(*store, [&] {
    store->add_step("E1", 9);
    store->add_step("E1", 7);
  });
  CHECK(store->steps_of("E1") == std::vector<Seq>{6, 7, 9});
  CHECK(store->steps_of("E2").empty());
}

TEST_CASE("a posting is open until another reverses it") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  write(*store, [&] {
    append(*store);
    store->insert(PostingRecord{14, "H000", march, april, true, {}});
    // Also one that says it is open: what takes back never is.
    store->insert(PostingRecord{15, "H001", march, april, true, 7});
  });
  CHECK(store->open_postings_of("H001").empty());
  const auto postings = store->postings_of("H001");
  REQUIRE(postings.size() == 4);
  CHECK(postings[0].seq == 7);
  CHECK_FALSE(postings[0].is_open);
  CHECK_FALSE(postings[0].reverses);
  CHECK(postings[3].reverses == 7);
  CHECK_FALSE(postings[3].is_open);
  CHECK(postings[3].month == april);
  const auto open = all<PostingRecord>([&](const auto& visitor) { store->visit_open_postings(visitor); });
  REQUIRE(open.size() == 1);
  CHECK(open[0].household == "H000");
}

TEST_CASE("balances, totals and marks") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  CHECK(store->balance("H001")->frozen_until == april);
  write(*store, [&] {
    store->put(BalanceRecord{"H001", -1, -2, 3, 4, {}});
    store->put(BalanceRecord{"H000", 1, 1, 1, 1, {}});
    store->put(TotalRecord{"base", 1, 1});
    store->put(TotalRecord{"rule", 2, 2});
    store->mark("H001");
    store->mark("H002");
  });
  CHECK(store->balance("H001")->spendable == -2);
  CHECK_FALSE(store->balance("H001")->frozen_until);
  const auto balances = all<BalanceRecord>([&](const auto& visitor) { store->visit_balances(visitor); });
  REQUIRE(balances.size() == 2);
  CHECK(balances[0].household == "H000");
  REQUIRE(store->totals().size() == 2);
  CHECK(store->totals()[0].cause == "base");
  CHECK(store->totals()[1].standing == 2);
  CHECK(store->marked() == std::vector<std::string>{"H001", "H002"});
  write(*store, [&] { store->clear_marks(); });
  CHECK(store->marked().empty());
}

TEST_CASE("entries, goods and redemptions") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  write(*store, [&] {
    store->insert(MoneyRecord{"A0", "H001", "refund", "R1", 14});
    store->insert(RedemptionRecord{"R2", "H001", april, 1, april + 2, HoldState::held, 13});
    store->insert(RedemptionRecord{"R3", "H001", april, 1, {}, HoldState::held, 14});
    store->put(GoodsRecord{"rice", "大米", 20, {}, "", 3, 3, 0, 0});
    store->put(GoodsRecord{"soap", "香皂", 6, 3, "", 10, 7, 2, 1});
  });
  CHECK(store->money("A0")->of == "R1");
  CHECK_FALSE(store->money("A1"));
  REQUIRE(store->money_of("H001").size() == 2);
  CHECK(store->money_of("H001")[0].entry == "R1");
  CHECK(all<MoneyRecord>([&](const auto& visitor) { store->visit_money(visitor); })[0].entry == "A0");
  REQUIRE(store->all_goods().size() == 2);
  CHECK(store->all_goods()[0].goods == "rice");
  CHECK_FALSE(store->goods("rice")->limit);
  CHECK(store->goods("soap")->limit == 3);
  CHECK(store->goods("soap")->held == 2);
  CHECK_FALSE(store->goods("salt"));
  REQUIRE(store->held_until_before(april + 31).size() == 2);
  CHECK(store->held_until_before(april + 31)[0].redemption == "R2");
  CHECK(store->held_until_before(april + 2).empty());
  write(*store, [&] { store->set_state("R2", HoldState::collected); });
  CHECK(store->redemption("R2")->state == HoldState::collected);
  CHECK(store->held_until_before(april + 3).empty());
  REQUIRE(store->redemptions_of("H001").size() == 3);
  CHECK(store->redemptions_of("H001")[2].redemption == "R3");
  CHECK_FALSE(store->redemptions_of("H001")[2].last_day);
  store->begin();
  CHECK_THROWS_AS(store->set_state("R2", HoldState::cancelled), ConstraintError);
  CHECK_THROWS_AS(store->set_state("R9", HoldState::cancelled), ConstraintError);
  store->roll_back();
}

TEST_CASE("what was published goes when its month is open again") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  REQUIRE(store->published_of("H001").size() == 1);
  CHECK(store->published_of("H001")[0].table == "rankings");
  CHECK(store->published_of("H001")[0].seq == 13);
  store->begin();
  CHECK_THROWS_AS(store->remove_published(march), ConstraintError);
  store->put(MonthRecord{march, false, 9});
  store->remove_published(march);
  store->put(MonthRecord{april, false, 0});
  store->commit();
  CHECK(all<PublishedRecord>([&](const auto& visitor) { store->visit_published(visitor); }).empty());
  REQUIRE(store->months().size() == 2);
  CHECK(store->months()[0].month == march);
  CHECK_FALSE(store->months()[0].is_closed);
  CHECK(store->months()[0].sheet == 9);
  CHECK(store->months()[1].sheet == 0);
}

TEST_CASE("texts come back byte by byte, whatever they say") {
  const std::string text = GENERATE(std::string("'; DROP TABLE journal;--"), std::string("\" OR 1=1"), std::string("%"),
                                    std::string("_"), std::string("a\0b", 3), std::string("\xC3\x28 no UTF-8"),
                                    std::string("村\u202E民\u200B"), std::string("?1 :name @x $y"), std::string("1e3"),
                                    std::string(100'000, 'x'), std::string("=cmd()"), std::string("12"));
  const Folder folder;
  auto store = create(folder.file());
  write(*store, [&] {
    append(*store);
    store->put(HouseholdRecord{text, {}, 1});
    store->put(PersonRecord{text, text, std::string(16, 's')});
    store->insert(EventRecord{text, 1, text, text, march, EventState::submitted, {}, {}, text});
    store->insert(MoneyRecord{text, text, text, text, 1});
    store->put(GoodsRecord{text, text, 1, {}, text, 0, 0, 0, 0});
    store->insert(PublishedRecord{march, text, text, march, text, 1});
    store->set(text, text);
    store->mark(text);
  });
  store.reset();
  store = open(folder.file());
  CHECK(store->rows_of_household(text).size() == 1);
  CHECK(store->person(text)->name == text);
  CHECK(store->event(text)->household == text);
  CHECK(store->event(text)->points == text);
  CHECK(store->money(text)->of == text);
  CHECK(store->goods(text)->per == text);
  CHECK(store->published_of(text)[0].closing == text);
  CHECK(store->setting(text) == text);
  CHECK(store->marked() == std::vector<std::string>{text});
  CHECK_FALSE(store->event(text + "'"));
  CHECK(store->damage().empty());
}

}  // namespace pointsbank::store
