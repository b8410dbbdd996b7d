#include <emmintrin.h>
#include <fcntl.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <stdexcept>

#include "bare_csv.hpp"

namespace bare {

namespace {

constexpr std::size_t piece = std::size_t{1} << 18;  ///< what is read at once: stays in the cache
constexpr std::size_t padding = 64;

constexpr std::uint64_t spread = 0x9E3779B97F4A7C15U;

/// A text of less than eight bytes is its own key, with its length in the highest byte; the buffer is padded.
std::uint64_t key_of(const char* text, std::size_t length) noexcept {
  std::uint64_t key;
  std::memcpy(&key, text, 8);
  if (length < 8) return (key & ((std::uint64_t{1} << (length * 8)) - 1)) + (length << 56);
  for (std::size_t at = 8; at < length; at += 8) {
    std::uint64_t more;
    std::memcpy(&more, text + std::min(at, length - 8), 8);
    key = std::rotl(key * spread, 29) ^ more;
  }
  return key | 1U;
}
std::uint64_t place_of(std::uint64_t key) noexcept {
  return key * spread >> 40;
}  // the highest bits hang on all of the key

int two(const char* text) noexcept { return (text[0] - '0') * 10 + text[1] - '0'; }

/// Days by date; those of one month follow from its first day.
class Days {
 public:
  std::int32_t of(const char* text) noexcept {
    std::uint64_t month;  // "2026-03-": the same for thousands of rows
    std::memcpy(&month, text, 8);
    if (month != month_) {
      month_ = month;
      first_ = pointsbank::Date::of(two(text) * 100 + two(text + 2), two(text + 5), 1).days;
    }
    return first_ + two(text + 8) - 1;
  }

 private:
  std::uint64_t month_ = 0;
  std::int32_t first_ = 0;
};

std::int64_t hundredths(const char* text, std::size_t length) noexcept {
  if (length == 0) return INT64_MIN;
  std::int64_t value = 0;
  std::size_t at = 0;
  for (; at < length && text[at] != '.'; ++at) value = value * 10 + (text[at] - '0');
  const std::size_t decimals = at < length ? length - at - 1 : 0;
  for (++at; at < length; ++at) value = value * 10 + (text[at] - '0');
  return decimals == 0 ? value * 100 : decimals == 1 ? value * 10 : value;
}

class Parser {
 public:
  explicit Parser(Events& events) : events_(events) { events_.id_ends[0] = 0; }

  /// The rows that `text` holds whole; returns how many bytes they take.
  std::size_t parse(const char* text, std::size_t size) {
    std::uint32_t ends[cells * group];
    std::size_t cell = 0;
    std::size_t begin = 0;  // of the rows whose ends are there
    const __m128i comma = _mm_set1_epi8(',');
    const __m128i newline = _mm_set1_epi8('\n');
    for (std::size_t at = 0; at < size; at += 64) {
      std::uint64_t found = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at + i * 16));
        const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, newline));
        found |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << (i * 16);
      }
      for (; found != 0; found &= found - 1) {
        const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(found));
        if (end >= size) return rows(text, begin, ends, cell / cells);
        ends[cell++] = static_cast<std::uint32_t>(end);
        if (cell < cells * group) continue;
        begin = rows(text, begin, ends, group);
        cell = 0;
      }
    }
    return rows(text, begin, ends, cell / cells);
  }

 private:
  static constexpr std::size_t cells = 8;
  static constexpr std::size_t group = 32;  ///< rows whose households are looked up together

  std::size_t rows(const char* text, std::size_t begin, const std::uint32_t* ends, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t* const row = ends + i * cells;
      events_.households.prefetch(text + row[0] + 1, row[1] - row[0] - 1);
    }
    for (std::size_t i = 0; i < count; ++i) {
      row(text, begin, ends + i * cells);
      begin = ends[i * cells + cells - 1] + 1U;
    }
    return begin;
  }

  static std::uint32_t number(Texts& texts, const char* text, std::size_t begin, std::size_t end) {
    return begin == end ? absent : texts.number(text + begin, end - begin);
  }

  void moment(const char* text, std::size_t length, std::size_t row) {
    std::int32_t day = days_.of(text);
    std::int32_t second = -1;
    if (length > 10) {
      second = two(text + 11) * 3600 + two(text + 14) * 60 + two(text + 17);
      const char sign = text[19];
      const std::int32_t offset = sign == 'Z' ? 0 : (two(text + 20) * 60 + two(text + 23)) * (sign == '-' ? -60 : 60);
      second += 480 * 60 - offset;
      if (second >= 86'400) {
        second -= 86'400;
        ++day;
      } else if (second < 0) {
        second += 86'400;
        --day;
      }
    }
    events_.date[row] = day;
    events_.second[row] = second;
  }

  void row(const char* text, std::size_t begin, const std::uint32_t* ends) {
    const std::size_t row = events_.rows++;
    const std::size_t length = ends[0] - begin;
    std::memcpy(events_.ids.data() + id_end_, text + begin, length);
    events_.id_ends[row + 1] = id_end_ += length;
    events_.household[row] = number(events_.households, text, ends[0] + 1, ends[1]);
    events_.kind[row] = number(events_.kinds, text, ends[1] + 1, ends[2]);
    moment(text + ends[2] + 1, ends[3] - ends[2] - 1, row);
    events_.quantity[row] = hundredths(text + ends[3] + 1, ends[4] - ends[3] - 1);
    events_.grade[row] = number(events_.grades, text, ends[4] + 1, ends[5]);
    events_.level[row] = number(events_.levels, text, ends[5] + 1, ends[6]);
    const std::size_t night = ends[7] - ends[6] - 1;
    events_.night[row] = night == 0 ? std::int8_t{-1} : text[ends[6] + 1] == 't' ? std::int8_t{1} : std::int8_t{0};
  }

  Events& events_;
  Days days_;
  std::size_t id_end_ = 0;
};

}  // namespace

std::uint32_t Texts::number(const char* text, std::size_t length) {
  const std::uint64_t key = key_of(text, length);
  const bool is_text = length < 8;
  for (std::uint64_t at = place_of(key) & mask_;; at = (at + 1) & mask_) {
    Slot& slot = slots_[at];
    if (slot.key == key && slot.is_text == is_text &&
        (is_text || this->text(slot.number) == std::string_view(text, length)))
      return slot.number;
    if (slot.key != 0) continue;
    slot = {key, static_cast<std::uint32_t>(size()), is_text};
    bytes_.append(text, length);
    begins_.push_back(bytes_.size());
    if (size() * 2 > mask_) grow();
    return static_cast<std::uint32_t>(size() - 1);
  }
}

void Texts::prefetch(const char* text, std::size_t length) const noexcept {
  __builtin_prefetch(slots_.data() + (place_of(key_of(text, length)) & mask_));
}

void Texts::grow() {
  const std::size_t before = mask_ + 1;
  hand::Memory<Slot> old(before * 2, hand::Filled::with_zeros);
  std::swap(old, slots_);
  mask_ = before * 2 - 1;
  for (std::size_t i = 0; i < before; ++i) {
    const Slot& slot = old[i];
    if (slot.key == 0) continue;
    std::uint64_t at = place_of(slot.key) & mask_;
    while (slots_[at].key != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

Events read_events(const std::filesystem::path& file) {
  const int handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) throw std::runtime_error("cannot open " + file.string());
  const std::size_t bytes = std::filesystem::file_size(file);
  constexpr std::size_t least_row = 20;  // pages that are not written cost nothing
  Events events(bytes / least_row + 1, bytes);
  Parser parser(events);
  std::vector<char> buffer(2 * piece + padding);
  std::size_t kept = 0;
  bool header = true;
  for (ssize_t got = 0; (got = read(handle, buffer.data() + kept, piece)) > 0;) {
    const std::size_t size = kept + static_cast<std::size_t>(got);
    std::size_t begin = 0;
    if (header) begin = static_cast<std::size_t>(std::find(buffer.begin(), buffer.end(), '\n') - buffer.begin()) + 1;
    header = false;
    begin += parser.parse(buffer.data() + begin, size - begin);
    kept = size - begin;
    std::memmove(buffer.data(), buffer.data() + begin, kept);
  }
  close(handle);
  return events;
}

}  // namespace bare
