#include "core/html_text.hpp"

#include "support/catch.hpp"

using pointsbank::escaped_for_html;

TEST_CASE("what HTML would take for something else is escaped, and what has no place in it left out") {
  CHECK(escaped_for_html("a < b && \"c\" > 'd'") == "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(escaped_for_html("<script>") == "&lt;script&gt;");
  CHECK(escaped_for_html("网格\n第一\t组") == "网格\n第一\t组");
  CHECK(escaped_for_html(std::string_view("a\0b\x1b"
                                          "c",
                                          5)) == "abc");
}
