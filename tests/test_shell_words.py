"""Words of shell text: values, variables, patterns; redirects and here-documents."""

import pytest
from shell_text import only, word


@pytest.mark.parametrize(
    ("text", "redirects"),
    [
        ("a > f", [("", ">", "f")]),
        ("a 2>&1 >/dev/null", [("2", ">&", "1"), ("", ">", "/dev/null")]),
        ("a &> f &>> g", [("", "&>", "f"), ("", "&>>", "g")]),
        ("a >| f <> g <<< 'h i'", [("", ">|", "f"), ("", "<>", "g"), ("", "<<<", "'h i'")]),
        ("a 2>&- < f", [("2", ">&", "-"), ("", "<", "f")]),
        ("> f a", [("", ">", "f")]),
        ("exec {fd}> f 10<g", [("{fd}", ">", "f"), ("10", "<", "g")]),
        ("a b2>f", [("", ">", "f")]),
        ("a <<'E' 3<<F", [("", "<<", "'E'"), ("3", "<<", "F")]),
    ],
)
def test_redirects(text: str, redirects: list[tuple[str, str, str]]) -> None:
    assert [
        (r.descriptor, r.operator, r.target.text if r.target else "") for r in only(text).redirects
    ] == redirects


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("a <<E\nx\ny\nE\n", [("E", "x\ny\n", True, False)]),
        ("a <<'E F'\n$x\nE F\n", [("E F", "$x\n", False, False)]),
        ('a <<-"E"\n\tx\n\t\tE\n', [("E", "\tx\n", False, True)]),
        ("a <<\\E\nE\n", [("E", "", False, False)]),
        ("a <<$E\nx\n$E\n", [("$E", "x\n", True, False)]),
        ("a <<E\r\nx\r\nE\r\n", [("E", "x\r\n", True, False)]),
        ("a <<E", [("E", None, True, False)]),
        ("a <<A <<B\n1\nA\n2\nB\n", [("A", "1\n", True, False), ("B", "2\n", True, False)]),
    ],
)
def test_heredocs(text: str, bodies: list[tuple[str, str | None, bool, bool]]) -> None:
    command = only(text)
    assert [(h.delimiter, h.body, h.expand, h.strip_tabs) for h in command.heredocs] == bodies
    for heredoc in command.heredocs:
        assert heredoc.span.text == (heredoc.body or "")


@pytest.mark.parametrize(
    ("raw", "value", "prefix", "quoted"),
    [
        ("a", "a", "a", False),
        ("'a b'", "a b", "a b", True),
        ('"a b"', "a b", "a b", True),
        ("a'b'\"c\"\\d", "abcd", "abcd", True),
        ('"a\\"b\\$c\\d"', 'a"b$c\\d', 'a"b$c\\d', True),
        ("''", "", "", True),
        ("a\\\nb", "ab", "ab", False),
        ("$'a\\tb\\x41\\101\\u00e9\\'\\q'", "a\tbAA\u00e9'\\q", "a\tbAA\u00e9'\\q", True),
        ('$"a"', "a", "a", True),
        ("a$", "a$", "a$", False),
        ('"$"', "$", "$", True),
        ("'$x'", "$x", "$x", True),
        ("a$x", None, "a", False),
        ('"a $x b"', None, "a ", True),
        ("$(x)a", None, "", False),
        ("a`x`", None, "a", False),
        ("a$((1))", None, "a", False),
        ("a${x}b", None, "a", False),
        ("~/x", "~/x", "~/x", False),
        ("*.[ch]", "*.[ch]", "*.[ch]", False),
        ("{a,b}", "{a,b}", "{a,b}", False),
        ("!(a|b)", "!(a|b)", "!(a|b)", False),
        ("a=b", "a=b", "a=b", False),
        ("é\u00a0x", "é\u00a0x", "é\u00a0x", False),
    ],
)
def test_values_of_words(raw: str, value: str | None, prefix: str, quoted: bool) -> None:
    found = word(raw)
    assert (found.text, found.value, found.prefix, found.quoted) == (raw, value, prefix, quoted)


@pytest.mark.parametrize(
    ("raw", "variables"),
    [
        ("a", ()),
        ("$a${b}", ("a", "b")),
        ('"$a ${b:-$c} ${d:+"$e"}"', ("a", "b", "c", "d", "e")),
        ("'$a'$b", ("b",)),
        ("\\$a", ()),
        ("${#a}${!b}${c[0]}${d//x/y}${e^^}", ("a", "b", "c", "d", "e")),
        ("$1$@$?$$", ("1", "@", "?", "$")),
        ("$((a + $b))", ("b",)),
        ("$(echo $a)", ()),
        ("$ab-$c.d", ("ab", "c")),
        ("${}", ()),
    ],
)
def test_variables_of_words(raw: str, variables: tuple[str, ...]) -> None:
    found = word(raw)
    assert found.variables == variables
    for expansion in found.expansions:
        assert expansion.span.text.startswith("$")
        assert expansion.name in expansion.span.text


@pytest.mark.parametrize(
    ("raw", "operator"),
    [
        ("$a", ""),
        ("${a}", ""),
        ("${a:-b}", ":-"),
        ("${a-b}", "-"),
        ("${a:?b}", ":?"),
        ("${a%%b}", "%%"),
        ("${#a}", "length"),
    ],
)
def test_operators_of_expansions(raw: str, operator: str) -> None:
    (expansion,) = word(raw).expansions
    assert (expansion.name, expansion.operator, expansion.span.text) == ("a", operator, raw)


@pytest.mark.parametrize(
    ("raw", "glob", "splittable"),
    [
        ("a", False, False),
        ("*", True, False),
        ("a?", True, False),
        ("[ab]c", True, False),
        ("[", False, False),
        ("'*'", False, False),
        ("\\*", False, False),
        ("{a,b}*", True, False),
        ("{1..3}", False, False),
        ("$x", False, True),
        ('"$x"', False, False),
        ('"$@"', False, True),
        ('"${a[@]}"', False, True),
        ("$(x)", False, True),
    ],
)
def test_what_a_word_may_become(raw: str, glob: bool, splittable: bool) -> None:
    found = word(raw)
    assert (found.has_glob, found.is_splittable) == (glob, splittable)


@pytest.mark.parametrize(
    ("raw", "count", "text", "value"),
    [
        ("--a=b", 4, "b", "b"),
        ("--a='b c'", 4, "'b c'", "b c"),
        ("'--a=b c'", 4, "b c'", "b c"),
        ('"--a="b', 4, "b", "b"),
        ("--a=$b", 4, "$b", None),
        ("--a=", 4, "", ""),
        ('--a=""', 4, '""', ""),
        ("a", 0, "a", "a"),
    ],
)
def test_the_rest_of_a_word(raw: str, count: int, text: str, value: str | None) -> None:
    rest = word(raw).after(count)
    assert (rest.text, rest.value, rest.span.text) == (text, value, text)
