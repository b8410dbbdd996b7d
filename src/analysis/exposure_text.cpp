// An exposure as a table that a village committee reads.
#include <algorithm>
#include <map>

#include "messages/messages.hpp"
#include "pointsbank/exposure.hpp"

namespace pointsbank {

namespace {

using Scope = ExposureRow::Scope;

/// How many columns of a terminal a text takes: Chinese characters and full-width signs take two.
std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // From U+2E80 on (E2 BA 80 in UTF-8) characters are wide; dashes, quotes and arrows lie before.
    const bool is_wide = bytes == 4 || (bytes == 3 && text.substr(at, 3) >= "\xE2\xBA\x80");
    columns += is_wide ? 2 : 1;
    at += bytes;
  }
  return columns;
}

class Table {
 public:
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  /// The first column to the left, the others to the right.
  [[nodiscard]] std::string text() const {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows_) {
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    for (const std::vector<std::string>& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string space(widths[i] - width(row[i]), ' ');
        text.append(i == 0 ? row[i] + space : "  " + space + row[i]);
      }
      text.erase(text.find_last_not_of(' ') + 1);
      text.push_back('\n');
    }
    return text;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

class Telling {
 public:
  Telling(const Exposure& exposure, Language language) : exposure_(exposure), language_(language) {}

  std::string tell() {
    text_ = sentence("exposure_title",
                     {title(exposure_.id, exposure_.zh, exposure_.en), exposure_.from.to_string(), end()});
    line("exposure_about");
    if (exposure_.members) line("exposure_members", {std::to_string(*exposure_.members)});
    text_.append("\n\n");
    rows();
    notes();
    money();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string sentence(std::string_view code, std::vector<std::string> arguments = {}) const {
    return messages::format(code, arguments, language_);
  }
  void line(std::string_view code, std::vector<std::string> arguments = {}) {
    text_.append("\n").append(sentence(code, std::move(arguments)));
  }
  [[nodiscard]] std::string end() const {
    return exposure_.to == Date::never() ? sentence("exposure_open_end") : exposure_.to.to_string();
  }
  [[nodiscard]] std::string title(const std::string& id, const std::string& zh, const std::string& en) const {
    const std::string& text = language_ == Language::zh ? zh : en;
    return text.empty() ? id : text;
  }
  [[nodiscard]] std::string kind_word(PeriodKind kind) const {
    return sentence("exposure_per_" + std::string(to_string(kind)));
  }

  [[nodiscard]] std::string name(const ExposureRow& row) const {
    switch (row.scope) {
      case Scope::rule: return "  " + title(row.id, row.zh, row.en);
      case Scope::category: return sentence("exposure_category", {title(row.id, row.zh, row.en)});
      case Scope::closing: return sentence("exposure_closing", {title(row.id, row.zh, row.en)});
      case Scope::base: return sentence("exposure_base");
      case Scope::forfeits: return sentence("exposure_forfeits");
      case Scope::positive: return sentence("exposure_positive");
      case Scope::negative: return sentence("exposure_negative");
      default: return sentence("exposure_whole");
    }
  }

  std::string side(const ExposureBound& bound) {
    if (!bound.is_bounded) return sentence("exposure_unbounded");
    if (bound.points.is_zero() || bound.reach == Reach::reached) return bound.points.to_string();
    has_marks_ = true;
    return bound.points.to_string() + "*";
  }

  std::string cell(const ExposureBound& least, const ExposureBound& most) {
    const bool takes = !least.is_bounded || !least.points.is_zero();
    const bool gives = !most.is_bounded || !most.points.is_zero();
    const std::string low = takes && !least.is_bounded ? sentence("exposure_unbounded_below") : side(least);
    if (takes && gives) return low + " … " + side(most);
    return takes ? low : side(most);
  }

  void rows() {
    Table table;
    std::vector<std::string> head(1);
    for (const PeriodKind kind : exposure_.periods) head.push_back(kind_word(kind));
    table.add(std::move(head));
    for (const ExposureRow& row : exposure_.rows) {
      std::vector<std::string> standing;
      std::vector<std::string> spendable;
      for (const ExposureCell& each : row.cells) {
        standing.push_back(cell(each.standing_least, each.standing_most));
        spendable.push_back(cell(each.spendable_least, each.spendable_most));
      }
      if (standing == spendable) {
        add(table, name(row), standing);
        continue;
      }
      const auto says_something = [](const std::vector<std::string>& cells) {
        return std::any_of(cells.begin(), cells.end(), [](const std::string& each) { return each != "0"; });
      };
      if (says_something(standing)) add(table, sentence("exposure_standing", {name(row)}), standing);
      if (says_something(spendable)) add(table, sentence("exposure_spendable", {name(row)}), spendable);
    }
    text_.append(table.text());
  }

  static void add(Table& table, std::string name, const std::vector<std::string>& cells) {
    std::vector<std::string> row{std::move(name)};
    row.insert(row.end(), cells.begin(), cells.end());
    table.add(std::move(row));
  }

  void collect(const ExposureBound& bound) {
    for (const ExposureBound::Because& each : bound.because) because_[each.why].push_back(each.source);
  }

  [[nodiscard]] std::string named(const std::string& source) const {
    for (const ExposureRow& row : exposure_.rows) {
      const bool is_one = row.scope == Scope::rule || row.scope == Scope::closing;
      if (is_one && row.id == source) return title(row.id, row.zh, row.en) + " (" + row.id + ")";
    }
    return source;
  }

  void notes() {
    if (has_marks_) line("exposure_marks");
    for (const ExposureRow& row : exposure_.rows) {
      for (const ExposureCell& each : row.cells) {
        for (const ExposureBound* bound :
             {&each.standing_most, &each.standing_least, &each.spendable_most, &each.spendable_least}) {
          collect(*bound);
        }
      }
    }
    for (auto& [why, sources] : because_) {
      std::sort(sources.begin(), sources.end());
      sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
      text_.append("\n").append(sentence("exposure_because_" + std::string(to_string(why))));
      if (why == Unbounded::no_end) continue;  // that is so of all
      for (const std::string& source : sources) text_.append("\n  ").append(named(source));
    }
    if (has_marks_ || !because_.empty()) text_.push_back('\n');
  }

  void money() {
    for (const ExposureMoney& each : exposure_.money) {
      line("exposure_money", {std::to_string(exposure_.households), each.currency});
      text_.push_back('\n');
      for (std::size_t i = 0; i < each.amounts.size(); ++i) {
        const ExposureMoney::Amount& amount = each.amounts[i];
        text_.append("  ").append(kind_word(exposure_.periods[i]));
        if (amount.is_bounded) {
          text_.append(sentence("exposure_amount", {amount.money.to_string(), amount.points.to_string()}));
        } else if (std::all_of(amount.because.begin(), amount.because.end(), [](const ExposureBound::Because& because) {
                     return because.why == Unbounded::no_end;
                   })) {
          text_.append(sentence("exposure_amount_no_end"));
        } else {
          std::string sources;
          for (const ExposureBound::Because& because : amount.because) {
            if (!sources.empty()) sources.append(language_ == Language::zh ? "、" : ", ");
            sources.append(title_of(because.source));
          }
          text_.append(sentence("exposure_amount_unbounded", {sources}));
        }
        text_.push_back('\n');
      }
    }
  }

  [[nodiscard]] std::string title_of(const std::string& source) const {
    for (const ExposureRow& row : exposure_.rows) {
      if ((row.scope == Scope::rule || row.scope == Scope::closing) && row.id == source)
        return title(row.id, row.zh, row.en);
    }
    return source;
  }

  const Exposure& exposure_;
  Language language_;
  std::string text_;
  bool has_marks_ = false;
  std::map<Unbounded, std::vector<std::string>> because_;
};

}  // namespace

std::string to_text(const Exposure& exposure, Language language) { return Telling(exposure, language).tell(); }

}  // namespace pointsbank
