"""Labelled pairs for measuring the search for secrets: built at run time, and split into a tuning part and one kept aside.

`PYTHONPATH=linter:tests python tests/secret_samples.py` prints the figures of `docs/secrets.md`.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from token_factory import build, specs

from ecslint import secrets
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.source import Source
from ecslint.taskdefinition import parse as parse_json


class Sample(NamedTuple):
    """One pair in one place: `group` is its set (T1 to T5, N1 to N3), `sort` what kind of value it is."""

    group: str
    form: str
    name: str
    value: str
    sort: str

    @property
    def is_found(self) -> bool:
        if self.form == "environment":
            pair = {"name": self.name, "value": self.value}
            text = json.dumps(
                {
                    "family": "a",
                    "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [pair]}],
                }
            )
            return bool(secrets.find(parse_json(Source("task.json", text))))
        if self.form == "RUN":
            line = f"RUN curl -fsS -H '{self.name}: {self.value}' https://api.acme.com/v1"
        else:
            quoted = '"' + self.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
            line = f"{self.form} {self.name}={quoted}"
        return bool(secrets.find(parse_dockerfile(f"FROM alpine:3.20\n{line}\n")))


FORMS = ("ENV", "ARG", "environment")
TELLING = (
    "API_TOKEN ACCESS_TOKEN CLIENT_SECRET SERVICE_API_KEY authToken DEPLOY_KEY app.secret BOT_TOKEN".split()
)
NEUTRAL = "SETTING VALUE GREETING CONFIG BACKEND_OPTION X INTEGRATION UPSTREAM".split()
HEADERS = ("Authorization: Bearer", "X-Api-Key", "Private-Token", "X-Custom", "authorization: token")

LOWER = "abcdefghijklmnopqrstuvwxyz"
ALNUM = LOWER + LOWER.upper() + "0123456789"
URLSAFE = ALNUM + "_-"
HEX = "0123456789abcdef"
# Written from what the providers publish and not from the table that the search uses: head, length and alphabet of the body.
PUBLISHED = (
    ("AKIA", 16, LOWER.upper() + "234567"), ("ASIA", 16, LOWER.upper() + "234567"), ("AIza", 35, URLSAFE), ("GOCSPX-", 28, URLSAFE),
    ("dop_v1_", 64, HEX), ("ghp_", 36, ALNUM), ("gho_", 36, ALNUM), ("ghs_", 36, ALNUM), ("github_pat_", 82, ALNUM),
    ("glpat-", 20, URLSAFE), ("glrt-", 20, URLSAFE), ("npm_", 36, ALNUM), ("rubygems_", 48, HEX), ("dckr_pat_", 27, URLSAFE),
    ("hvs.", 90, URLSAFE), ("pul-", 40, HEX), ("dp.pt.", 43, ALNUM), ("NRAK-", 27, LOWER.upper() + "0123456789"),
    ("sk-or-v1-", 64, HEX), ("gsk_", 52, ALNUM), ("hf_", 34, LOWER + LOWER.upper()), ("xoxb-", 50, ALNUM), ("xoxp-", 70, ALNUM),
    ("sk_live_", 24, ALNUM), ("rk_test_", 99, ALNUM), ("sq0atp-", 22, URLSAFE), ("shpat_", 32, HEX), ("EZAK", 54, ALNUM),
    ("lin_api_", 40, ALNUM), ("sqp_", 40, HEX), ("tskey-auth-", 40, ALNUM), ("dapi", 32, HEX), ("sbp_", 40, HEX),
    ("SK", 32, HEX), ("shippo_live_", 40, HEX), ("pplx-", 48, ALNUM), ("glc_", 120, ALNUM), ("sntryu_", 64, HEX),
)  # fmt: skip

PASSWORD_NAMES = (
    "POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD MYSQL_PASSWORD DB_PASSWORD DB_PASS DATABASE_PASSWORD REDIS_PASSWORD PGPASSWORD "
    "MONGO_INITDB_ROOT_PASSWORD RABBITMQ_DEFAULT_PASS ADMIN_PASSWORD SA_PASSWORD MSSQL_SA_PASSWORD SMTP_PASSWORD MAIL_PASSWORD "
    "KEYCLOAK_ADMIN_PASSWORD GF_SECURITY_ADMIN_PASSWORD MINIO_ROOT_PASSWORD ELASTIC_PASSWORD spring.datasource.password "
    "LDAP_ADMIN_PASSWORD WORDPRESS_DB_PASSWORD KEYSTORE_PASSWORD FTP_PASS userPassword ROOT_PW NEO4J_PASSWD VNC_PW DBPASSWORD"
).split()
SECRET_NAMES = (
    "JWT_SECRET SECRET_KEY SECRET_KEY_BASE SESSION_SECRET CLIENT_SECRET MINIO_SECRET_KEY AWS_SECRET_ACCESS_KEY APP_SECRET "
    "COOKIE_SECRET NEXTAUTH_SECRET DJANGO_SECRET_KEY OAUTH_CLIENT_SECRET WEBHOOK_SECRET HASURA_GRAPHQL_ADMIN_SECRET"
).split()
KEY_NAMES = (
    "API_KEY STRIPE_API_KEY MAPS_API_KEY ENCRYPTION_KEY SIGNING_KEY LICENSE_KEY SERVICE_TOKEN VAULT_TOKEN "
    "INFLUXDB_ADMIN_TOKEN MEILI_MASTER_KEY sonar.token APP_KEY DD_API_KEY GITHUB_TOKEN"
).split()
GUESSABLE = (
    "postgres root admin password secret toor guest qwerty letmein welcome mysql rabbitmq minioadmin admin123 root123 pass123 "
    "P@ssw0rd Password1 Passw0rd! s3cr3t test1234 123456 12345678 supersecret rootpassword mysecretpassword monkey dragon "
    "sa keycloak grafana tooManySecrets hunter2 abc123 1q2w3e4r zaq12wsx Admin@123 Welcome1 MyStrongP@ss1 dev devpass testpass app "
    "wordpress superuser redis mongo elastic docker django p4ssw0rd iloveyou master"
).split()
MADE_UP = (
    "mysecret mysecretkey supersecretkey jwtsecret very-secret s3cr3t-key keyboardcat thisisasecret topsecret dev-secret "
    "secret123 minio123 minioadmin mysupersecretkey session-secret localsecret not-so-secret"
).split()

CLEAN = {
    "setting": "NODE_ENV=production PORT=8080 LOG_LEVEL=info TZ=Europe/Berlin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive DEBUG=false WORKERS=4",
    "version": "NODE_VERSION=22.3.0 PYTHON_VERSION=3.12.4 GO_VERSION=1.22 PASSENGER_VERSION=6.0.1 KEYCLOAK_VERSION=24.0.1 APP_VERSION=v1.2.3-rc1",
    "path": "PATH=/usr/local/bin:/usr/bin JAVA_HOME=/opt/java GOPATH=/go APP_DIR=/srv/app LD_LIBRARY_PATH=/usr/lib PYTHONPATH=. HOME=/root",
    "url": "DATABASE_HOST=db.internal API_URL=https://api.acme.com/v1 REDIS_URL=redis://redis:6379/0 JDBC=jdbc:postgresql://db:5432/x AMQP=amqp://mq:5672",
    "name": "DB_USER=postgres POSTGRES_DB=shop AWS_REGION=eu-west-1 S3_BUCKET=acme-assets CLUSTER=blue SERVICE=orders DOCKER_USERNAME=acme MAIL_FROM=a@b.com",
    "options": "JAVA_OPTS=-Xmx512m NODE_OPTIONS=--max-old-space-size=512 CFLAGS=-O2 MAVEN_OPTS=-Dmaven.repo.local=/m2 UWSGI_ARGS=--http=:80",
}
REFERENCES = (
    "${X} $X ${X:-} $(cat_x) {{x}} %X% <x> <your-token> __X__ [x] arn:aws:secretsmanager:eu-west-1:123456789012:secret:a alias/app ssm:/a/b "
    "vault:secret/a#b op://v/i/f /run/secrets/db file:/etc/x env:X process.env.X"
).split()
PLACEHOLDERS = (
    "changeme change-me CHANGE_ME changeit replaceme your-password yourpassword YOUR_API_KEY <password> xxxxxxxx ******** placeholder "
    "example todo dummy redacted insert-here 00000000 yourStrong(!)Password"
).split()
SWITCHES = "true false yes no none null disabled trust auto required 0 1".split()
HARD_NAMES = (
    "DB_PASSWORD_FILE=/run/secrets/db POSTGRES_PASSWORD_FILE=/x/y SECRET_NAME=prod/db TOKEN_TTL=3600 MAX_TOKENS=4096 JWT_SECRET_EXPIRY=15m "
    "API_KEY_HEADER=X-Api-Key KMS_KEY_ID=alias/web KMS_KEY_ALIAS=alias/app SSH_AUTH_SOCK=/ssh-agent PASS_MAX_DAYS=90 MYSQL_ALLOW_EMPTY_PASSWORD=yes "
    "MYSQL_RANDOM_ROOT_PASSWORD=1 POSTGRES_HOST_AUTH_METHOD=trust TOKENIZERS_PARALLELISM=false TOKEN_EXPIRY_MINUTES=30 SECRETS_BACKEND=vault "
    "CACHE_KEY=v1 PRIMARY_KEY=id SORT_KEY=created_at DOCKER_USERNAME=acme PASSWORD_MIN_LENGTH=12 TOKEN_URL=https://a.b/token "
    "OAUTH2_PROXY_PROVIDER=oidc AWS_ACCESS_KEY_ID=${X} GOOGLE_APPLICATION_CREDENTIALS=/etc/gcp/key.json SECRET_STORE=aws PASSWORD_POLICY=strict "
    "SSL_KEY=/etc/ssl/a.key PRIVATE_KEY=./certs/tls.pem AUTH_TYPE=basic COOKIE_SECRET_LENGTH=32 TOKEN_ISSUER=acme.com JWT_AUDIENCE=web "
    "PASSWORD_ENCODER=com.acme.security.Encoder CREDENTIALS_PROVIDER=com.acme.Provider API_TOKEN_COUNT=5 NEXT_PUBLIC_API_KEY=abc123def456"
).split()


def _noise(source: random.Random, length: int, alphabet: str = "0123456789abcdef") -> str:
    return "".join(source.choice(alphabet) for _ in range(length))


def _random_value(source: random.Random) -> tuple[str, str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    sort, length, alphabet = source.choice(
        [
            ("hex", 32, "0123456789abcdef"),
            ("hex", 64, "0123456789abcdef"),
            ("alphanumeric", 16, letters + letters.upper() + "0123456789"),
            ("alphanumeric", 24, letters + letters.upper() + "0123456789"),
            ("base64", 44, letters + letters.upper() + "0123456789+/"),
            ("with signs", 14, letters + letters.upper() + "0123456789!#%^&()_+"),
        ]
    )
    return _noise(source, length, alphabet), sort


def _all() -> Iterator[Sample]:
    source = random.Random("samples")
    for seed in (11, 12):
        for provider, spec in specs():
            if "\\" in spec:
                continue  # how the one above is written between quotes, which `is_found` adds by itself
            token = build(provider, spec, seed)
            yield Sample("T1", source.choice(FORMS), source.choice(TELLING), token, provider)
            yield Sample("T2", source.choice(FORMS), source.choice(NEUTRAL), token, provider)
            header, _, scheme = source.choice(HEADERS).partition(": ")
            yield Sample("T3", "RUN", header, f"{scheme} {token}".strip(), provider)
    for head, length, alphabet in PUBLISHED:
        for _ in range(3):
            # A word character at the end: what follows a format must not be one of it.
            token = head + _noise(source, length - 1, alphabet) + source.choice(alphabet[:16])
            sort = f"published {head}"
            yield Sample("T1", source.choice(FORMS), source.choice(TELLING), token, sort)
            yield Sample("T2", source.choice(FORMS), source.choice(NEUTRAL), token, sort)
            header, _, scheme = source.choice(HEADERS).partition(": ")
            yield Sample("T3", "RUN", header, f"{scheme} {token}".strip(), sort)
    for group, forms in (("T4", ("ENV", "ARG")), ("T5", ("environment",))):
        for name in PASSWORD_NAMES:
            for value in source.sample(GUESSABLE, 6):
                yield Sample(group, source.choice(forms), name, value, "guessable")
        for name in SECRET_NAMES:
            for value in source.sample(MADE_UP, 4):
                yield Sample(group, source.choice(forms), name, value, "words")
        for name in (*PASSWORD_NAMES, *SECRET_NAMES, *KEY_NAMES):
            value, sort = _random_value(source)
            yield Sample(group, source.choice(forms), name, value, sort)
    for group, forms in (("N1", ("ENV", "ARG")), ("N2", ("environment",))):
        for sort, pairs in CLEAN.items():
            for pair in pairs.split():
                name, _, value = pair.partition("=")
                yield Sample(group, source.choice(forms), name, value, sort)
        for name in "APP_SHA256 FILE_CHECKSUM GIT_COMMIT IMAGE_DIGEST BUILD_ID NODE_SHA1 TRACE".split():
            for length in (32, 40, 64):
                yield Sample(group, source.choice(forms), name, _noise(source, length), "checksum")
    for name in (*PASSWORD_NAMES, *SECRET_NAMES, *KEY_NAMES):
        for sort, values in (("reference", REFERENCES), ("placeholder", PLACEHOLDERS), ("switch", SWITCHES)):
            for value in source.sample(values, 2):
                yield Sample("N3", source.choice(FORMS), name, value, sort)
    for pair in HARD_NAMES:
        name, _, value = pair.partition("=")
        for form in FORMS:
            yield Sample("N3", form, name, value, "innocent name")
    for name in ("GPG_KEY", "GPG_KEYS", "PGP_KEY", "KEY"):
        for form in FORMS:
            yield Sample("N3", form, name, _noise(source, 40, "0123456789ABCDEF"), "fingerprint")


def halves() -> tuple[list[Sample], list[Sample]]:
    """The tuning part and the part kept aside, by a fixed draw."""
    samples = list(dict.fromkeys(_all()))
    random.Random("split").shuffle(samples)
    middle = len(samples) // 2
    return samples[:middle], samples[middle:]


def figures(samples: list[Sample]) -> dict[str, tuple[int, int]]:
    """For each set how many were found, of how many."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for sample in samples:
        total[sample.group] += 1
        found[sample.group] += sample.is_found
    return {group: (found[group], total[group]) for group in sorted(total)}


def confusions(samples: list[Sample]) -> Counter[tuple[str, str, str]]:
    """Set, name and kind of value of everything decided wrongly; never a value."""
    wrong = [sample for sample in samples if sample.is_found is not (sample.group[0] == "T")]
    return Counter((sample.group, sample.name, sample.sort) for sample in wrong)


if __name__ == "__main__":
    for title, part in zip(("tuning", "kept aside"), halves(), strict=True):
        print(title)
        for group, (hits, count) in figures(part).items():
            print(f"  {group}: {hits} of {count} found, {hits / count:.1%}")
        for confusion, times in sorted(confusions(part).items()):
            print("  wrong:", *confusion, f"({times})")
