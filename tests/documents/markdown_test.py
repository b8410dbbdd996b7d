"""How documents are read."""

import unittest

from markdown import blocks, commands, is_output, links

DOCUMENT = """\
See [the tutorial](docs/tutorial.md#first), [a site](https://example.org), `[no](link.md)`.

```json file=rules/a.json
{"a": 1}
```

 - in a list

   ```console
   $ pointsbank evaluate \\
   >   --out x
   a
   $ cat <<EOF
   $ not a command
   EOF
   b

   c
   ```

```text
[no](link.md)
```
"""


class Markdown(unittest.TestCase):
    def test_blocks(self):
        found = blocks(DOCUMENT)
        self.assertEqual(["json", "console", "text"], [block.language for block in found])
        self.assertEqual(("rules/a.json", 4, '{"a": 1}\n'), (found[0].file, found[0].first_line, found[0].text))

    def test_commands(self):
        first, second = commands(blocks(DOCUMENT)[1])
        self.assertEqual(("pointsbank evaluate \\\n  --out x", 10, ["a"], 12),
                         (first.text, first.line, first.expected, first.expected_line))
        self.assertEqual(("cat <<EOF\n$ not a command\nEOF", ["b", "", "c"]), (second.text, second.expected))

    def test_output_before_a_command(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            commands(blocks("```console\na\n```\n")[0])

    def test_output(self):
        self.assertTrue(is_output([], []))
        self.assertTrue(is_output(["a ", "b"], ["a", "b  "]))
        self.assertFalse(is_output(["a"], ["a", "b"]))
        self.assertFalse(is_output(["a"], []))
        self.assertTrue(is_output(["a", "…", "z"], ["a", "z"]))
        self.assertTrue(is_output(["a", "...", "z"], ["a", "b", "c", "z"]))
        self.assertTrue(is_output(["took … ms"], ["took 12 ms"]))
        self.assertFalse(is_output(["took … ms"], ["took 12 s"]))
        self.assertFalse(is_output(["a.c"], ["abc"]))

    def test_links(self):
        self.assertEqual([(1, "docs/tutorial.md")], links(DOCUMENT))


if __name__ == "__main__":
    unittest.main()
