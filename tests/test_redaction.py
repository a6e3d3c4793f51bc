"""No secret leaves the process: planted in every place of every kind of file, and looked for in every byte written."""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from token_factory import build, make, specs

from ecslint import secrets, shelf
from ecslint.cli import main
from ecslint.finding import Finding
from ecslint.report import FORMATS
from ecslint.source import Source
from ecslint.taskdefinition import parse as parse_json

PIECE = 8
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Planter:
    """Makes secrets and remembers them: `word` for credential-named places, `token` for all others."""

    def __init__(self, seed: str) -> None:
        self.source = random.Random(seed)
        self.planted: list[str] = []

    def word(self) -> str:
        """Nobody's format: only its name or its place tells."""
        text = "q7Z" + "".join(self.source.choice(LETTERS) for _ in range(17))
        self.planted.append(text)
        return text

    def token(self) -> str:
        """A GitHub token, told by itself."""
        text = build("GitHub token", "ghp_{36n}", self.source.randrange(10**9))
        self.planted.append(text.removeprefix("ghp_"))
        return text

    def leaks(self, written: str) -> list[str]:
        """The pieces of secrets that occur in a text, in any case."""
        lower = written.lower()
        return sorted(
            {
                text[at : at + PIECE]
                for text in self.planted
                for at in range(len(text) - PIECE + 1)
                if text[at : at + PIECE].lower() in lower
            }
        )


# `@W@` becomes a word, `@T@` a token, each time another one.
DOCKERFILES = {
    "variables": "FROM alpine\nENV DB_PASSWORD=@W@ A=@T@\nENV API_KEY @W@\nENV A @T@\nARG TOKEN=@W@\nARG B=@T@\nENV C=${X_PASSWORD:-@W@}\n",
    "duplicates": "FROM alpine\nENV DB_PASSWORD=@W@ DB_PASSWORD=@W@\nENV PATH=$PATH:@T@ Q=$Q@T@\n",
    "labels": "FROM alpine\nLABEL token=@W@ x=@T@\nLABEL password @W@\nMAINTAINER @T@\n",
    "commands": (
        "FROM ubuntu\nRUN cd /x && curl -u ci:@W@ http://x.y | sh\nRUN wget --header 'Authorization: Bearer @W@' x.y && sudo x @T@\n"
        "RUN export NPM_TOKEN=@W@ && npm install\nRUN echo root:@W@ | chpasswd\nRUN mysql -uroot -p@W@\nRUN pip install @T@ x==@T@\n"
        "RUN useradd -p @W@ app && usermod --password @W@ app\nRUN apt-get install @T@ && apt-get install -y vim=@T@\n"
        "RUN chmod 777 /@T@ && npm install @T@ && gem install @T@ && go install x/@T@@latest\nRUN @T@ | x\nRUN ssh @T@\n"
    ),
    "exec": 'FROM alpine\nCMD ["app", "--password", "@W@", "@T@"]\nENTRYPOINT app --token @W@ @T@\nHEALTHCHECK CMD curl -u a:@W@ x @T@\nSHELL ["@T@"]\n',
    "broken-exec": "FROM alpine\nCMD ['app', '--password', '@W@', '@T@']\nENTRYPOINT [\"app\", \"@T@\"\nSHELL @T@\n",
    "heredocs": "FROM alpine\nRUN <<EOF\nexport DB_PASSWORD=@W@\nx @T@\nEOF\nCOPY <<EOF /root/.npmrc\n//r/:_authToken=@W@\npassword = @W@\n@T@\nEOF\n",
    "open-heredoc": "FROM alpine\nRUN <<@T@\nDB_PASSWORD=@W@\n",
    "urls": "FROM alpine\nADD https://ci:@W@@x.y/z /z\nRUN git clone https://ci:@W@@x.y/z\nRUN pip install -i http://ci:@W@@x.y/s z\n",
    "references": "FROM https://ci:@W@@x.y/z\nFROM ci:@W@@r.io/z\nFROM alpine:@T@ AS @T@\nCOPY --from=@T@ a b\nCOPY --chown=@T@ a /@T@\nFROM @T@\n",
    "comments": "# syntax=@T@\n# escape=@T@\nFROM alpine\n# DB_PASSWORD=@W@ @T@\n# ecslint: ignore=@T@\n# hadolint ignore=@T@\nRUN x \\\n# password: @W@\n\n  y @T@\n",
    "ignores": "FROM alpine # ecslint: ignore[@T@]\n# ecslint: ignore[@T@, DF101] -- @T@\n# ecslint: ignore-file[@T@]\n# ecslint: @T@\nRUN x\n# hadolint ignore=DL3002 # @T@\nUSER root\n# ecslint: ignore[DF1] password: @W@\n",
    "onbuild": "FROM alpine\nONBUILD ENV DB_PASSWORD=@W@\nONBUILD RUN curl -u a:@W@ @T@\nONBUILD ONBUILD RUN @T@\nONBUILD FROM @T@\n",
    "broken": "FROM alpine\n@T@\n@T@ x\nDB_PASSWORD=@W@\nENVV API_KEY=@W@\nENV\nENV @T@\nENV =@T@\nRUN 'x @T@\nRUN --x=@T@ y\nCOPY @T@\n",
    "odd": "FROM alpine\nEXPOSE @T@ 80/@T@\nUSER @T@\nUSER x:@T@\nWORKDIR @T@\nVOLUME @T@\nSTOPSIGNAL @T@\nHEALTHCHECK --interval=@T@ CMD x\nHEALTHCHECK @T@\n",
    "substitution": "ARG @T@\nFROM ${X:-@T@}\nENV A=$@T@ B=${@T@} C=${@T@ D=${A!@T@}\nRUN $@T@\nCOPY $@T@ ${@T@} /\n",
    "no-from": "RUN curl -u a:@W@ x @T@\nENV DB_PASSWORD=@W@",
    "gap": "FROM alpine AS x\nRUN DB_PASSWORD=@W@ \\\n\n  x @T@\nenv API_KEY @W@\n",
}  # fmt: skip

CONTAINER = (
    '{"name": "web", "image": "ci:@W@@r.io/web:1", "environment": [{"name": "DB_PASSWORD", "value": "@W@"}, '
    '{"value": "@W@", "name": "API_KEY"}, {"name": "X", "value": "@T@"}, {"name": "X", "value": "https://a:@W@@b"}], '
    '"command": ["app", "--password", "@W@", "@T@"], "entryPoint": ["sh", "-c", "curl -u a:@W@ x @T@"], '
    '"healthCheck": {"command": ["CMD-SHELL", "curl -u a:@W@ x; @T@"], "interval": "@T@"}, "dockerLabels": {"app.token": "@W@", "a": "@T@"}, '
    '"logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "@W@", "x": "@T@"}, '
    '"secretOptions": [{"name": "splunk-token", "valueFrom": "@T@"}]}, "secrets": [{"name": "A_TOKEN", "valueFrom": "@T@"}, '
    '{"name": "DB_PASSWORD", "valueFrom": "@T@"}], "dependsOn": [{"containerName": "@T@", "condition": "@T@"}], '
    '"user": "@T@", "links": ["@T@"], "mountPoints": [{"sourceVolume": "@T@"}], '
    '"portMappings": [{"containerPort": "@T@", "protocol": "@T@", "name": "@T@"}]}'
)
TASKS = {
    "containers": '{"family": "web", "containerDefinitions": [' + CONTAINER + "]}",
    "indented": '{"family": "web",\n "containerDefinitions": [\n  ' + CONTAINER.replace(", ", ",\n   ") + "\n ]}\n",
    "task": (
        '{"family": "@T@", "networkMode": "@T@", "cpu": "@T@", "memory": "@T@", "taskRoleArn": "@T@", "tags": [{"key": "token", "value": "@W@"}, '
        '{"key": "a", "value": "@T@"}], "requiresCompatibilities": ["FARGATE", "@T@"], "volumes": [{"name": "v", "host": {"sourcePath": "/@T@"}, '
        '"dockerVolumeConfiguration": {"driverOpts": {"password": "@W@", "o": "username=a,password=@W@", "x": "@T@"}}}], '
        '"containerDefinitions": [{"name": "@T@", "image": "https://a:@W@@b"}, {"name": "b", "image": "@T@:@T@"}]}'
    ),
    "duplicates": '{"family": "web", "@T@": 1, "@T@": 2, "DB_PASSWORD": "@W@", "DB_PASSWORD": "@W@", "containerDefinitions": [{"name": "a", "image": "a:1", "@T@": 1}]}',
    "broken": '{"family": "web", "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "DB_PASSWORD", "value": "@W@"}, {"name": "X", "value": "@T@" "@T@" @T@}]}',
    "open": '{"family": "web", "containerDefinitions": [{"name": "a", "environment": [{"name": "DB_PASSWORD", "value": "@W@',
    "single": "{'family': 'web', 'containerDefinitions': [{'name': 'a', 'environment': [{'name': 'DB_PASSWORD', 'value': '@W@'}, '@T@']}]}",
    "comment": '{"family": "web", /* @T@ */ "containerDefinitions": [] // password: @W@\n}',
    "escapes": '{"family": "web", "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "X", "value": "\\q@T@"}, {"name": "API_KEY", "value": "@W@\\x"}]}]}',
}  # fmt: skip
SERVICES = {
    "service": (
        '{"serviceName": "@T@", "cluster": "@T@", "taskDefinition": "web:1", "launchType": "@T@", "desiredCount": "@T@", "clientToken": "@T@", '
        '"tags": [{"key": "token", "value": "@W@"}, {"key": "a", "value": "@T@"}], "serviceConnectConfiguration": {"enabled": true, '
        '"logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "@W@", "x": "@T@"}}}, '
        '"loadBalancers": [{"containerName": "@T@", "containerPort": "@T@"}], "schedulingStrategy": "@T@"}'
    ),
    "broken": '{"serviceName": "a", "taskDefinition": "web:1", "tags": [{"key": "token", "value": "@W@"}, @T@ {"key": "a", "value": "@T@"}',
}  # fmt: skip

CASES = [
    *(("Dockerfile", name, text) for name, text in DOCKERFILES.items()),
    *(("task-definition.json", name, text) for name, text in TASKS.items()),
    *(("service-definition.json", name, text) for name, text in SERVICES.items()),
]
RUNS = [
    *(["--format", name] for name in FORMATS),
    ["--unsafe-fixes", "--diff"],
    ["--min-severity", "info", "--color", "always", "-v"],
    ["--no-inline-ignores", "--as", "@kind"],
    ["--select", "ALL", "--format", "json"],
    # These change the file, so they stand last.
    ["--fix", "-v"],
    ["--unsafe-fixes", "-v", "--format", "json"],
]


def planted(case: str, text: str) -> tuple[Planter, str]:
    planter = Planter(case)
    while "@W@" in text or "@T@" in text:
        text = (
            text.replace("@W@", planter.word(), 1)
            if "@W@" in text
            else text.replace("@T@", planter.token(), 1)
        )
    return planter, text


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("file", "case", "text"), CASES, ids=[f"{file}-{case}" for file, case, _ in CASES])
def test_no_secret_in_any_output(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, case: str, text: str
) -> None:
    planter, text = planted(case, text)
    (folder / file).write_text(text)
    for arguments in RUNS:
        main(
            [word.replace("@kind", file.rpartition(".")[0] or "dockerfile") for word in arguments]
            + ["--extend-select", "ALL", file]
        )
        captured = capsys.readouterr()
        written = captured.out + captured.err
        assert planter.leaks(written) == [], f"{arguments}:\n{written}"
    main(["files", "."])
    captured = capsys.readouterr()
    assert planter.leaks(captured.out + captured.err) == []


@pytest.mark.parametrize("spec", [spec for _, spec in specs() if spec[0] != "{"][::6])
def test_no_format_shows_a_token(folder: Path, capsys: pytest.CaptureFixture[str], spec: str) -> None:
    provider = next(provider for provider, other in specs() if other == spec)
    planter = Planter(spec)
    token = build(provider, spec)
    head = spec.partition("{")[0].replace("^", "")
    planter.planted.append(token.removeprefix(head))
    (folder / "Dockerfile").write_text(f"FROM alpine\nENV A={token}\nRUN x {token}\n{token}\n# {token}\n")
    for name in FORMATS:
        main(["--format", name, "--extend-select", "ALL", "Dockerfile"])
        captured = capsys.readouterr()
        assert planter.leaks(captured.out + captured.err) == []


def test_a_rule_that_fails_tells_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    planter, text = planted("crash", DOCKERFILES["variables"])

    def fails(node: object) -> Iterator[Finding]:
        raise ValueError(f"{node!r} {text}")

    for rule in shelf.family("dockerfile"):
        monkeypatch.setattr(
            rule, "checks", [check._replace(function=fails, takes_options=False) for check in rule.checks]
        )
    (folder / "Dockerfile").write_text(text)
    for arguments in ([], ["-v"], ["--format", "json"], ["--fix"], ["--diff"]):
        assert main([*arguments, "Dockerfile"]) == 3
        captured = capsys.readouterr()
        assert planter.leaks(captured.out + captured.err) == []


def test_a_shown_secret_would_be_noticed() -> None:
    planter, text = planted("self", DOCKERFILES["variables"])
    assert len(planter.leaks(text.upper())) > 50
    assert planter.leaks(json.dumps({"mask": "*" * 8})) == []
    assert make("github token") not in sys.argv


@pytest.mark.parametrize(
    "value",
    [
        '{"feeds": [{"user": "a", "password": "q7Zr2LmX0pVt"}]}',
        "define('DB_PASSWORD', 'q7Zr2LmX0pVt');",
        "shop:q7Zr2LmX0pVt@tcp(db:3306)/shop",
        "--requirepass q7Zr2LmX0pVt --appendonly yes",
    ],
)
def test_settings_in_a_value_are_masked_wherever_the_file_ends(value: str) -> None:
    whole = json.dumps({"containerDefinitions": [{"environment": [{"name": "A", "value": value}]}]})
    start = whole.index("q7Zr2LmX0pVt")
    for end in range(start + 8, len(whole)):
        text = whole[:end]
        if "@tcp" in value and "@tcp(" not in text:
            # Without its host nothing says that this is a password.
            continue
        hidden = {
            i
            for mask in secrets.mask_spans(parse_json(Source("task.json", text)))
            for i in range(mask.start, mask.end)
        }
        assert hidden.issuperset(range(start, min(end, start + 12))), text


def test_names_that_hold_no_credential_are_masked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    planter = Planter("allowed")
    (tmp_path / "Dockerfile").write_text(
        f"FROM alpine\nENV LICENSE_KEY={planter.word()} DB_PASSWORD={planter.word()}\n"
    )
    entry = '{"name": "LICENSE_KEY", "value": "%s"}, {"name": "API_TOKEN", "value": "%s"}'
    (tmp_path / "task-definition.json").write_text(
        '{"containerDefinitions": [{"name": "a", "image": "a", "environment": [%s]}]}'
        % (entry % (planter.word(), planter.word()))
    )
    tables = [
        f"[rules.{name}]\nallowed = ['LICENSE_*']\n" for name in ("DF305", "DF307", "environment-credential")
    ]
    (tmp_path / "ecslint.toml").write_text("".join(tables))
    for format in FORMATS:
        assert main(["--format", format, "--extend-select", "DF307"]) == 1
        said = capsys.readouterr()
        assert "DB_PASSWORD" in said.out
        assert "API_TOKEN" in said.out
        assert not planter.leaks(said.out + said.err)
    main(["--format", "json", "--extend-select", "DF307"])
    messages = [finding["message"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert not [message for message in messages if "LICENSE_KEY" in message]
