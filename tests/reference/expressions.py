"""The expression language of page 2 of the specification, parsed and evaluated naively.

`parse(text)` gives a tree of tuples, `evaluate(tree, names, functions)` its value. Every number is a Fraction.
`names` maps `event.quantity`, `subject.members`, `period`, ... to a value, or to None where there is no value;
`functions` maps `count` and `quantity` to functions of a kind.
"""

import datetime
import re
from fractions import Fraction
from math import ceil, floor


class Fault(Exception):
    """A fault of page 2, or a rejection of 6.5 step 2: `word` is the reason in the outcomes."""

    def __init__(self, word):
        super().__init__(word)
        self.word = word


TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<sign>&&|\|\||==|!=|<=|>=|[-+*/<>!?:().,\[\]])
    )""",
    re.VERBOSE | re.DOTALL,
)

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'"}


def tokens(text):
    found = []
    position = 0
    while text[position:].strip():
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"cannot read the expression {text!r} at {position}")
        found.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    found.append(("end", ""))
    return found


def unquote(token):
    def one(match):
        if match.group(1)[0] == "u":
            return chr(int(match.group(1)[1:], 16))
        return ESCAPES[match.group(1)]

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", one, token[1:-1], flags=re.DOTALL)


class Parser:
    """Recursive descent, one method for each level of the operators, loosest first."""

    def __init__(self, text):
        self.rest = tokens(text)

    def peek(self):
        return self.rest[0][1] if self.rest[0][0] != "string" else None

    def next(self):
        return self.rest.pop(0)

    def accept(self, *signs):
        if self.peek() in signs and self.rest[0][0] != "end":
            return self.next()[1]
        return None

    def expect(self, sign):
        if self.accept(sign) is None:
            raise ValueError(f"expected {sign!r} before {self.rest[0][1]!r}")

    def whole(self):
        tree = self.choice()
        if self.rest[0][0] != "end":
            raise ValueError(f"unexpected {self.rest[0][1]!r}")
        return tree

    def choice(self):
        condition = self.either()
        if self.accept("?") is None:
            return condition
        if_true = self.either()
        self.expect(":")
        return ("choice", condition, if_true, self.choice())

    def left_to_right(self, operators, tighter):
        tree = tighter()
        while True:
            operator = self.accept(*operators)
            if operator is None:
                return tree
            tree = (operator, tree, tighter())

    def either(self):
        return self.left_to_right(["||"], self.both)

    def both(self):
        return self.left_to_right(["&&"], self.comparison)

    def comparison(self):
        return self.left_to_right(["==", "!=", "<", "<=", ">", ">=", "in"], self.sum)

    def sum(self):
        return self.left_to_right(["+", "-"], self.product)

    def product(self):
        return self.left_to_right(["*", "/"], self.unary)

    def unary(self):
        if self.accept("!"):
            return ("not", self.unary())
        if self.accept("-"):
            return ("negative", self.unary())
        return self.member()

    def member(self):
        tree = self.primary()
        while self.accept("."):
            name = self.next()[1]
            if self.accept("("):
                tree = ("call", name, [tree] + self.arguments(")"))
            elif tree[0] == "name":
                tree = ("name", tree[1] + "." + name)
            else:
                raise ValueError(f"nothing has a field {name!r}")
        return tree

    def arguments(self, end):
        trees = []
        if self.accept(end):
            return trees
        while True:
            trees.append(self.choice())
            if self.accept(end):
                return trees
            self.expect(",")

    def primary(self):
        kind, token = self.next()
        if kind == "number":
            return ("value", Fraction(token))
        if kind == "string":
            return ("value", unquote(token))
        if kind == "name":
            if token in ("true", "false"):
                return ("value", token == "true")
            if self.accept("("):
                return ("call", token, self.arguments(")"))
            return ("name", token)
        if token == "(":
            tree = self.choice()
            self.expect(")")
            return tree
        if token == "[":
            return ("list", self.arguments("]"))
        raise ValueError(f"unexpected {token!r}")


def parse(text):
    return Parser(text).whole()


def within_512_bits(number):
    if abs(number.numerator).bit_length() > 512 or number.denominator.bit_length() > 512:
        raise Fault("overflow")
    return number


def order_key(value):
    """Strings are compared by bytes; numbers, dates and bools as they are."""
    return value.encode("utf-8") if isinstance(value, str) else value


def compare(operator, left, right):
    left, right = order_key(left), order_key(right)
    return {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


def arithmetic(operator, left, right):
    if operator == "/":
        if right == 0:
            raise Fault("division_by_zero")
        return within_512_bits(left / right)
    if operator == "*":
        return within_512_bits(left * right)
    return within_512_bits(left + right if operator == "+" else left - right)


def round_half_away(number, decimals):
    scaled = abs(number) * 10**decimals
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**decimals)
    return rounded if number >= 0 else -rounded


def call(name, values):
    first = values[0]
    second = values[1] if len(values) > 1 else None
    if name == "min":
        return min(values)
    if name == "max":
        return max(values)
    if name == "abs":
        return abs(first)
    if name == "floor":
        return Fraction(floor(first))
    if name == "ceil":
        return Fraction(ceil(first))
    if name == "round":
        return within_512_bits(round_half_away(first, int(second) if second is not None else 0))
    if name == "mod":
        if second == 0:
            raise Fault("division_by_zero")
        return within_512_bits(first - second * floor(first / second))
    if name == "date":
        return datetime.date.fromisoformat(first)
    if name == "year":
        return Fraction(first.year)
    if name == "month":
        return Fraction(first.month)
    if name == "day":
        return Fraction(first.day)
    if name == "weekday":
        return Fraction(first.isoweekday())
    if name == "days":
        return Fraction((second - first).days)
    if name == "size":
        return Fraction(len(first))
    if name == "startsWith":
        return first.startswith(second)
    if name == "endsWith":
        return first.endswith(second)
    if name == "contains":
        return second in first
    raise ValueError(f"no function {name!r}")


def both_sides(operator, left, right, names, functions):
    """`&&` and `||` do not depend on the order of their sides: one deciding side decides, whatever the other is."""
    deciding = operator == "||"
    fault = None
    for side in (left, right):
        try:
            if evaluate(side, names, functions) == deciding:
                return deciding
        except Fault as found:
            fault = fault or found
    if fault is not None:
        raise fault
    return not deciding


def evaluate(tree, names, functions):
    what = tree[0]
    if what == "value":
        return tree[1]
    if what == "name":
        value = names[tree[1]]
        if value is None:
            raise Fault("missing_value")
        return value
    if what == "list":
        return [evaluate(one, names, functions) for one in tree[1]]
    if what == "choice":
        taken = tree[2] if evaluate(tree[1], names, functions) else tree[3]
        return evaluate(taken, names, functions)
    if what in ("&&", "||"):
        return both_sides(what, tree[1], tree[2], names, functions)
    if what == "not":
        return not evaluate(tree[1], names, functions)
    if what == "negative":
        return -evaluate(tree[1], names, functions)
    if what == "call":
        if tree[1] == "has":
            return names[tree[2][0][1]] is not None
        values = [evaluate(one, names, functions) for one in tree[2]]
        if tree[1] in functions:
            return functions[tree[1]](values[0])
        return call(tree[1], values)
    left = evaluate(tree[1], names, functions)
    right = evaluate(tree[2], names, functions)
    if what == "in":
        return left in right
    if what in ("+", "-", "*", "/"):
        return arithmetic(what, left, right)
    return compare(what, left, right)
