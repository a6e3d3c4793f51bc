r"""Shell text read as commands: what they are called, what joins them, and where each word stands."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile.shell import Command, Compound, Script, Word, parse
from ecslint.source import Excerpt, Source


def script(text: str, dialect: str = "sh") -> Script:
    source = Source("Dockerfile", text)
    return parse(Excerpt(source, text, [(0, 0)], len(text)), dialect)


def names(text: str) -> list[str | None]:
    return [command.name for command in script(text).commands]


def only(text: str) -> Command:
    """The one command of a text, which may have others inside its words."""
    command, *nested = script(text).commands
    assert all(other.parent is command for other in nested)
    return command


def word(text: str) -> Word:
    return only("echo " + text).words[1]


def texts(words: tuple[Word, ...] | list[Word]) -> list[str]:
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("# only a comment", []),
        ("apt-get update && apt-get install -y curl", ["apt-get", "apt-get"]),
        ("a;b|c||d&e", ["a", "b", "c", "d", "e"]),
        ("a # b && c", ["a"]),
        ("echo a#b; c", ["echo", "c"]),
        ("a;# b", ["a"]),
        ("if a; then b; elif c; then d; else e; fi; f", list("abcdef")),
        ("while a; do b; done; until c; do d; done < e", list("abcd")),
        ("for x in a b; do c; done", ["c"]),
        ("for x; do c; done", ["c"]),
        ("for x do c; done", ["c"]),
        ("for ((i=0; i<3; i++)); do c; done", ["c"]),
        ("for x in $(a) `b`; do c; done", ["a", "b", "c"]),
        ("select x in a b; do c; done", ["c"]),
        ("case $x in a|b) c;; (d) e;& *) f; esac; g", ["c", "e", "f", "g"]),
        ("case $(a) in b) ;; esac", ["a"]),
        ("case x in esac; a", ["a"]),
        ("case x in\n  # why\n  a)\n  b\n  ;;\nesac", ["b"]),
        ("f() { a; }; function g { b; }; function h() ( c ); i () { d; }; f", ["a", "b", "c", "d", "f"]),
        ("{ a; b; } | (c; d) && !(e)", list("abcde")),
        ("! a | b", ["a", "b"]),
        ("time a; time -p b; time { c; }; time (d)", list("abcd")),
        ("a $(b $(c `d`)) e", list("abcd")),
        ("a `b \\`c\\`` d", ["a", "b", "c"]),
        ('a "x $(b "y $(c)") z"', ["a", "b", "c"]),
        ("a <(b) >(c) --f=<(d)", list("abcd")),
        ("a ${x:-$(b)} ${y%%`c`}", ["a", "b", "c"]),
        ("a $((1 + $(b) * (2 + 3))) c", ["a", "b"]),
        ("((i++)) && [[ $a =~ ^(x|y)$ && -f b ]] && c", ["((", "[[", "c"]),
        ("((a) && (b)); c", ["a", "b", "c"]),
        ("a $((b); (c))", ["a", "b", "c"]),
        ("x=(a b $(c)) d", ["d", "c"]),
        ("x=1 y=2", [None]),
        ("> f", [None]),
        ("$x a; ${y}; $(z)", [None, None, None, "z"]),
        ("sh -c 'a && b' && c", ["sh", "a", "b", "c"]),
        ('bash -euo pipefail -lc "a | b"', ["bash", "a", "b"]),
        ("/bin/bash -o pipefail -O extglob --norc -c 'a' x y", ["bash", "a"]),
        ("bash x.sh -c 'a'", ["bash"]),
        ("sudo -u me env X=1 sh -c 'a'", ["sudo", "a"]),
        (
            "su - me -c 'a; b'; runuser me -c c; flock -n f -c d",
            ["su", "a", "b", "runuser", "c", "flock", "d"],
        ),
        ('eval \'a && b\'; eval "$x"; sh -c "$(a)"', ["eval", "a", "b", "eval", "sh", "a"]),
        ("xargs -I{} sh -c 'a {}'; find . -exec sh -c 'b' \\;", ["sh", "a", "find", "b"]),
        ('sh -c "a \\"b $(c)\\" && \\$(d)"', ["sh", "c", "a", None, "d"]),
        ("sh -c 'sh -c \"a\"'", ["sh", "sh", "a"]),
        ("cat <<E > f\na && b\nE\nc", ["cat", "c"]),
        ("cat <<-'E' | b\n\ta\n\tE\nc", ["cat", "b", "c"]),
        ("x <<A <<B && y\na\nA\nb\nB\nz", ["x", "y", "z"]),
        ("x=$(cat <<E\n)\nE\n) a", ["a", "cat"]),
        ("a \\\n b\\\nc", ["a"]),
        ("a &&\n\n# note\n b |\r\n c", ["a", "b", "c"]),
        ("a\r\nb\r\n", ["a", "b"]),
    ],
)
def test_all_commands_are_found_in_source_order(text: str, expected: list[str | None]) -> None:
    found = script(text)
    assert [command.name for command in found.commands] == expected
    assert [problem.message for problem in found.problems] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fi; a", ["a"]),
        (") a ) b", ["a", "b"]),
        ("a && && b", ["a", "b"]),
        ("; a", ["a"]),
        ("then a; done", ["a"]),
        ("(a; fi; b) && c", ["a", "b", "c"]),
        ("x $(a; }; b) c", ["x", "a", "b"]),
        ("if a; b", ["a", "b"]),
        ("(a", ["a"]),
        ("{ a; b", ["a", "b"]),
        ("a &&", ["a"]),
        ("a >", ["a"]),
        ("a 'b", ["a"]),
        ('a "b', ["a"]),
        ("a `b", ["a"]),
        ("a ${b", ["a"]),
        ("cat <<E\na", ["cat"]),
        ("case x in a) b", ["b"]),
        ("for x in a; b; done; c", ["b", "c"]),
        ("f() a", ["a"]),
    ],
)
def test_broken_text_still_gives_its_commands(text: str, expected: list[str]) -> None:
    found = script(text)
    assert [command.name for command in found.commands] == expected
    assert found.problems
    assert all(problem.span.start <= len(text) for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("/usr/bin/apt-get update", "apt-get", ["update"]),
        ("env X=1 -u Y apt-get update", "apt-get", ["update"]),
        ("env -i PATH=/bin a b", "a", ["b"]),
        ("env X=1", "env", ["X=1"]),
        ("exec a b", "a", ["b"]),
        ("exec > f", "exec", []),
        ("exec -a z a", "a", []),
        ("command a", "a", []),
        ("command -v a", "command", ["-v", "a"]),
        ("builtin cd x", "cd", ["x"]),
        ("nohup nice -n 5 a", "a", []),
        ("nice -10 a", "a", []),
        ("timeout -k 5 --signal=KILL 10m a b", "a", ["b"]),
        ("time -p a", "a", []),
        ("xargs -0 -r -n 1 -I {} rm -f {}", "rm", ["-f", "{}"]),
        ("xargs", "xargs", []),
        ("stdbuf -oL a", "a", []),
        ("X=1 Y=$z a b", "a", ["b"]),
        ("\\rm x", "rm", ["x"]),
        ("'apt'-\"get\" x", "apt-get", ["x"]),
        ("python -m pip install x", "pip", ["install", "x"]),
        ("/opt/bin/python3.11 -I -W ignore -m pip install", "pip", ["install"]),
        ("python3 -Im pip install", "pip", ["install"]),
        ("python${V} -m pip install", "pip", ["install"]),
        ("$PYTHON -m pip install", "pip", ["install"]),
        ("$PYTHON -m venv x", None, ["-m", "venv", "x"]),
        ("python -m venv x", "python", ["-m", "venv", "x"]),
        ("python x.py -m pip", "python", ["x.py", "-m", "pip"]),
        ("python -c 'x' -m pip", "python", ["-c", "'x'", "-m", "pip"]),
        ("pip3 install x", "pip", ["install", "x"]),
        ("pip3.12 install x", "pip", ["install", "x"]),
        ("pipenv install", "pipenv", ["install"]),
        ('"$VENV/bin/pip" install', "pip", ["install"]),
        ("${D}/pip${V} install", None, ["install"]),
        ("exec $x a", None, ["a"]),
        ("$x a", None, ["a"]),
        ('"" a', None, ["a"]),
        ("sudo -H apt-get x", "sudo", ["-H", "apt-get", "x"]),
    ],
)
def test_a_command_is_named_behind_its_wrappers(text: str, name: str | None, arguments: list[str]) -> None:
    command = only(text)
    assert (command.name, texts(command.arguments)) == (name, arguments)
    if name is None:
        assert command.name_word is None or command.name_word.basename is None


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("sudo apt-get install", "apt-get install"),
        ("sudo -E -u me X=1 -- apt-get install", "apt-get install"),
        ("sudo env X=1 apt-get install", "env X=1 apt-get install"),
        ("sudo -l", None),
        ("gosu me a b", "a b"),
        ("gosu --version", None),
        ("su-exec me:me a", "a"),
        ("chroot --userspec=a /mnt b c", "b c"),
        ("setarch i386 a", "a"),
        ("ionice -c 2 -n7 a", "a"),
        ("ionice -p 1", None),
        ("runuser -u me -- a", "a"),
        ("runuser me -c a", None),
        ("tini -- a", "a"),
        ("doas -u me a", "a"),
        ("conda run -n x pip install", "pip install"),
        ("conda install x", None),
        ("find / -name x -exec rm -rf {} + -print", "rm -rf {}"),
        ("find / -name x -delete", None),
        ("apt-get install sudo", None),
    ],
)
def test_what_sudo_and_its_like_run_is_a_command_too(text: str, inner: str | None) -> None:
    command = only(text)
    assert (command.inner.text if command.inner else None) == inner
    assert command.unwrapped.text == (inner or text)


def test_the_innermost_command_keeps_what_joins_the_outer() -> None:
    (first, _) = script("sudo gosu me a > f | b").commands
    inner = first.unwrapped
    assert (inner.name, inner.operator, len(inner.redirects)) == ("a", "|", 1)
    assert inner.pipeline is first.pipeline


def test_environment_comes_from_prefixes_and_wrappers() -> None:
    command = only("A=1 B+='x y' env C=$z D= sh x=y")
    assert [(item.name, item.value.value) for item in command.environment] == [
        ("A", "1"),
        ("B", "x y"),
        ("C", None),
        ("D", ""),
    ]
    assert [item.value.text for item in command.environment] == ["1", "'x y'", "$z", ""]
    assert [item.name for item in only("sudo -u me A=1 b").environment] == ["A"]
    assert command.wrappers == ("env",)


@pytest.mark.parametrize(
    ("text", "operators"),
    [
        ("a", [None]),
        ("a && b || c", ["&&", "||", None]),
        ("a; b;", [";", None]),
        ("a | b |& c", ["|", "|&", None]),
        ("a & b &", ["&", "&"]),
        ("a\nb\n\n", ["\n", None]),
        ("(a && b) && c", ["&&", None, None]),
        ("a && { b; c; } | d", ["&&", ";", None, None]),
        ("a $(b; c) | d", ["|", ";", None, None]),
        ("a &&", [None]),
        ("a # x\nb", ["\n", None]),
    ],
)
def test_operators_join_commands_of_one_list(text: str, operators: list[str | None]) -> None:
    assert [command.operator for command in script(text).commands] == operators


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("a", [()]),
        ("(a)", [("subshell",)]),
        ("{ a; }", [("group",)]),
        ("if a; then b; else c; fi", [("condition",), ("if",), ("if",)]),
        ("while a; do b; done", [("condition",), ("while",)]),
        ("until a; do b; done", [("condition",), ("until",)]),
        ("for x in $(a); do b; done", [("substitution",), ("for",)]),
        ("case x in a) b;; esac", [("case",)]),
        ("f() { a; }", [("function", "group")]),
        ("a $(b) `c` <(d)", [(), ("substitution",), ("substitution",), ("process substitution",)]),
        ("sh -c 'a; (b)'", [(), ("sh -c",), ("sh -c", "subshell")]),
        ("eval 'a'", [(), ("eval",)]),
        ("su -c 'a'", [(), ("su -c",)]),
        ("(sh -c '(a)')", [("subshell",), ("subshell", "sh -c", "subshell")]),
    ],
)
def test_the_context_names_what_stands_around(text: str, contexts: list[tuple[str, ...]]) -> None:
    commands = script(text).commands
    assert [command.context for command in commands] == contexts
    assert [command.depth for command in commands] == [len(context) for context in contexts]


def test_pipelines_and_lists() -> None:
    found = script("a | b && ! (c; d) | e; f &\nif g; then h | i; fi")
    assert [line.span.text for line in found.lists] == [
        "a | b && ! (c; d) | e",
        "f",
        "if g; then h | i; fi",
    ]
    assert [pipeline.span.text for pipeline in found.pipelines] == [
        "a | b",
        "! (c; d) | e",
        "c",
        "d",
        "f",
        "if g; then h | i; fi",
        "g",
        "h | i",
    ]
    assert [len(pipeline.elements) for pipeline in found.pipelines] == [2, 2, 1, 1, 1, 1, 1, 2]
    assert [pipeline.negated for pipeline in found.pipelines[:2]] == [False, True]
    assert [command.name for command in found.pipelines[1].commands] == ["c", "d", "e"]
    assert [line.operator for line in found.lists] == [";", "&", None]
    group = found.pipelines[1].elements[0]
    assert isinstance(group, Compound)
    assert (group.kind, group.operator, [command.name for command in group.commands]) == (
        "subshell",
        "|",
        ["c", "d"],
    )
    assert all(command.pipeline in found.pipelines for command in found.commands)


def test_compounds_keep_words_and_redirects() -> None:
    (line,) = script("for x in a 'b c'; do d; done > f 2>&1").lists
    loop = line.pipelines[0].elements[0]
    assert isinstance(loop, Compound)
    assert [item.value for item in loop.words] == ["a", "b c"]
    assert [redirect.operator for redirect in loop.redirects] == [">", ">&"]
    assert loop.text.endswith("2>&1")


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
    for name, span in zip(found.variables, found.variable_spans, strict=True):
        assert span.text.startswith("$")
        assert name in span.text


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
    ("raw", "glob", "brace", "splittable"),
    [
        ("a", False, False, False),
        ("*", True, False, False),
        ("a?", True, False, False),
        ("[ab]c", True, False, False),
        ("[", False, False, False),
        ("'*'", False, False, False),
        ("\\*", False, False, False),
        ("{a,b}*", True, True, False),
        ("{1..3}", False, True, False),
        ("{}", False, False, False),
        ("{a}", False, False, False),
        ("'{a,b}'", False, False, False),
        ("$x", False, False, True),
        ('"$x"', False, False, False),
        ('"$@"', False, False, True),
        ('"${a[@]}"', False, False, True),
        ("$(x)", False, False, True),
    ],
)
def test_what_a_word_may_become(raw: str, glob: bool, brace: bool, splittable: bool) -> None:
    found = word(raw)
    assert (found.has_glob, found.has_brace, found.is_splittable) == (glob, brace, splittable)


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


def test_substitutions_are_linked_to_their_word() -> None:
    (outer, first, second, third) = script('a "x $(b | c)" d${e:-`f`}').commands
    assert outer.words[1].commands == (first, second)
    assert outer.words[2].commands == (third,)
    assert (first.parent, third.parent, outer.parent) == (outer, outer, None)


VALUES = frozenset({"-o", "-t", "--target"})


@pytest.mark.parametrize(
    ("text", "given_options", "operands", "unknown"),
    [
        ("a install -y b", [("-y", None)], ["install", "b"], False),
        ("a -qqy b", [("-q", None), ("-q", None), ("-y", None)], ["b"], False),
        ("a -o X=Y b -oZ -yo W", [("-o", "X=Y"), ("-o", "Z"), ("-y", None), ("-o", "W")], ["b"], False),
        (
            "a --target x --target=y --other z",
            [("--target", "x"), ("--target", "y"), ("--other", None)],
            ["z"],
            False,
        ),
        ("a -q=2 --flag=v", [("-q", "2"), ("--flag", "v")], [], False),
        ("a -y -- -b c", [("-y", None)], ["-b", "c"], False),
        ("a - b", [], ["-", "b"], False),
        ("a $x b", [], ["$x", "b"], True),
        ('a "$x" b', [], ['"$x"', "b"], False),
        ("a --flag=$x -o$y -t $z", [("--flag", None), ("-o", None), ("-t", None)], [], False),
        ("xargs a -y", [("-y", None)], [], True),
        ('a "-y" b', [("-y", None)], ["b"], False),
        ("a -o", [("-o", None)], [], False),
    ],
)
def test_options_in_any_form(
    text: str, given_options: list[tuple[str, str | None]], operands: list[str], unknown: bool
) -> None:
    options = only(text).options(VALUES)
    assert [(option.name, option.value) for option in options.given] == given_options
    assert texts(options.operands) == operands
    assert options.has_unknown is unknown


def test_single_dash_names_are_one_option_when_asked() -> None:
    options = only("openssl req -newkey rsa:2048 -nodes -subj=/CN=a").options(
        frozenset({"-newkey"}), clusters=False
    )
    assert [(option.name, option.value) for option in options.given] == [
        ("-newkey", "rsa:2048"),
        ("-nodes", None),
        ("-subj", "/CN=a"),
    ]
    assert options.value("-newkey") == "rsa:2048"
    assert options.value("-nodes") is None
    assert options.has("-x", "-nodes")


@pytest.mark.parametrize(
    ("text", "subcommand"),
    [
        ("apt-get -o X=Y install -y a", "install"),
        ("apt-get $OPTIONS install", "install"),
        ('apt-get "$what" install', None),
        ("apt-get pre$x", None),
        ("apt-get -y", None),
    ],
)
def test_subcommands(text: str, subcommand: str | None) -> None:
    assert only(text).subcommand(VALUES) == subcommand


def test_flags() -> None:
    command = only("apt-get install -qy --no-install-recommends a")
    assert command.has_flag("-y", "--yes")
    assert command.has_flag("--no-install-recommends")
    assert not command.has_flag("-n", "--yes")
    assert not only("a -o -y").has_flag("-y", values=VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("set -e; a", {"errexit"}),
        ("set -euxo pipefail; a", {"errexit", "nounset", "xtrace", "pipefail"}),
        ("set -o errexit -o pipefail && a", {"errexit", "pipefail"}),
        ("set -e; set +e; a", set()),
        ("a; set -e", set()),
        ("(set -e); a", set()),
        ("set -e; (a)", {"errexit"}),
        ("(set -e; a)", {"errexit"}),
        ("x=$(set -e); a", set()),
        ("set -e; sh -c a", set()),
        ("bash -eo pipefail -c 'x | a'", {"errexit", "pipefail"}),
        ("bash -c 'set -o pipefail; a'", {"pipefail"}),
        ("eval 'set -e'; a", {"errexit"}),
        ("set -- -e; a", set()),
        ("#!/bin/bash -e\na", {"errexit"}),
        ("#!/usr/bin/env -S bash -eu\na", {"errexit", "nounset"}),
    ],
)
def test_settings_when_a_command_runs(text: str, expected: set[str]) -> None:
    found = script(text)
    (command,) = [command for command in found.commands if command.name == "a"]
    assert found.settings(command) == expected


def test_settings_may_come_from_outside() -> None:
    found = script("a; set +e")
    assert found.settings(found.commands[0], frozenset({"errexit"})) == {"errexit"}
    assert found.settings(initial=frozenset({"errexit"})) == frozenset()


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("a b", True),
        ("  a 'b' ", True),
        ("a; b", False),
        ("a &", False),
        ("! a", False),
        ("a $(b)", False),
        ("(a)", False),
        ("a;", False),
    ],
)
def test_a_single_command(text: str, alone: bool) -> None:
    assert (script(text).only_command is not None) is alone


@pytest.mark.parametrize(
    ("text", "dialect", "known"),
    [
        ("a", "sh", True),
        ("a", "bash", True),
        ("a", "ash", True),
        ("Get-Item | b", "powershell", False),
        ("dir & b", "cmd", False),
        ("#!/bin/bash\na", "sh", True),
        ("#!/usr/bin/env bash\na", "sh", True),
        ("#!/usr/bin/env python3\nimport a", "sh", False),
    ],
)
def test_other_languages_are_not_read(text: str, dialect: str, known: bool) -> None:
    found = script(text, dialect)
    assert found.known is known
    assert bool(found.commands) is known


def test_positions_lead_through_continuations_and_quotes() -> None:
    text = 'RUN bash -c "apt-get \\"update\\" && \\\n    pip3 install \'x y\'" \\\n  | sudo tee\n'
    joined = text[4:-1].replace("\\\n", "")
    first, second = text.index("\\\n"), text.rindex("\\\n")
    pieces = [(0, 4), (first - 4, first + 2), (second - 6, second + 2)]
    found = parse(Excerpt(Source("Dockerfile", text), joined, pieces, len(text) - 1))
    bash, apt, pip, sudo = found.commands
    assert [(command.span.line, command.span.column) for command in found.commands] == [
        (1, 5),
        (1, 14),
        (2, 5),
        (3, 5),
    ]
    assert bash.span.text == text[4 : second - 1]
    assert [item.span.text for item in apt.words] == ["apt-get", '"update\\"']
    assert apt.words[1].value == "update"
    assert [item.span.text for item in pip.words] == ["pip3", "install", "'x y'"]
    assert sudo.unwrapped.span.text == "tee"
    assert pip.parent is bash


HOSTILE = [
    "(", "((", "$(", "$((", "`", "``", '"', "'", "\\", "\\`", "${", "${x:-", '"$(', "{ ", "if ", "case x in a) ",
    "a=(", "x@(", "<(", "<<E ", "<<E\n", "[[ ", "f() { ", "sh -c '", "sudo ", "env ", "! ", "; ", "&& ", "a && ",
    "find -exec ", "then ", ") ", "#", "$'", "\\\n", "\0", "\ud800", "x[", "{a,", "*[",
]  # fmt: skip


def touch(found: Script) -> None:
    """Ask everything that a rule may ask."""
    for command in found.commands:
        assert command.unwrapped.name is None or command.unwrapped.name
        assert command.span.start <= command.span.end
        command.options(frozenset({"-o"}))
        command.subcommand()
        for item in [*command.words, *command.assignments, *command.arguments]:
            assert item.value is None or item.value.startswith(item.prefix)
            assert item.span.start <= item.span.end
            _ = (
                item.suffix,
                item.has_glob,
                item.has_brace,
                item.variable_spans,
                item.commands,
                item.assignment,
            )
        _ = (command.environment, command.heredocs, command.wrappers, command.pipeline.span)
    spans = [item.span for item in found.pipelines] + [item.span for item in found.lists]
    for span in spans + [problem.span for problem in found.problems]:
        assert span.start <= span.end
    found.settings()
    _ = found.only_command


@pytest.mark.parametrize("unit", HOSTILE)
def test_endless_rows_of_one_thing_are_survived(unit: str) -> None:
    touch(script(unit * (20_000 // len(unit))))


PIECES = [
    "a", "b", "-x", "x=1", "'c d'", '"e $f"', "$g", "${h:-i}", "$(j k)", "`l`", "$((1+2))", "<(m)", "*.n", "{o,p}",
    "\\q", "(", ")", "{", "}", ";", "&", "|", "&&", "||", "\n", "#", "if", "then", "else", "fi", "for", "in", "do",
    "done", "while", "case", "esac", ";;", "[[", "]]", "((", "))", "!", ">", "2>&1", "<<E", "E", "<<<", "'", '"', "`",
    "$(", "${", "\\", "sh -c", "sudo", "env", "function", "f()", "\t", "\r", "\0", "é", "eval", "x=(", "time",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=40))
@settings(max_examples=400)
def test_any_text_is_survived_and_words_stand_where_they_say(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    found = script(text)
    touch(found)
    for command in found.commands:
        at = 0
        for item in command.words:
            assert item.start >= at
            at = item.end
            assert item.text == item.excerpt.text[item.start : item.end]
            if item.excerpt.text is text:
                assert item.span.text == item.text
        assert {item.end <= len(item.excerpt.text) for item in command.words} <= {True}
    starts = [command.start for command in found.commands if command.excerpt.text is text]
    assert starts == sorted(starts)


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_odd_characters_are_survived(text: str) -> None:
    touch(script(text))


@given(st.lists(st.text("ab -_/.:=%@,+é'\"\\", max_size=8), min_size=1, max_size=6))
@settings(max_examples=300)
def test_quoted_words_read_as_they_were_written(values: list[str]) -> None:
    command = only(shlex.join(["echo", *values]))
    assert [item.value for item in command.words] == ["echo", *values]


@given(st.text("ab '\"\\", max_size=14))
@settings(max_examples=300)
def test_plain_quoting_reads_as_shlex_does(text: str) -> None:
    try:
        expected = shlex.split("echo " + text, comments=False)
    except ValueError:
        return
    assert [item.value for item in only("echo " + text).words] == expected


@given(
    st.lists(st.sampled_from(["a", "b 'c'", "d $e"]), min_size=1, max_size=5),
    st.sampled_from(["&&", ";", "|"]),
)
@settings(max_examples=60)
def test_nesting_changes_nothing_about_the_commands_inside(commands: list[str], operator: str) -> None:
    text = f" {operator} ".join(commands)
    plain = [texts(command.words) for command in script(text).commands]
    for form in (
        f"({text})",
        f"{{ {text}; }}",
        f"x=$({text})",
        f"if {text}; then :; fi",
        f"f() {{ {text}; }}",
    ):
        inside = [texts(c.words) for c in script(form).commands if c.words and c.name != ":"]
        assert inside == plain
    quoted = [texts(command.words) for command in script("sh -c " + shlex.quote(text)).commands]
    assert len(quoted) == len(plain) + 1
    assert quoted[1][:1] == plain[0][:1]
