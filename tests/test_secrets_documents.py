"""Secrets in whole documents: every place that can hold one, nothing that only looks like it, and no value in what is shown."""

import json
import os
import subprocess
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from token_factory import fill, make, private_key

from ecslint import secrets
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.secrets import Secret
from ecslint.secrets.armour import find_private_keys
from ecslint.secrets.files import credential_file
from ecslint.secrets.tokens import find_tokens
from ecslint.source import Source
from ecslint.taskdefinition import parse as parse_json

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def in_dockerfile(text: str) -> tuple[Secret, ...]:
    return secrets.find(parse_dockerfile("FROM alpine:3.20\n" + text))


def in_container(container: dict[str, object]) -> tuple[Secret, ...]:
    text = json.dumps(
        {"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", **container}]}, indent=1
    )
    return secrets.find(parse_json(Source("task.json", text)))


def told(found: tuple[Secret, ...]) -> list[tuple[str, str]]:
    return [(secret.kind, secret.span.text) for secret in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ENV DB_PASSWORD=hunter2", [("named", "hunter2")]),
        ("ENV DB_PASSWORD hunter2", [("named", "hunter2")]),
        ("ENV A=1 \\\n  # a comment\n  DB_PASSWORD='hunter2' B=2", [("named", "hunter2")]),
        ('ARG API_KEY="7dK2mQx9Lw4Zt8Rb"', [("named", "7dK2mQx9Lw4Zt8Rb")]),
        ("LABEL com.acme.token=7dK2mQx9Lw4Zt8Rb", [("named", "7dK2mQx9Lw4Zt8Rb")]),
        ("ONBUILD ENV DB_PASSWORD=hunter2", [("named", "hunter2")]),
        ("ENV PW_SOURCE=${DB_PASSWORD:-hunter2}", [("named", "hunter2")]),
        ("RUN PGPASSWORD=postgres psql -c 'select 1'", [("named", "postgres")]),
        ("RUN export NPM_TOKEN=abcd1234 && npm ci", [("named", "abcd1234")]),
        ("RUN docker run -e DB_PASSWORD=hunter2 x", [("named", "hunter2")]),
        ("RUN docker build --build-arg DB_PASSWORD=hunter2 .", [("named", "hunter2")]),
        ("RUN mvn -Ddb.password=hunter2 verify", [("named", "hunter2")]),
        ("RUN echo 'DB_PASSWORD=hunter2' >> .env", [("named", "hunter2")]),
        ("RUN curl -u ci:hunter2 https://x.y", [("command", "hunter2")]),
        ("RUN curl -fsSLu 'ci:hunter2' https://x.y", [("command", "hunter2")]),
        ("RUN set -e; curl --user=ci:hunter2 https://x.y", [("command", "hunter2")]),
        ("RUN curl -H 'Authorization: Bearer 7dK2mQx9Lw4Zt8Rb' x.y", [("command", "7dK2mQx9Lw4Zt8Rb")]),
        ('RUN curl -H "authorization: token 7dK2mQx9Lw4Zt8Rb" x.y', [("command", "7dK2mQx9Lw4Zt8Rb")]),
        ("RUN wget --header='X-Vault-Token: 7dK2mQx9Lw4Zt8Rb' x.y", [("command", "7dK2mQx9Lw4Zt8Rb")]),
        (
            "RUN app --db-password hunter2 --token=7dK2mQx9Lw4Zt8Rb",
            [("command", "hunter2"), ("command", "7dK2mQx9Lw4Zt8Rb")],
        ),
        ("RUN redis-server --requirepass hunter2", [("command", "hunter2")]),
        (
            "RUN sshpass -p hunter2 ssh x && sshpass -phunter3 ssh y",
            [("command", "hunter2"), ("command", "hunter3")],
        ),
        ("RUN mysql -uroot -phunter2 shop", [("command", "hunter2")]),
        ("RUN docker login -u ci -p hunter2 registry", [("command", "hunter2")]),
        ("RUN echo root:hunter2 | chpasswd", [("command", "hunter2")]),
        ('RUN echo "root:hunter2" | sudo chpasswd', [("command", "hunter2")]),
        ("RUN bash -c 'curl -u ci:hunter2 x.y'", [("command", "hunter2")]),
        ('RUN ["curl", "-u", "ci:hunter2", "x.y"]', [("command", "hunter2")]),
        ("RUN echo '//r.acme.com/:_authToken=7dK2mQx9' > .npmrc", [("command", "7dK2mQx9")]),
        ("RUN mysql -e \"CREATE USER 'a' IDENTIFIED BY 'hunter2'\"", [("command", "hunter2")]),
        ("RUN <<EOF\ncurl -u ci:hunter2 x.y\nEOF", [("command", "hunter2")]),
        ("COPY <<EOF /root/.npmrc\n//r.acme.com/:_authToken=7dK2mQx9\nEOF", [("command", "7dK2mQx9")]),
        ("COPY <<EOF /etc/pip.conf\npassword = hunter2\nEOF", [("named", "hunter2")]),
        ("RUN npm config set //r.acme.com/:_authToken 7dK2mQx9", [("command", "7dK2mQx9")]),
        ("RUN aws configure set profile.x.aws_secret_access_key 7dK2mQx9Lw4Z", [("command", "7dK2mQx9Lw4Z")]),
        ("RUN git config --global hub.token '7dK2mQx9'", [("command", "7dK2mQx9")]),
        ('CMD ["app", "--password", "hunter2"]', [("command", "hunter2")]),
        ("HEALTHCHECK CMD curl -fu ci:hunter2 http://localhost", [("command", "hunter2")]),
        ("RUN git clone https://ci:hunter2@github.com/a/b", [("url", "hunter2")]),
        (
            "RUN useradd -m -p hunter2 app && usermod -p hunter3 app",
            [("command", "hunter2"), ("command", "hunter3")],
        ),
        ("FROM ci:hunter2@r.acme.com/a/b:1 AS x", [("url", "hunter2")]),
        ("COPY --from=ci:hunter2@r.acme.com:5000/a /a /b", [("url", "hunter2")]),
        ("ADD https://ci:hunter2@x.y/z /z", [("url", "hunter2")]),
        ("ENV DB=postgres://a:hunter2@db/x", [("url", "hunter2")]),
        ("ENV DB_PASSWORD=postgres://a:hunter2@db/x", [("url", "hunter2")]),
    ],
)
def test_dockerfile_gives_away(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(in_dockerfile(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ENV GPG_KEY A035C8C19219BA821ECEA86B64E628F8D684696D",
        "ENV GPG_KEYS A035C8C19219BA821ECEA86B64E628F8D684696D 0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D",
        "RUN key='A4A9 4068 76FC BD3C 4567  70C8 8C71 8D3B 5072 E1F5'; gpg --recv-keys \"$key\"",
        "RUN echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers",
        "ENV DB_PASSWORD_FILE=/run/secrets/db KMS_KEY_ALIAS=alias/x SSH_AUTH_SOCK=/ssh-agent PASS_MAX_DAYS=90",
        "ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes MYSQL_RANDOM_ROOT_PASSWORD=1 POSTGRES_HOST_AUTH_METHOD=trust",
        "ENV TOKENIZERS_PARALLELISM=false MAX_TOKENS=4096 TOKEN_EXPIRY_MINUTES=30 SECRETS_BACKEND=vault",
        "ENV X_SHA256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 X_COMMIT=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "RUN --mount=type=secret,id=npm_token --mount=type=ssh NPM_TOKEN=$(cat /run/secrets/npm_token) npm ci",
        "ARG TOKEN\nENV TOKEN=${TOKEN} B_TOKEN= C_TOKEN='<your token>' D_TOKEN=\"{{ token }}\"",
        "ENV JDBC=jdbc:postgresql://db/x\nRUN git clone git@github.com:a/b.git && git clone https://${TOKEN}@github.com/a/b",
        "RUN adduser --disabled-password app && passwd -l root && useradd -m -u 1000 app",
        "RUN keytool -importcert -storepass changeit -noprompt && docker login -u x --password-stdin < /run/secrets/x",
        'RUN curl -u "$USER:$PASS" x.y; curl -H "Authorization: token ${TOKEN}" x.y; curl -u ci: x.y',
        "RUN apt-get install -y libpam-passwdqc apt-key && mysql -p -uroot && openssl passwd",
        "RUN if [ \"$password\" = '' ]; then echo 'password: missing'; fi",
        'RUN token="$(curl -fsSL https://auth.acme.com/token | jq -r .token)" && echo $token',
        "RUN npm config set //r.acme.com/:_authToken '${NPM_TOKEN}' && npm config set fund false",
        "RUN aws configure set region eu-west-1 && aws configure set aws_secret_access_key $KEY",
        "RUN git config user.name token && git config --global credential.helper store",
        "RUN useradd -p '$6$salt$hash' a && useradd -p \"$PW\" b && mkdir -p c && useradd -m d",
        "RUN useradd -p $(openssl passwd -1 $PW) a && useradd -p '*' b && useradd -p '!' c",
        "FROM r.acme.com/a:1@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "FROM ci:${TOKEN}@r.acme.com/a\nFROM ci@r.acme.com/a",
        "HEALTHCHECK NONE",
    ],
)  # fmt: skip
def test_dockerfile_that_only_looks_like_it(text: str) -> None:
    assert told(in_dockerfile(text)) == []


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ({"environment": [{"name": "DB_PASSWORD", "value": "hunter2"}]}, [("named", "hunter2")]),
        ({"environment": [{"value": "hunter2", "name": "DB_PASSWORD"}]}, [("named", "hunter2")]),
        ({"environment": [{"name": "DB_PASSWORD", "value": 123456}]}, [("named", "123456")]),
        ({"environment": [{"name": "URL", "value": "amqp://a:hunter2@q"}]}, [("url", "hunter2")]),
        ({"command": ["app", "--password", "hunter2"]}, [("command", "hunter2")]),
        ({"image": "ci:hunter2@r.acme.com/web:1"}, [("url", "hunter2")]),
        ({"image": "r.acme.com/web:1@sha256:" + "ab" * 32}, []),
        ({"image": "ci:${PW}@r.acme.com/web:1"}, []),
        ({"entryPoint": ["sh", "-c", "app --password hunter2"]}, [("command", "hunter2")]),
        (
            {"healthCheck": {"command": ["CMD-SHELL", "curl -u a:hunter2 x || exit 1"]}},
            [("command", "hunter2")],
        ),
        ({"dockerLabels": {"app.token": "7dK2mQx9"}}, [("named", "7dK2mQx9")]),
        ({"logConfiguration": {"options": {"splunk-token": "7dK2mQx9"}}}, [("named", "7dK2mQx9")]),
        ({"environment": [{"name": "DB_PASSWORD", "value": "${PW}"}]}, []),
        ({"secrets": [{"name": "DB_PASSWORD", "valueFrom": "/web/db-password"}]}, []),
        ({"environment": [{"name": "GOOGLE_APPLICATION_CREDENTIALS", "value": "/tmp/key.json"}]}, []),
    ],
)
def test_container_gives_away(container: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert told(in_container(container)) == expected


def test_tokens_are_found_in_every_place() -> None:
    token = make("github token")
    for text in (
        f"ENV GREETING={token}", f"LABEL a={token}", f"RUN curl -H 'X-Thing: {token}' x", f"RUN echo {token} > x",
        f"COPY <<EOF /x\n{token}\nEOF", f'CMD ["{token}"]', f"USER {token}", f"ENV GITHUB_TOKEN={token}", f"RUN app --token {token}",
        f"ENV X=${{Y:-{token}}}",
    ):  # fmt: skip
        assert told(in_dockerfile(text)) == [("token", token)]
    for container in (
        {"environment": [{"name": "X", "value": token}]}, {"command": ["app", "--token", token]}, {"dockerLabels": {"x": token}},
        {"secrets": [{"name": "X", "valueFrom": token}]}, {"dockerSecurityOptions": [token]},
    ):  # fmt: skip
        assert told(in_container(dict(container))) == [("token", token)]


def test_node_says_where_it_is() -> None:
    text = "FROM a AS build\nENV DB_PASSWORD=hunter2\nFROM b\nENV DB_PASSWORD=hunter3"
    first, second = secrets.find(parse_dockerfile(text))
    assert (first.name, first.place, first.in_final_stage) == ("DB_PASSWORD", "ENV", False)
    assert second.in_final_stage is True
    assert first.logical == "stage build/ENV/DB_PASSWORD"
    assert first.name_span is not None
    assert first.name_span.text == "DB_PASSWORD"
    (secret,) = in_container({"environment": [{"name": "DB_PASSWORD", "value": "hunter2"}]})
    assert (secret.name, secret.place, secret.container) == ("DB_PASSWORD", "environment", "web")
    assert secret.pointer == "/containerDefinitions/0/environment/0/value"


def test_private_key_in_json_is_whole() -> None:
    (secret,) = in_container({"environment": [{"name": "X", "value": private_key()}]})
    assert secret.kind == "private-key"
    assert secret.span.text == json.dumps(private_key())[1:-1]


def test_no_value_in_what_is_shown() -> None:
    found = in_dockerfile(fill("ENV DB_PASSWORD=hunter2 X=@TOKEN:github@\nRUN curl -u a:hunter2 b"))
    assert len(found) == 3
    for secret in found:
        for shown in (
            repr(secret),
            str(secret),
            f"{secret}",
            secret.description,
            secret.logical,
            secret.name or "",
        ):
            assert "hunter2" not in shown
            assert make("github")[5:] not in shown
    (secret,) = in_dockerfile(f"ENV {make('github')}_PASSWORD=hunter2")[-1:]
    assert make("github") not in f"{secret.name}"


@pytest.mark.parametrize(
    "text",
    [
        "# DB_PASSWORD=hunter2\n", "# ENV DB_PASSWORD hunter2\n", "EVN DB_PASSWORD=hunter2\n", "ENV DB_PASSWORD=x hunter2=1 API_KEY=hunter2",
        "ENV DB_PASSWORD='hunter2", "RUN app --password hunter2 # more\n", "# https://a:hunter2@b.c\n", "ENV DB_PASSWORD=changeme-hunter2",
        "# curl -H 'Authorization: Bearer hunter2hunter2'\n", "ENV A=1\n  DB_PASSWORD=hunter2\n",
    ],
)  # fmt: skip
def test_mask_covers_more_than_is_reported(text: str) -> None:
    source = Source("Dockerfile", "FROM a\n" + text)
    masks = secrets.mask_spans(parse_dockerfile("FROM a\n" + text))
    shown = source.text
    for span in reversed(masks):
        shown = shown[: span.start] + "*" + shown[span.end :]
    assert "hunter2" not in shown.replace("hunter2=1", "")


@pytest.mark.parametrize(
    "text",
    [
        '{"containerDefinitions": [{"environment": [{"name": "DB_PASSWORD", "value": "hunter2"]}',
        '{"containerDefinitions": [{"environment": [{"value": "hunter2", "name": "DB_PASSWORD" ]}',
        '{"containerDefinitions": [{"DB_PASSWORD": "hunter2",, }',
        '{"containerDefinitions": [] // DB_PASSWORD: hunter2\n}',
        '{"containerDefinitions": [{"environment": [{"name": "DB_PASSWORD", "value": hunter2}]}]}',
        "{\"containerDefinitions\": [{'DB_PASSWORD': 'hunter2'}]}",
        '{"containerDefinitions": [{"environment": [{"name": "DB_PASSWORD", "value": "hunter2\n}]}]}',
    ],
)
def test_mask_covers_broken_json(text: str) -> None:
    document = parse_json(Source("task.json", text))
    shown = text
    for span in reversed(secrets.mask_spans(document)):
        shown = shown[: span.start] + "*" + shown[span.end :]
    assert "hunter2" not in shown


def test_masks_are_in_order_and_apart() -> None:
    masks = secrets.mask_spans(
        parse_dockerfile("FROM a\nENV DB_PASSWORD=hunter2 API_KEY=postgres://a:b1b2@c\n# TOKEN=x\n")
    )
    assert masks
    assert all(before.end < after.start for before, after in pairwise(masks))


@pytest.mark.parametrize(
    ("path", "is_credential"),
    [
        *((path, True) for path in "id_rsa .ssh/id_ed25519 .env .env.production .npmrc .netrc x/.aws/credentials server.key tls.p12".split()),
        *((path, True) for path in "app.kdbx kubeconfig terraform.tfstate service-account-prod.json .docker/config.json key.pem config/credentials.json".split()),
        *((path, False) for path in "id_rsa.pub ca.pem ca-bundle.pem fullchain.pem server.crt .env.example .env.sample".split()),
        *((path, False) for path in "docker-archive-keyring.key acme-2026.key ffdhe4096.pem config.json credentials .envrc keys/ $KEY truststore.jks x.pub.pem".split()),
    ],
)  # fmt: skip
def test_credential_files_by_name(path: str, is_credential: bool) -> None:
    assert (credential_file(path) is not None) is is_credential


PIECES = [
    "curl -u ",
    "curl -H 'Authorization: ",
    "A=",
    "://",
    "--password ",
    "echo 'a:b' | ",
    '"auth": "',
    "_authToken=",
    "${A:-",
    "password=",
    "; ",
    "'",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_documents_come_to_an_end(piece: str) -> None:
    text = piece * (15_000 // len(piece))
    for keyword in ("RUN", "ENV DB_PASSWORD=x", "# "):
        secrets.mask_spans(parse_dockerfile(f"FROM a\n{keyword} {text}"))
    environment = [{"name": "DB_PASSWORD", "value": f"hunter{number}"} for number in range(300)]
    document = {"containerDefinitions": [{"command": [text], "environment": environment}]}
    secrets.mask_spans(parse_json(Source("task.json", json.dumps(document))))


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("ENVRUN =\\\n\"'$:@/ahk-{}[],P"), max_size=120))
def test_nothing_raises(text: str) -> None:
    secrets.mask_spans(parse_dockerfile("FROM a\nENV DB_PASSWORD=" + text))
    secrets.mask_spans(
        parse_json(
            Source(
                "task.json", '{"containerDefinitions": [{"environment": [{"name": "TOKEN", "value": ' + text
            )
        )
    )


def test_the_repository_holds_no_token() -> None:
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=False)
    names = [os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
    if listing.returncode or not names:
        pytest.skip("no checkout")
    for name in names:
        path = os.path.join(ROOT, name)
        if not os.path.isfile(path):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        # Examples may show `hunter2` as a password in a URL, but nothing in the format of a real token or key.
        hits = [hit.provider for hit in find_tokens(text)] + [key.provider for key in find_private_keys(text)]
        assert hits == [], name


@pytest.mark.parametrize(
    "value",
    [
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/api-token-Ab12Cd",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/db-Ab12Cd:password::",
        "arn:aws:ssm:eu-west-1:111122223333:parameter/web/token:3",
    ],
)
def test_what_names_a_secret_is_shown_as_it_is(value: str) -> None:
    container = {
        "name": "web",
        "image": "web:1",
        "secrets": [{"name": "API_TOKEN", "valueFrom": value}],
        "environment": [{"name": "MODE", "value": "x"}],
    }
    text = json.dumps({"family": "web", "containerDefinitions": [container]}, indent=1)
    assert secrets.mask_spans(parse_json(Source("task.json", text))) == ()
    assert secrets.mask_spans(parse_dockerfile(f"FROM a\nENV API_TOKEN={value}\n# token: {value}\n")) == ()
