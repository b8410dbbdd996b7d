#include "records/structure.hpp"

#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/text_hash.hpp"

namespace pointsbank::records {

namespace {

constexpr std::size_t block = 64;
/// Up to so many offsets are written behind the last one that counts.
constexpr std::size_t slack = 16;

/// One bit for each byte of a block.
struct Masks {
  std::uint64_t comma = 0;
  std::uint64_t line_end = 0;
  std::uint64_t quote = 0;
  std::uint64_t carriage_return = 0;
  std::uint64_t odd = 0;  // neither printable ASCII nor one of those above

  void cut(std::uint64_t valid) {
    comma &= valid;
    line_end &= valid;
    quote &= valid;
    carriage_return &= valid;
    odd &= valid;
  }
};

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest of a word");

/// The highest bit of each byte, packed.
std::uint64_t pack(std::uint64_t high_bits) { return (high_bits * 0x0002040810204081U) >> 56U; }

constexpr std::uint64_t in_each_byte(std::uint64_t byte) { return byte * 0x0101010101010101U; }

/// The highest bit of each byte that is 0.
std::uint64_t zero_bytes(std::uint64_t word) {
  constexpr std::uint64_t low_bits = in_each_byte(0x7F);
  return ~(((word & low_bits) + low_bits) | word | low_bits);
}

Masks look_portably(const char* text) {
  Masks masks;
  for (unsigned i = 0; i < block; i += 8) {
    const std::uint64_t word = load_word<std::uint64_t>(text + i);
    const auto equal = [word](char c) { return zero_bytes(word ^ in_each_byte(static_cast<unsigned char>(c))); };
    const std::uint64_t below_blank = zero_bytes(word & in_each_byte(0xE0));
    const std::uint64_t beyond_ascii = word & in_each_byte(0x80);
    const std::uint64_t line_end = equal('\n');
    const std::uint64_t carriage_return = equal('\r');
    masks.comma |= pack(equal(',')) << i;
    masks.line_end |= pack(line_end) << i;
    masks.quote |= pack(equal('"')) << i;
    masks.carriage_return |= pack(carriage_return) << i;
    masks.odd |= pack((below_blank | beyond_ascii | equal('\x7F')) & ~(line_end | carriage_return)) << i;
  }
  return masks;
}

}  // namespace

/// Where the next offsets are written, and what was seen so far.
struct Structure::Cursor {
  std::uint32_t* mark;
  std::uint32_t* line_end;
  std::uint32_t* quote;
  const std::uint32_t* first_mark;
  bool is_plain = true;
  bool after_carriage_return = false;

  void take(const Masks& masks, std::uint32_t base);
};

namespace {

/// Writes the offsets of the bits; the branches are for the counts that blocks of tables commonly have.
[[gnu::always_inline]] inline std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
  const int count = std::popcount(bits);
  const auto write = [&](int from, int end) {
    for (int i = from; i < end; ++i) {
      to[i] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  };
  write(0, 8);
  if (count > 8) write(8, 16);
  if (count > 16) write(16, count);
  return to + count;
}

}  // namespace

[[gnu::always_inline]] inline void Structure::Cursor::take(const Masks& masks, std::uint32_t base) {
  const std::uint64_t both = masks.comma | masks.line_end;
  const auto before = static_cast<std::uint32_t>(mark - first_mark);
  for (std::uint64_t left = masks.line_end; left != 0; left &= left - 1) {
    const std::uint64_t below = (left & (~left + 1)) - 1;
    *line_end++ = before + static_cast<std::uint32_t>(std::popcount(both & below));
  }
  mark = write_offsets(both, base, mark);
  if (masks.quote != 0) quote = write_offsets(masks.quote, base, quote);
  constexpr std::uint64_t last_bit = std::uint64_t{1} << 63U;
  const std::uint64_t alone = masks.carriage_return & ~(masks.line_end >> 1U) & ~last_bit;
  const bool broken = after_carriage_return && (masks.line_end & 1U) == 0;
  if ((masks.odd | alone) != 0 || broken) is_plain = false;
  after_carriage_return = (masks.carriage_return & last_bit) != 0;
}

namespace {

using Cursor = Structure::Cursor;

/// What is left behind the last whole block.
void take_tail(Masks masks, std::size_t at, std::size_t size, Cursor& cursor) {
  const std::size_t left = size - at;
  if (left == 0) {
    if (cursor.after_carriage_return) cursor.is_plain = false;
    return;
  }
  masks.cut((std::uint64_t{1} << left) - 1);
  // A carriage return that ends the text stands before no line end.
  if ((masks.carriage_return >> (left - 1)) != 0) cursor.is_plain = false;
  cursor.take(masks, static_cast<std::uint32_t>(at));
}

void find_with_words(const char* text, std::size_t size, Cursor& cursor) {
  std::size_t at = 0;
  for (; at + block <= size; at += block) cursor.take(look_portably(text + at), static_cast<std::uint32_t>(at));
  take_tail(look_portably(text + at), at, size, cursor);
}

#if defined(__x86_64__)

#define POINTSBANK_AVX2 __attribute__((target("avx2,bmi,popcnt")))

POINTSBANK_AVX2 inline std::uint64_t join(__m256i low, __m256i high) {
  return std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(low))} |
         (std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32U);
}

POINTSBANK_AVX2 inline std::uint64_t equal(__m256i low, __m256i high, char c) {
  const __m256i wanted = _mm256_set1_epi8(c);
  return join(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}

POINTSBANK_AVX2 inline Masks look_with_avx2(const char* text) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
  // As signed bytes, both control characters and what lies beyond ASCII are below a blank.
  const __m256i blank = _mm256_set1_epi8(' ');
  Masks masks;
  masks.comma = equal(low, high, ',');
  masks.line_end = equal(low, high, '\n');
  masks.quote = equal(low, high, '"');
  masks.carriage_return = equal(low, high, '\r');
  masks.odd = join(_mm256_cmpgt_epi8(blank, low), _mm256_cmpgt_epi8(blank, high)) | equal(low, high, '\x7F');
  masks.odd &= ~(masks.line_end | masks.carriage_return);
  return masks;
}

POINTSBANK_AVX2 void find_with_avx2(const char* text, std::size_t size, Cursor& cursor) {
  std::size_t at = 0;
  for (; at + block <= size; at += block) cursor.take(look_with_avx2(text + at), static_cast<std::uint32_t>(at));
  take_tail(look_with_avx2(text + at), at, size, cursor);
}

#undef POINTSBANK_AVX2

bool has_avx2() {
  static const bool has =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
  return has;
}

#endif

}  // namespace

void Structure::make_room(std::size_t size) {
  if (size + block > capacity_) {
    capacity_ = size + block;
    // Not initialised: most of it is never touched.
    marks_.reset(new std::uint32_t[capacity_ + slack + 1]);
    line_ends_.reset(new std::uint32_t[capacity_ + slack]);
    quotes_.reset(new std::uint32_t[capacity_ + slack]);
    marks_[0] = UINT32_MAX;
  }
}

void Structure::find(const char* text, std::size_t size) {
#if defined(__x86_64__)
  if (has_avx2()) return search(text, size, find_with_avx2);
#endif
  search(text, size, find_with_words);
}

void Structure::find_portably(const char* text, std::size_t size) { search(text, size, find_with_words); }

void Structure::search(const char* text, std::size_t size, void (*find_all)(const char*, std::size_t, Cursor&)) {
  make_room(size);
  Cursor cursor{marks_.get() + 1, line_ends_.get(), quotes_.get(), marks_.get() + 1};
  find_all(text, size, cursor);
  mark_count = static_cast<std::size_t>(cursor.mark - marks());
  line_end_count = static_cast<std::size_t>(cursor.line_end - line_ends());
  quote_count = static_cast<std::size_t>(cursor.quote - quotes());
  is_plain = cursor.is_plain;
}

}  // namespace pointsbank::records
