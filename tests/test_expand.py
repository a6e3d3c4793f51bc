"""Words as BuildKit reads them: every form of a variable for each state it can be in, quotes, escapes, problems."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecslint.dockerfile.expand import Missing, Use, expand, expand_words, unquote

VARIABLES: dict[str, str | None] = {"set": "a/b/c.tar.gz", "empty": "", "unknown": None, "word": "w"}


@pytest.mark.parametrize(
    ("form", "when_set", "when_empty", "when_unset"),
    [
        ("$x", "v", "", ""),
        ("${x}", "v", "", ""),
        ("${x:-d}", "v", "d", "d"),
        ("${x-d}", "v", "", "d"),
        ("${x:+d}", "d", "", ""),
        ("${x+d}", "d", "d", ""),
        ("${x:?d}", "v", None, None),
        ("${x?d}", "v", "", None),
        ("${x:-}", "v", "", ""),
        ("${x:+}", "", "", ""),
        ("${x#v}", "", "", ""),
        ("${x##*}", "", "", ""),
        ("${x%?}", "", "", ""),
        ("${x%%q}", "v", "", ""),
        ("${x/v/w}", "w", "", ""),
        ("${x//?/ww}", "ww", "", ""),
        ("${x//*/r}", "r", "r", "r"),
    ],
)
@pytest.mark.parametrize("around", ["%s", "-%s-", '"%s"', "a%s%%", "${word:+%s}", '${q:-"%s"}'])
def test_every_form(
    form: str, when_set: str, when_empty: str | None, when_unset: str | None, around: str
) -> None:
    def outer(value: str | None) -> str | None:
        frame = {'"%s"': "%s", "a%s%%": "a%s%%", "-%s-": "-%s-"}.get(around, "%s")
        return None if value is None else frame % value

    text = around % form
    base: dict[str, str | None] = {"word": "w"}
    assert expand(text, base | {"x": "v"}).value == outer(when_set)
    assert expand(text, base | {"x": ""}).value == outer(when_empty)
    unset = expand(text, base)
    assert unset.value == outer(when_unset)
    assert "x" in {use.name for use in unset.undeclared}
    assert (unset.problem is None) == (when_unset is not None)
    uncertain = expand(text, base | {"x": None})
    assert uncertain.value == (outer("") if form == "${x:+}" else None)
    assert uncertain.problem is None
    from_base = expand(text, base | {"q": ""}, missing="unknown")
    assert from_base.value == uncertain.value
    for result in (unset, uncertain):
        uses = [use for use in result.used if use.name == "x"]
        assert [text[use.start : use.end] for use in uses] == ["x"]
        assert f"x{uses[0].modifier}" in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a b", "a b"),
        (r"\$set", "$set"),
        (r"\\$word", r"\w"),
        ("'$word'", "$word"),
        ('"$word"', "w"),
        ("\"'$word'\"", "'w'"),
        ("'\"'", '"'),
        (r'"\$word"', "$word"),
        (r'"\x\"\\"', r"\x" + '"' + "\\"),
        (r"a\ b", "a b"),
        (r"\'a\'", "'a'"),
        ("a\\", "a"),
        ('"a\\"', None),
        ("'a", None),
        ("$", "$"),
        ("a$", "a$"),
        ("$.", "$."),
        ("$$", ""),
        ("$@x", "x"),
        ("$12x", "x"),
        ("$word.$word", "w.w"),
        ("$words", ""),
        ("${word}s", "ws"),
        ("$wörd", ""),
        ("${unset:-${word}}", "w"),
        ("${unset:-${empty:-${word:+deep}}}", "deep"),
        ("${unset:-'$word'}", "$word"),
        ('${unset:-"a}b"}', "a}b"),
        (r"${unset:-a\}b}", "a}b"),
        ("${unset:-{a}}", "{a}"),
        ("${unset-a b}", "a b"),
        ("${set#*/}", "b/c.tar.gz"),
        ("${set##*/}", "c.tar.gz"),
        ("${set%.*}", "a/b/c.tar"),
        ("${set%%.*}", "a/b/c"),
        ("${set%/*}", "a/b"),
        ("${set#?}", "/b/c.tar.gz"),
        ("${set#b}", "a/b/c.tar.gz"),
        ("${set##}", "a/b/c.tar.gz"),
        ("${set%$word}", "a/b/c.tar.gz"),
        ("${set%.${unset:-gz}}", "a/b/c.tar"),
        (r"${set/\//-}", "a-b/c.tar.gz"),
        (r"${set//\//-}", "a-b-c.tar.gz"),
        ("${set//./}", "a/b/ctargz"),
        ("${set/.*/}", "a/b/c"),
        ("${set/b*r/X}", "a/X.gz"),
        ("${set//[a-z]/X}", "a/b/c.tar.gz"),
        ("${word///-}", "-w-"),
        ("${unknown}", None),
        ("${unknown+x}", None),
        ("${set%$unknown}", None),
        ("${set/a/$unknown}", None),
        ("${set//a/\\$1}", None),
    ],
)
def test_values(text: str, value: str | None) -> None:
    assert expand(text, VARIABLES).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [(r"c:\$word", r"c:\w"), ("`$word", "$word"), ('"`"``"', '"`'), ("c:\\", "c:\\"), (r"${word%\*}", "w")],
)
def test_backtick_escapes(text: str, value: str) -> None:
    assert expand(text, VARIABLES, "`").value == value


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("a ${}", "${}", "${}"),
        ("${:x}", "${:", "${:"),
        ("${{x}}", "${{", "${{"),
        ("${", "${", "${"),
        ("${word^^}", "${word^", "${word^"),
        ("${word:#p}", "${word:#", "${word:#"),
        ("${word:}", "${word:}", "${word:}"),
        ("x${word", "is not closed", "${word"),
        ("x${word:-a", "is not closed", "${word:-"),
        ("${a:-${b}", "is not closed", "${a:-"),
        ("${word%a", "is not closed", "${word%"),
        ("${word/a}", "has no replacement", "${word/"),
        ("${word/a/b", "is not closed", "${word/"),
        (r"${word#\x}", "in its pattern", "${word#"),
        ("a${unset:?secret}", "`unset` is required here, but is not set", "${unset:?secret}"),
        ("${empty:?}", "`empty` is required here, but is empty", "${empty:?}"),
        ("a'b", "the quote `'` is not closed", "'b"),
        ('a"b$word', 'the quote `"` is not closed', '"b$word'),
        ('${unset:-"x}', "the quote", '"x}'),
    ],
)
def test_problems(text: str, said: str, at: str) -> None:
    result = expand(text, VARIABLES)
    assert result.problem is not None
    assert said in result.problem.message
    assert "secret" not in result.problem.message
    assert text[result.problem.start : result.problem.end] == at
    assert result.value is None
    assert expand_words(text, VARIABLES) == ()


@pytest.mark.parametrize(
    ("text", "prefix", "suffix"),
    [
        ("${unknown}/app:latest", "", "/app:latest"),
        ("app:$unknown", "app:", ""),
        ('"$word"/${unknown}x$unknown-$word', "w/", "-w"),
        ("a${unset:-b${unknown}c}d", "ab", "cd"),
        ("a", "a", "a"),
        ("$word", "w", "w"),
        ("a$word${word^}b", "aw", ""),
    ],
)
def test_what_stays_certain(text: str, prefix: str, suffix: str) -> None:
    result = expand(text, VARIABLES)
    assert (result.prefix, result.suffix) == (prefix, suffix)


def test_uses_are_found_everywhere() -> None:
    text = "$a ${b:-${c#$d}} '$no' \\$no ${e/$f/$g} ${h^ $i"
    uses = expand(text, {"a": "1", "c": None}).used
    assert [use.name for use in uses] == ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    assert uses[1] == Use("b", 5, 6, ":-")
    assert [use.name for use in expand(text, {"a": "1", "c": None}).undeclared] == [
        "b",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("80", ("80",)),
        ("80 443", ("80", "443")),
        ("$ports", ("80", "443/udp")),
        ("1$ports", ("180", "443/udp")),
        ("${ports}1", ("80", "443/udp1")),
        ('"$ports"', ("80 443/udp",)),
        ("'80 81'", ("80 81",)),
        (r"80\ 81", ("80 81",)),
        ("$unset", ()),
        ("", ()),
        ("  ", ()),
        ("$unknown", (None,)),
        ("80 $unknown 81", ("80", None, "81")),
        ("$unknown/tcp", (None,)),
        ("${unset:-1 2} 3", ("1", "2", "3")),
        ("${unset:-'1 2'}", ("1", "2")),
    ],
)
def test_words(text: str, words: tuple[str | None, ...]) -> None:
    assert expand_words(text, VARIABLES | {"ports": "80 443/udp"}) == words


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a", "a"), ("'a'b", "ab"), (r'"a\"$b"', 'a"$b'), (r"\$a\ b", "$a b"), ("it's", "it's"), ("'${'", "${")],
)
def test_unquote(text: str, plain: str) -> None:
    assert unquote(text) == plain


def test_heredoc_bodies_keep_their_quotes() -> None:
    assert expand("'$word' \"\\$word\"\n", VARIABLES, quotes=False).value == "'w' \"$word\"\n"


def test_growth_and_depth_end_in_unknown() -> None:
    big = {"big": "x" * 40_000}
    assert expand("$big", big).value == big["big"]
    assert expand("$big$big", big).value is None
    assert expand("${big//x/yyyyyyyyyy}", big).value is None
    deep = "${a:-" * 100_000 + "$last" + "}" * 100_000
    result = expand(deep, {})
    assert (result.value, result.problem) == (None, None)
    assert result.used[-1].name == "last"
    assert len(result.used) == 100_001


@pytest.mark.parametrize(
    "text",
    [
        "${x#" + "*a" * 5_000 + "}",
        "${x//" + "?" * 30_000 + "/b}",
        "$x" * 200_000,
        "'" * 300_001,
        "${x:-" * 200_000,
    ],
    ids=["stars", "questions", "references", "quotes", "open"],
)
def test_hostile_words_stay_cheap(text: str) -> None:
    expand(text, {"x": "a" * 30_000})
    expand_words(text, {"x": "a b" * 10})
    unquote(text)


FRAGMENTS = st.sampled_from(
    [
        "$",
        "{",
        "}",
        "${",
        "x",
        "y",
        "u",
        ":-",
        "-",
        "+",
        ":+",
        "?",
        ":?",
        "#",
        "%",
        "/",
        "*",
        "\\",
        "'",
        '"',
        " ",
        "a",
    ]
)


@settings(deadline=None, max_examples=800)
@given(
    st.lists(FRAGMENTS, max_size=14).map("".join) | st.text(max_size=20),
    st.sampled_from(["empty", "unknown"]),
)
@example("${x%\\", "empty")
def test_properties(text: str, missing: Missing) -> None:
    known = {"x": "a/a", "y": ""}
    result = expand(text, known | {"u": None}, missing=missing)
    for use in result.used:
        assert text[use.start : use.end] == use.name
    assert [use.start for use in result.used] == sorted({use.start for use in result.used})
    assert result.value is None or result.problem is None
    if result.problem is not None:
        assert 0 <= result.problem.start < result.problem.end <= len(text)
    # Whatever the unknown turns out to be, the certain parts hold; and what is certain does not depend on it.
    for guess in ({}, {"u": ""}, {"u": "zz"}):
        real = expand(text, known | guess, missing=missing)
        if real.value is None:
            continue
        assert result.problem is None
        assert real.value.startswith(result.prefix)
        assert real.value.endswith(result.suffix)
        assert result.value in {None, real.value}
    words = expand_words(text, known | {"u": None}, missing=missing)
    if result.value is not None and not set(text) & set("'\"\\"):
        assert [word for word in words if word] == result.value.split()


@settings(deadline=None, max_examples=300)
@given(st.text("ab$'\" \\", max_size=12))
def test_quoting_protects(value: str) -> None:
    escaped = "".join("\\" + char for char in value)
    assert expand(escaped, {}).value == value
    assert unquote(escaped) == value
    if "'" not in value:
        assert expand(f"'{value}'", {}).value == value
