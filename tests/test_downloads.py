"""Downloads, code that is piped into interpreters, sources of ADD, and shell words with variables filled in."""

import pytest

from ecslint.dockerfile import Add, Run, parse
from ecslint.dockerfile.downloads import download, is_local, scheme_and_host
from ecslint.dockerfile.piped_code import piped_code
from ecslint.dockerfile.shell_values import certain_start, value_in
from ecslint.dockerfile.sources import source_kind


def last_run(text: str) -> Run:
    run = parse(text).instructions[-1]
    assert isinstance(run, Run)
    return run


@pytest.mark.parametrize(
    ("word", "value", "start"),
    [
        ("a", "a", "a"),
        ("$A/b", "x/b", "x/b"),
        ('"${A}"', "x", "x"),
        ("'$A'", "$A", "$A"),
        ("$E", "y", "y"),
        ("a$U", None, "a"),
        ("$A-$U-b", None, "x-"),
        ("${A:-z}", None, ""),
        ("$LOCAL", None, ""),
        ("$(id)", None, ""),
        ("$BASE", None, ""),
    ],
)
def test_values(word: str, value: str | None, start: str) -> None:
    run = last_run(f"FROM a\nARG A=x\nARG U LOCAL=q\nENV E=y\nRUN LOCAL=1; curl {word}")
    (given,) = run.commands[-1].arguments if not word.startswith("$(") else run.commands[-2].arguments
    assert value_in(run, given) == value
    assert certain_start(run, given)[0] == start


@pytest.mark.parametrize(
    ("command", "addresses", "to_stdout"),
    [
        ("curl https://a.b/c", ["https a.b"], True),
        ("curl -fsSLo /x https://a.b/c -H 'X: http://n.o' --retry 3", ["https a.b"], False),
        ("curl -sO http://a.b:80/c", ["http a.b"], False),
        ("curl --url http://u:p@a.b --output - -x http://proxy", ["http a.b"], True),
        ("curl a.b/c", ["http a.b"], True),
        ("curl HTTP://A.b", ["http a.b"], True),
        ("curl http://[::1]/", ["http [::1]"], True),
        ("curl https://$H/c", ["https "], True),
        ("curl https://a.b$H/c", ["https "], True),
        ("curl https://a.b/$H", ["https a.b"], True),
        ("curl $H", [None], True),
        ("sudo env X=1 curl $M/c", ["http m.n"], True),
        ("wget http://a.b/c", ["http a.b"], False),
        ("wget -qO- -T 3 http://a.b/c", ["http a.b"], True),
        ("wget --output-document=- http://a.b http://c.d", ["http a.b", "http c.d"], True),
        ("wget -P /tmp -nv --tries=3 https://a.b", ["https a.b"], False),
        ("busybox wget -O - http://a.b", ["http a.b"], True),
    ],
)
def test_download(command: str, addresses: list[str | None], to_stdout: bool) -> None:
    run = last_run(f"FROM a\nARG H\nENV M=http://m.n\nRUN {command}")
    found = download(run.commands[0].unwrapped)
    assert found is not None
    places = [scheme_and_host(run, word) for word in found.addresses]
    assert [place and " ".join(place) for place in places] == addresses
    assert found.is_to_stdout == to_stdout


@pytest.mark.parametrize(
    "command", ["echo curl http://a.b", "git clone http://a.b", "apt-get install curl wget", "curlx a.b"]
)
def test_no_download(command: str) -> None:
    assert all(download(one.unwrapped) is None for one in last_run(f"FROM a\nRUN {command}").commands)


def test_local_hosts() -> None:
    assert all(
        map(is_local, ["localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "169.254.170.2", "[::1]"])
    )
    assert not any(map(is_local, ["", "example.com", "localhost.example.com", "10.0.0.1", "1127.0.0.1"]))


@pytest.mark.parametrize(
    ("command", "interpreter"),
    [
        ("curl a.b | sh", "sh"),
        ("curl a.b | sudo -E bash -", "bash"),
        ("curl a.b | tee x | (cd /; sh -ex)", "sh"),
        ("curl a.b | bash -s -- -y", "bash"),
        ("curl a.b | bash -o pipefail", "bash"),
        ("curl a.b | python3.12 -u -", "python3.12"),
        ("curl a.b | php -- --quiet", "php"),
        ("curl a.b | bash x.sh", None),
        ("curl a.b | bash -c 'cat > x'", None),
        ("curl a.b | python3 -c 'x'", None),
        ("curl a.b | ruby -ne 'x'", None),
        ("curl a.b | bash $X", None),
        ("curl a.b || sh", None),
        ("curl a.b; sh", None),
        ("curl -o x a.b | sh", None),
        ("echo x | sh", None),
        ("sh | curl a.b", None),
        ("bash <(curl a.b)", "bash"),
        ("bash x <(curl a.b)", "bash"),
        ("diff a <(curl a.b)", None),
        ('sh -c "$(curl a.b) -y"', "sh"),
        ('sh -c "echo $(curl a.b)"', None),
        ('bash -lc "$(wget -qO- a.b)"', "bash"),
        ('eval "$(curl a.b)"', "eval"),
        ("bash <<< $(curl a.b)", "bash"),
        ("X=$(curl a.b)", None),
        ("ssh x 'curl a.b | sh'", None),
        ("bash -c 'curl a.b | sh'", "sh"),
        ('["sh", "-c", "curl a.b | sh"]', "sh"),
    ],
)
def test_piped_code(command: str, interpreter: str | None) -> None:
    names = [found.interpreter.name_word for found in piped_code(last_run(f"FROM a\nRUN {command}"))]
    assert [word.value if word else None for word in names] == ([interpreter] if interpreter else [])


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("a", "file"), (".", "file"), ("a/", "file"), ("a.zip", "file"), ("*.json", "file"), ("a.tar.txt", "file"), ("$F", "file"),
        ("a.tar", "archive"), ("A.TAR.GZ", "archive"), ("b.tgz", "archive"), ("c.tar.zst", "archive"), ('"d.tar.xz"', "archive"),
        ("*.tgz", "archive"), ("*", None), ("a*", None), ("a?b", None), ("$U", None), ("${U}.tar", None), ("a-$U.jar", None),
        ("https://a.b/c", "url"), ("HTTP://a.b/c.tar.gz", "url"), ("https://a.b/c-$U.tgz", "url"), ("https://a.b/$U", None),
        ("https://a.b/c.git", "git"), ("https://a.b/c.git#v1:d", "git"), ("git@a.b:c/d.git", "git"), ("ssh://a.b/c", "git"),
        ("https://a.b/c.gitx", "url"), ("https://$U/c.tgz", None), ("<<E", "heredoc"),
    ],
)  # fmt: skip
def test_source_kind(word: str, kind: str | None) -> None:
    add = parse(f"FROM a\nARG U F=f.txt\nADD {word} /x\nE\n").instructions[2]
    assert isinstance(add, Add)
    assert source_kind(add, add.sources[0]) == kind
