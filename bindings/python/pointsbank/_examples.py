"""The examples that rule lists carry."""

from __future__ import annotations

from pointsbank import _core
from pointsbank._html import table_html
from pointsbank._rules import RuleList, RuleSource, load_rules


class ExamplesReport:
    """What became of the examples of a rule book."""

    def __init__(self, report: _core.ExamplesReport) -> None:
        self._report = report

    @property
    def examples(self) -> list[_core.ExampleResult]:
        """Each example: `title`, `passes`, `misses` (with the nearest row), `issues`, its place."""
        return self._report.examples

    @property
    def passes(self) -> bool:
        """Does every example pass, and does each expect something?"""
        return self._report.passes

    @property
    def untouched(self) -> list[str]:
        """Rules and closings that no example touches: `id version: rule or closing`."""
        return self._report.untouched

    @property
    def lists_without_examples(self) -> list[str]:
        """Lists that carry no example."""
        return self._report.lists_without_examples

    def __bool__(self) -> bool:
        return self.passes

    def __str__(self) -> str:
        lines = []
        for example in self.examples:
            lines.append(f"{'ok  ' if example.passes else 'FAIL'} {example.title}")
            lines += [f"     {issue}" for issue in example.issues]
            for miss in example.misses:
                expected = " ".join(f"{name}={value}" for name, value in miss.expected)
                lines.append(f"     {miss.output}: expected {expected}")
                lines.append(f"     nearest: {' '.join(miss.nearest) or 'no row'}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        passing = sum(example.passes for example in self.examples)
        return f"<ExamplesReport: {passing} of {len(self.examples)} pass>"

    def _repr_html_(self) -> str:
        rows = [["✓" if example.passes else "✗", example.title, f"{example.file}:{example.line}"]
                for example in self.examples]
        return table_html(["", "example", "place"], rows)


def test_rules(rules: RuleList | RuleSource, *, lang: str = "en") -> ExamplesReport:
    """Runs the examples that rule lists carry. Raises RuleListError where the lists have mistakes."""
    lists = rules if isinstance(rules, RuleList) else load_rules(rules)
    return ExamplesReport(_core.run_examples(lists._lists, lang))


test_rules.__test__ = False  # type: ignore[attr-defined]  # no test, whatever pytest makes of its name
