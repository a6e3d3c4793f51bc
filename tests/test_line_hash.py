"""GitHub's fingerprint of a line: its own values, and the properties of its algorithm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.report.line_hash import line_hashes
from ecslint.source import Source

LAST = "c129715d7a2bc9a3:1"


def hashes(text: str) -> list[str]:
    return line_hashes(Source.from_bytes("f", text.encode("utf-8", "surrogateescape")))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", [LAST]),
        ("FROM scratch\n", ["d2c7f92c78a677f9:1", LAST]),
        ("FROM scratch", ["e02b3f00e9a78edb:1"]),
        ("\ufeffFROM scratch\n", ["3152b91f0707c2e8:1", LAST]),
        ('FROM  scratch\r\nCMD ["/app"]\r\n', ["cd8ea105d5686f17:1", "ea471446af786f21:1", LAST]),
        ('FROM scratch\nCMD ["/app"]\n', ["cd8ea105d5686f17:1", "ea471446af786f21:1", LAST]),
        (
            "# é 😀\nFROM a\nFROM a\n",
            ["9b84d2e1da786a40:1", "8f64245a176790d9:1", "64ed687ffdb54cda:1", LAST],
        ),
    ],
)
def test_values_that_github_computes(text: str, values: list[str]) -> None:
    assert hashes(text) == values


def test_a_line_that_repeats_is_counted() -> None:
    values = hashes("RUN a\n" * 60)
    assert len(values) == 61
    assert values[:41] == [f"463231d774055900:{count}" for count in range(1, 42)]


def test_a_blank_between_cr_and_lf_makes_two_line_ends() -> None:
    assert len(hashes("a\r \nb")) == 3
    assert len(hashes("a\r\nb")) == 2


def rolling(text: str) -> list[str]:
    """The algorithm as GitHub runs it: one pass over the units with a window of a hundred."""
    raw = text.encode("utf-16-le", "surrogatepass")
    units = [raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2)]
    window = [0] * 100
    starts: list[int] = [-1] * 100
    counts: dict[int, int] = {}
    found: list[str] = []
    hash = index = 0
    line_start = True
    previous_cr = False

    def push(unit: int) -> None:
        nonlocal hash, index, line_start
        begin, window_first = starts[index], window[index]
        if begin >= 0:
            counts[hash] = counts.get(hash, 0) + 1
            found.append(f"{hash:x}:{counts[hash]}")
        window[index] = unit
        starts[index] = 1 if line_start else -1
        line_start = unit == 10
        hash = (37 * hash + unit - pow(37, 100) * window_first) % 2**64
        index = (index + 1) % 100

    for unit in units:
        if unit in {32, 9} or (previous_cr and unit == 10):
            previous_cr = False
            continue
        previous_cr = unit == 13
        push(10 if unit == 13 else unit)
    push(65535)
    for _ in range(100):
        line_start = False
        push(0)
    return found


TEXTS = st.text(st.sampled_from("ab\n\r\t 😀é\u0a00\ufeff\u2028"), max_size=300)


@given(TEXTS)
@settings(max_examples=150)
def test_it_equals_the_rolling_form(text: str) -> None:
    assert hashes(text) == rolling(text)


@given(TEXTS, st.integers(1, 30))
@settings(max_examples=60)
def test_the_first_lines_alone_have_the_same_values(text: str, last: int) -> None:
    source = Source.from_bytes("f", text.encode())
    assert line_hashes(source, last) == line_hashes(source)[:last]


@given(st.lists(st.text("abc", max_size=5), min_size=1, max_size=12))
@settings(max_examples=60)
def test_kinds_of_line_ends_and_blanks_change_nothing(lines: list[str]) -> None:
    values = hashes("\n".join(lines))
    assert len(values) == len(lines)
    for end in ("\r\n", "\r"):
        assert hashes(end.join(lines)) == values
    assert hashes("\n".join(f" \t{line} " for line in lines)) == values


def test_text_far_behind_a_line_does_not_change_its_hash() -> None:
    start = "RUN true\n" + "x" * 92
    assert hashes(start + "yyy\n")[0] == hashes(start + "z\nzzz\n")[0]
    assert hashes("RUN true\n" + "x" * 91 + "y")[0] != hashes("RUN true\n" + "x" * 91 + "z")[0]


def test_bytes_that_are_no_text_are_read_as_github_reads_them() -> None:
    broken = line_hashes(Source.from_bytes("f", b"RUN \xff\n"))
    assert broken == line_hashes(Source("f", "RUN \ufffd\n"))
