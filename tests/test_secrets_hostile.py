"""Texts made to slow a search down: every one of them comes to an end, in every place that is searched and masked."""

import json

import pytest
from token_factory import specs

from ecslint import secrets
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.finding import Finding, Severity
from ecslint.secrets.scrub import scrub_findings
from ecslint.source import Source, Span
from ecslint.taskdefinition import parse as parse_json

SIZE = 50_000
# Put together here, for no file of the project may hold the line that opens a key.
DASHES = "-" * 5
HEADS = sorted({spec.partition("{")[0].replace("^", "") for _, spec in specs() if spec[0] != "{"})
PIECES = [
    "curl -u ", "-u a:", "-u'a:b' ", "curl -H 'Authorization: Bearer ", "wget --header=", "useradd -p ", "mysql -p", "echo a:b | chpasswd; ",
    "://", "a://b:c@", "a:b@", "a:b@c.d", "a.b.", "@", "A=", "PASSWORD=", "password: ", "password=a;server=", "'--token', ", '"--token", "',
    '"name": "TOKEN", "value": ', '"value": "a" , ', '"auth": "', "_authToken=", "login a password ", "identified by ", "user a ",
    "${A:-", "${A_TOKEN:-b}", "$(", "{{", "<a", "__A", "%A", "x", "A", "0", "eyJ", "eyJa.eyJb.", "ZXlK", "sk-a", "T3BlbkFJ", ".atlasv1.", "-us1",
    "curl -H 'a-b-token: ", "a-b-c-d-", "-Da.password=x ", "java -Da.token=", "openssl -passout pass:", "echo a | docker login --password-stdin; ",
    "poetry config http-basic.a b c ", "curl https://a?token=abcdefgh&", "curl a?", "&token=", "ssh-keygen -N ", "cargo login a; ", "bundle config a b:c ", "smbclient -U a%b ", "keytool -storepass ",
    "a:b@tcp(", "jdbc:oracle:thin:a/", "define('A_PASS', 'b", "define('", '"a": "b=', '"a": "a=b" ', "x-a=", "authorization=basic%20", "<password>", ":5432:a:b:", "a:5432:b:c:d ",
    "curl '?u=a&p=bc", "sqlplus a/", "uid=a pwd=bc ", "openssl -k ", "mc alias set a b c d; ", '\\"a_pass\\":\\"b',
    "requirepass ", "createUser pwd: '", "create_superuser('a', 'b', '", ': PSK "', "sed s/a/b=c/ ", "sed 's/^A_PASS=.*/A_PASS=b/' ", "--requirepass a", "BUNDLE_A__B=", "LS0tLS1CRUdJTiBQUklWQVRF",
    f"{DASHES}BEGIN PRIVATE KEY{DASHES}", f"{DASHES}BEGIN ", "PuTTY-User-Key-File-2: ", "AccountKey=", "sig=", " ", "\t", "'", '\\"', "\\", "\\n", "`a`", ".", "_", "-",
]  # fmt: skip


def examine(text: str) -> None:
    # The whole in the place with the most to do, a part of it in the others.
    part = text[: SIZE // 20]
    lines = ["FROM a", f"FROM {part}", f'ENV DB_PASSWORD="{part}"', f"# {part}", part, f"RUN {text}"]
    secrets.mask_spans(parse_dockerfile("\n".join(lines)))
    container = {"image": part, "command": [part], "environment": [{"name": "DB_PASSWORD", "value": part}]}
    whole = json.dumps({"containerDefinitions": [container]})
    secrets.mask_spans(parse_json(Source("task.json", whole)))
    secrets.mask_spans(parse_json(Source("task.json", whole[:-9])))


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_piece_comes_to_an_end(piece: str) -> None:
    examine((piece * (SIZE // len(piece) + 1))[:SIZE])


def test_all_heads_of_formats_in_a_row_come_to_an_end() -> None:
    line = " ".join(HEADS)
    examine((line * (SIZE // len(line) + 1))[:SIZE])
    line = "".join(HEADS)
    examine((line * (SIZE // len(line) + 1))[:SIZE])


def test_many_messages_about_many_secrets_come_to_an_end() -> None:
    text = "\n".join(f"DB_PASSWORD=w{number}q{number * 7919 % 100003:06}Zk9" for number in range(2000))
    source = Source("Dockerfile", text)
    masks = secrets.mask_spans(parse_dockerfile("FROM a\n" + text))
    assert len(masks) == 2000
    findings = [
        Finding("DF002", "x", Severity.ERROR, f"`{mask.text}` is wrong", Span(source, 0, len(text)))
        for mask in masks
    ]
    for finding, mask in zip(scrub_findings(findings, masks, ()), masks, strict=True):
        assert mask.text not in finding.message
