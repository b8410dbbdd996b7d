// Sheets and slips from JSON, with everything that is wrong in one.
#include <string>
#include <utility>

#include "proof/documents.hpp"
#include "rulelist/reader.hpp"

namespace pointsbank::proof {
namespace {

using rulelist::Node;
using rulelist::Object;

constexpr std::int64_t most_entries = INT64_MAX - 1;
constexpr int most_decimals = 9;

int value_of(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

std::optional<std::string> bytes_of(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = value_of(hex[i]);
    const int low = value_of(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

class DocumentReader {
 public:
  DocumentReader(const json::Source& source, const json::Value& document, Issues& issues, rulelist::Words keys)
      : reader_(source, issues), root_{&document, nullptr, {}, 0}, object_(reader_, root_) {
    object_.allow(keys);
  }

  void format(std::string_view wanted) {
    const std::optional<Node> node = object_.require("format");
    const std::optional<std::string> found = node ? reader_.text(*node) : std::nullopt;
    if (found && *found != wanted) reader_.error(*node, "proof_format", {*found, std::string(wanted)});
  }
  void id(std::string_view key, std::string& to, bool may_be_empty = false) {
    require(object_, key, [&](const Node& node) {
      rulelist::assign(to, may_be_empty && node.value->text.empty() ? reader_.text(node) : reader_.id(node));
    });
  }
  void entries(std::string_view key, std::int64_t& to) {
    require(object_, key, [&](const Node& node) { rulelist::assign(to, reader_.whole(node, 1, most_entries)); });
  }
  /// The place of an entry, which counts from 0: told twice, so that nobody has to subtract.
  void index(std::string_view key, std::int64_t entry) {
    require(object_, key, [&](const Node& node) {
      const std::optional<std::int64_t> found = reader_.whole(node, 0, most_entries);
      if (found && entry > 0 && *found != entry - 1) {
        reader_.error(node, "proof_index", {std::to_string(*found), std::to_string(entry), std::to_string(entry - 1)});
      }
    });
  }
  void count(std::string_view key, std::int64_t& to) {
    require(object_, key, [&](const Node& node) { rulelist::assign(to, reader_.whole(node, 0, most_entries)); });
  }
  void decimals(int& to) {
    require(object_, "decimals",
            [&](const Node& node) { rulelist::assign(to, reader_.whole(node, 0, most_decimals)); });
  }
  void month(std::string_view key, Date& to) { month(object_, key, to); }
  void digest(std::string_view key, Digest& to) { digest(object_, key, to); }
  void digests(std::string_view key, digest::Proof& to) {
    require(object_, key,
            [&](const Node& list) { reader_.each(list, [&](const Node& node) { digest(node, to.emplace_back()); }); });
  }
  void offset(int& to) {
    read_text("utc_offset", "proof_offset", [&](std::string_view text) {
      const std::optional<int> found = parse_utc_offset(text);
      if (found) to = *found;
      return found.has_value();
    });
  }
  /// The moment, and the offset that it is written with.
  void moment(Moment& to, int& utc_offset) {
    read_text("moment", "proof_moment", [&](std::string_view text) {
      const std::optional<Moment> found = Moment::parse(text);
      if (!found) return false;
      to = *found;
      utc_offset =
          parse_utc_offset(text.substr(text.size() - (text.ends_with('Z') || text.ends_with('z') ? 1 : 6))).value_or(0);
      return true;
    });
  }
  void body(std::string& to) {
    read_text("body", "proof_hex", [&](std::string_view text) {
      std::optional<std::string> found = bytes_of(text);
      if (found) to = *std::move(found);
      return found.has_value();
    });
  }
  void previous(std::optional<Tree>& to) {
    require(object_, "previous", [&](const Node& node) {
      if (node.value->kind == json::Value::Kind::null) return;
      static constexpr std::string_view keys[] = {"entries", "root"};
      Object object(reader_, node);
      object.allow(keys);
      tree(object, to.emplace());
    });
  }
  void sheet(Tree& to, Date& of_month) {
    require(object_, "sheet", [&](const Node& node) {
      static constexpr std::string_view keys[] = {"entries", "root", "month"};
      Object object(reader_, node);
      object.allow(keys);
      tree(object, to);
      month(object, "month", of_month);
    });
  }
  void totals(std::vector<journal::CauseTotal>& to, int decimals) {
    require(object_, "totals", [&](const Node& node) {
      const Object causes(reader_, node);
      causes.each([&](const Node& item, const json::Value::Member& member) {
        static constexpr std::string_view keys[] = {"standing", "spendable"};
        Object amounts(reader_, item);
        amounts.allow(keys);
        journal::CauseTotal& total = to.emplace_back();
        total.cause = member.key;
        const auto amount = [&](std::string_view key, std::int64_t& units) {
          require(amounts, key,
                  [&](const Node& cell) { rulelist::assign(units, reader_.units(cell, decimals, "decimals")); });
        };
        amount("standing", total.standing);
        amount("spendable", total.spendable);
      });
    });
  }

 private:
  template <class Read>
  void require(Object& object, std::string_view key, const Read& read) {
    if (const std::optional<Node> node = object.require(key)) read(*node);
  }
  /// A text in a form of its own; `code` where it is not in that form.
  template <class Parse>
  void read_text(std::string_view key, std::string_view code, const Parse& parse) {
    require(object_, key, [&](const Node& node) {
      const std::optional<std::string> found = reader_.text(node);
      if (found && !parse(*found)) reader_.error(node, code, {rulelist::shown(*node.value)});
    });
  }
  void digest(const Node& node, Digest& to) {
    const std::optional<std::string> found = reader_.text(node);
    if (!found) return;
    const std::optional<Digest> digest = Digest::parse(*found);
    if (!digest) reader_.error(node, "proof_digest", {rulelist::shown(*node.value)});
    rulelist::assign(to, digest);
  }
  void digest(Object& object, std::string_view key, Digest& to) {
    require(object, key, [&](const Node& node) { digest(node, to); });
  }
  void month(Object& object, std::string_view key, Date& to) {
    require(object, key, [&](const Node& node) {
      const std::optional<std::string> found = reader_.text(node);
      if (!found) return;
      const std::optional<Date> month = parse_month(*found);
      if (!month) reader_.error(node, "proof_month", {rulelist::shown(*node.value)});
      rulelist::assign(to, month);
    });
  }
  void tree(Object& object, Tree& to) {
    require(object, "entries",
            [&](const Node& node) { rulelist::assign(to.entries, reader_.whole(node, 1, most_entries)); });
    digest(object, "root", to.root);
  }

  rulelist::Reader reader_;
  Node root_;
  Object object_;
};

/// The document, or nothing where reading it made an error.
template <class Document, class Read>
std::optional<Document> read(const json::Source& source, Issues& issues, rulelist::Words keys, const Read& read_into) {
  Issues found;
  const json::Value value = json::parse(source, found);
  Document document;
  if (!has_errors(found)) {
    DocumentReader reader(source, value, found, keys);
    if (value.kind == json::Value::Kind::object) read_into(reader, document);
  }
  const bool is_wrong = has_errors(found);
  issues.insert(issues.end(), found.begin(), found.end());
  if (is_wrong) return std::nullopt;
  return document;
}

}  // namespace

std::optional<Sheet> read_sheet(const json::Source& source, Issues& issues) {
  static constexpr std::string_view keys[] = {"format",   "bank",     "month",  "entries",    "root",        "chain",
                                              "previous", "decimals", "totals", "households", "consistency", "moment"};
  return read<Sheet>(source, issues, keys, [](DocumentReader& reader, Sheet& sheet) {
    reader.format(sheet_format);
    reader.id("bank", sheet.issuer.bank);
    reader.month("month", sheet.month);
    reader.entries("entries", sheet.tree.entries);
    reader.digest("root", sheet.tree.root);
    reader.digest("chain", sheet.chain);
    reader.previous(sheet.previous);
    reader.decimals(sheet.issuer.decimals);
    reader.totals(sheet.totals, sheet.issuer.decimals);
    reader.count("households", sheet.households);
    reader.digests("consistency", sheet.consistency);
    reader.moment(sheet.moment, sheet.issuer.utc_offset);
  });
}

std::optional<Slip> read_slip(const json::Source& source, Issues& issues) {
  static constexpr std::string_view keys[] = {"format",   "bank",       "household", "entry", "body",
                                              "decimals", "utc_offset", "sheet",     "index", "proof"};
  return read<Slip>(source, issues, keys, [](DocumentReader& reader, Slip& slip) {
    reader.format(slip_format);
    reader.id("bank", slip.issuer.bank);
    reader.id("household", slip.household, true);
    reader.entries("entry", slip.entry);
    reader.body(slip.body);
    reader.decimals(slip.issuer.decimals);
    reader.offset(slip.issuer.utc_offset);
    reader.sheet(slip.sheet, slip.month);
    reader.index("index", slip.entry);
    reader.digests("proof", slip.proof);
  });
}

}  // namespace pointsbank::proof
