"""The configuration: where it is found, what its keys take, and what is said when it is wrong."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.config import Config, load
from ecslint.config.keys import KEYS
from ecslint.discover import DEFAULT_EXCLUDE, discover
from ecslint.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "repository/.git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")
    return tmp_path / "repository"


def write(name: str, text: str) -> None:
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    Path(name).write_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Config()),
        ('select = ["DF", "missing-user"]', Config(select=("DF", "missing-user"))),
        ('ignore = []\nextend-select = ["ALL"]', Config(extend_select=("ALL",))),
        ('fail-on = "never"\nmin-severity = "warning"', Config(fail_on="never", min_severity="warning")),
        ('launch-type = "fargate"', Config(launch_type="FARGATE")),
        ('exclude = ["old/**"]', Config(exclude=("old/**",))),
        ('extend-exclude = ["old"]', Config(exclude=(*DEFAULT_EXCLUDE, "old"))),
        ('exclude = ["a"]\nextend-exclude = ["b"]', Config(exclude=("a", "b"))),
        ('[per-file-ignores]\n"test/*" = ["DF101"]', Config(per_file_ignores={"test/*": ("DF101",)})),
        ('[severity]\nDF101 = "error"', Config(severity={"DF101": "error"})),
        ("[rules.DF101]\nmax = 3\nnames = ['x']", Config(rules={"DF101": {"max": 3, "names": ["x"]}})),
        ("\ufeff# only a comment", Config()),
    ],
)
def test_keys(here: Path, text: str, expected: Config) -> None:
    write("ecslint.toml", text)
    assert load(".")._replace(origins={}) == expected._replace(path="ecslint.toml", folder=str(here))


def test_a_shared_file(here: Path) -> None:
    write(
        "pyproject.toml", "[tool.ecslint]\nselect = ['DF']\n[tool.ecslint.severity]\nDF1 = 'info'\n[project]"
    )
    assert load(".")._replace(origins={}) == Config(
        select=("DF",), severity={"DF1": "info"}, path="pyproject.toml", folder=str(here)
    )
    write("other/pyproject.toml", "[project]")
    assert load(".", "other/pyproject.toml").select == ()


def test_the_nearest_file_counts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> tuple[str | None, tuple[str, ...]]:
        config = load(os.getcwd())
        return config.path, config.ignore

    write("../ecslint.toml", 'ignore = ["outside"]')
    write("a/b/x", "")
    monkeypatch.chdir("a/b")
    assert found() == (None, ())
    write("../../pyproject.toml", '[tool.ecslint]\nignore = ["top"]')
    assert found() == ("../../pyproject.toml", ("top",))
    write("../pyproject.toml", '[project]\ndependencies = ["ecslint"]')
    assert found() == ("../../pyproject.toml", ("top",))
    write("../.ecslint.toml", 'ignore = ["a"]')
    assert found() == ("../.ecslint.toml", ("a",))
    write("pyproject.toml", '[tool.ecslint]\nignore = ["b"]')
    assert found() == ("pyproject.toml", ("b",))
    write("ecslint.toml", 'ignore = ["c"]')
    assert found() == ("ecslint.toml", ("c",))
    assert load(os.getcwd(), "../.ecslint.toml").ignore == ("a",)
    assert load(os.getcwd(), None, True) == Config()
    # A broken file further up is nobody's business, and a pyproject.toml about other things neither.
    write("../.ecslint.toml", "???")
    assert found() == ("ecslint.toml", ("c",))
    os.remove("ecslint.toml")
    write("pyproject.toml", "??? not TOML")
    write("../.ecslint.toml", "")
    assert found() == ("../.ecslint.toml", ())


def test_patterns_belong_to_the_folder_of_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("ecslint.toml", 'extend-exclude = ["/a/old/", "gone", "!a/old/keep", "a/b*/x.json", "**/z"]')
    for name in ("a/old/x.json", "a/b1/x.json", "a/b1/y.json", "a/gone/x.json", "a/z/x.json", "old/x.json"):
        write(name, "{}")
    for folder in (".", "a", "a/b1"):
        monkeypatch.chdir(here / folder)
        config = load(os.getcwd())
        assert config.folder == str(here)
        found = discover([str(here)], exclude=config.exclude)
        shown = {os.path.relpath(candidate.path, here) for candidate in found}
        assert shown == {"a/b1/y.json", "old/x.json"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selct = []", "unknown key `selct`, did you mean `select`?"),
        ("extend_select = []", "unknown key `extend_select`, did you mean `extend-select`?"),
        ("network = true", "`network` is refused: only the command line"),
        ("'a\\nb' = 1", "unknown key `a\\nb`"),
        ('"a\\nb" = 1', "unknown key `a?b`"),
        ('select = "ALL"', "`select` is wrong, allowed is a list of codes"),
        ("ignore = [1]", "`ignore` is wrong"),
        ('fail-on = "fatal"', '`fail-on` is wrong, allowed is "error", "warning", "info" or "never"'),
        ('min-severity = "never"', "`min-severity` is wrong"),
        ("launch-type = 1", '`launch-type` is wrong, allowed is "FARGATE"'),
        ("severity = 1", "`severity` is wrong, allowed is a table"),
        ('[severity]\nDF101 = "bad"', "`severity.DF101` is wrong"),
        ('[per-file-ignores]\n"x" = "DF101"', "`per-file-ignores.x` is wrong"),
        ("[rules]\nDF101 = 1", "`rules.DF101` is wrong"),
        ("select = [", "not valid TOML"),
        ("a = 1\na = 2", "not valid TOML"),
        ("a = " + "1" * 5000, "not valid TOML"),
        ("a = " + "[" * 100_000, "not valid TOML"),
        ("a = 1979-13-99", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_one_line(here: Path, text: str, said: str) -> None:
    write(".ecslint.toml", text)
    with pytest.raises(UsageError) as caught:
        load(".")
    message = str(caught.value)
    assert message.startswith(".ecslint.toml: ")
    assert said in message
    assert len(message.splitlines()) == 1


def test_what_is_wrong_in_a_shared_file(here: Path) -> None:
    write("pyproject.toml", "[tool.ecslint]\nselct = []")
    with pytest.raises(
        UsageError, match=r"pyproject.toml: unknown key `tool.ecslint.selct`, did you mean `select`"
    ):
        load(".")
    for text in ("[tool]\necslint = 1", "[[tool.ecslint]]\nselect = []"):
        write("pyproject.toml", text)
        with pytest.raises(UsageError, match="is not a table"):
            load(".")


@pytest.mark.parametrize("path", ["missing.toml", ".", "a\0b", ""])
def test_an_explicit_file_must_be_there(here: Path, path: str) -> None:
    with pytest.raises(UsageError, match=r"no such configuration file|cannot be read"):
        load(".", path)


def test_odd_bytes(here: Path) -> None:
    Path("ecslint.toml").write_bytes(b"# \xff\xfe")
    with pytest.raises(UsageError, match="not valid TOML"):
        load(".")


def test_every_key_is_documented_and_stored() -> None:
    for name, key in KEYS.items():
        assert key.doc
        assert key.kind.allowed
        assert name in {"extend", "extend-exclude"} or name.replace("-", "_") in Config._fields


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(sorted(KEYS)), st.sampled_from(["1", "'x'", "[]", "['a']", "{}", "{a = []}"])
    )
)
def test_any_value_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("\n".join(f"{name} = {value}" for name, value in table.items()))
    with suppress(UsageError):
        config = load(".", str(path))
        assert isinstance(config.exclude, tuple)
        assert isinstance(config.severity, dict)
