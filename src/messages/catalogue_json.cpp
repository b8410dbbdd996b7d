#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> json_messages() noexcept {
  static constexpr Entry entries[] = {
      // Size.
      {"json_too_large", "the file is larger than {0} MiB", "文件超过 {0} MiB"},
      {"json_too_deep", "lists and objects stand more than {0} deep within each other", "列表和对象的嵌套超过 {0} 层"},
      {"json_too_many_values", "the file holds more than {0} values", "文件中的值超过 {0} 个"},
      {"json_text_too_long", "the text is longer than {0} bytes", "这段文字超过 {0} 个字节"},
      {"json_key_too_long", "the key is longer than {0} bytes", "这个键超过 {0} 个字节"},
      {"json_number_too_long", "the number is longer than {0} characters", "这个数字超过 {0} 个字符"},

      // Bytes and characters.
      {"ill_formed_utf8", "the byte {0} is not valid UTF-8 here", "字节 {0} 在这里不是有效的 UTF-8"},
      {"json_utf16", "the file is in UTF-16, not in UTF-8", "文件是 UTF-16 编码，应为 UTF-8"},
      {"json_second_mark", "a byte order mark may stand only once, at the very beginning",
       "字节顺序标记（BOM）只能在文件开头出现一次"},
      {"json_full_width", "`{0}` is a full-width character; JSON has `{1}` here",
       "`{0}` 是全角字符，这里应写半角的 `{1}`"},
      {"json_wide_space", "this space is not the ordinary one; JSON has only ordinary spaces between values",
       "这里是全角空格或不换行空格，应改为普通空格"},
      {"json_control_character", "the control character {0} cannot stand here; in a text it is written as an escape",
       "这里不能有控制字符 {0}，文字中的控制字符要写成转义"},
      {"json_lone_surrogate", "`{0}` is half of a pair and stands alone; two such escapes make one character",
       "`{0}` 只是一对转义中的一半，两个合起来才是一个字符"},

      // Form.
      {"json_empty", "the file is empty where a value was expected", "文件是空的，这里应有内容"},
      {"json_unfinished", "the file ends before `{0}`; the `{1}` of line {2} is still open",
       "文件到此为止，缺少 `{0}`：第 {2} 行的 `{1}` 没有结束"},
      {"json_unfinished_string", "the text that begins here is not closed with `\"` on its line",
       "从这里开始的文字在本行没有用 `\"` 结束"},
      {"json_escape", "`{0}` is no escape that JSON knows", "JSON 没有 `{0}` 这种转义"},
      {"json_comment", "JSON has no comments", "JSON 不能写注释"},
      {"json_single_quote", "`{0}` is no quote of JSON; texts and keys stand in `\"`",
       "JSON 的文字和键要用 `\"` 括起来，不能用 `{0}`"},
      {"json_trailing_comma", "there is a comma before `{0}` and nothing behind it", "`{0}` 前面多了一个逗号"},
      {"json_comma_expected", "a comma is missing before `{0}`", "`{0}` 前面缺少逗号"},
      {"json_comma_or_end_expected", "`{0}` stands where `,` or `{1}` was expected",
       "这里应是 `,` 或 `{1}`，却是 `{0}`"},
      {"json_colon_expected", "`{0}` stands where `:` was expected after the key", "键的后面应是 `:`，却是 `{0}`"},
      {"json_key_expected", "`{0}` stands where a key in `\"` was expected", "这里应是用 `\"` 括起来的键，却是 `{0}`"},
      {"json_unquoted_key", "the key `{0}` has no quotes; keys stand in `\"`", "键 `{0}` 没有加引号，应写成 `\"{0}\"`"},
      {"json_value_expected", "`{0}` stands where a value was expected", "这里应有一个值，却是 `{0}`"},
      {"json_trailing_text", "`{0}` stands after the end of the document", "内容已经结束，后面还有 `{0}`"},
      {"json_word", "`{0}` is no value of JSON", "`{0}` 不是 JSON 的值"},
      {"json_number", "`{0}` is no number of JSON", "`{0}` 不是 JSON 的数字"},
      {"json_number_too_large", "the number `{0}` is too large or has too many digits", "数字 `{0}` 太大或位数太多"},
      {"duplicate_key", "the key `{0}` stands twice in one object; the first is on line {1}",
       "同一个对象里有两个键 `{0}`，前一个在第 {1} 行"},

      // What to write instead.
      {"save_as_utf8", "save the file as UTF-8; editors often save Chinese as GBK",
       "请把文件另存为 UTF-8，编辑器可能按 GBK 保存了"},
      {"comment_as_key", "write a remark as a key like `\"x-note\": \"…\"`", "备注请写成 `\"x-note\": \"…\"` 这样的键"},
      {"backslash_twice", "a backslash itself is written `\\\\`", "反斜杠本身要写成 `\\\\`"},
      {"quote_text", "if it is a text, write `\"{0}\"`", "如果是文字，请写 `\"{0}\"`"},
      {"number_grammar", "write it like `12`, `-0.5` or `1e3`, in ordinary digits",
       "请写成 `12`、`-0.5` 或 `1e3` 这样，用半角数字"},
      {"write_instead", "write `{0}`", "请写 `{0}`"},
      {"did_you_mean", "did you mean `{0}`?", "是不是 `{0}`？"},
      {"known_words", "there are: {0}", "可以用的有：{0}"},
  };
  return entries;
}

}  // namespace pointsbank::messages
