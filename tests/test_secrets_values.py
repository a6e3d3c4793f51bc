"""Names that say credential, values that are one, and everything that only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecslint.finding import Severity
from ecslint.secrets.judge import judge
from ecslint.secrets.names import classify, tokens_of
from ecslint.secrets.values import default_of, entropy, is_plain_words

NAMES = {
    "password": "PASSWORD DB_PASSWORD dbPassword PGPASSWORD MYSQL_ROOT_PASSWORD spring.datasource.password DB_PASS FTP_PWD "
    "ADMIN_PW SSH_PASSPHRASE ROOTPASS PASSWORD_2 DB_PASSWORD1 ME_CONFIG_MONGODB_ADMINPASSWORD userPasswd SECRET_PASSWORD",
    "secret": "SECRET JWT_SECRET clientSecret CLIENTSECRET APIKEY SECRET_KEY SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY CREDENTIALS "
    "REGISTRY_CREDS SECRETKEY ACCESSTOKEN AWS_ACCESS_KEY_ID ECS_ENGINE_AUTH_DATA app-secret TOKEN_SECRET",
    "token": "TOKEN GITHUB_TOKEN npmToken GITHUB_PAT BEARER slack-bot-token AUTH_TOKEN VAULT_TOKEN_2",
    "key": "API_KEY apiKey ACCESS_KEY PRIVATE_KEY ENCRYPTION_KEYS LICENSE_KEY STORAGE_KEY SSH_KEY APP_KEY STRIPE_API_KEY_1",
    "weak": "KEY JWT OPENAI_KEY",
    "login": "AUTH PROXY_AUTH BUNDLE_GEMS__EXAMPLE__COM SFTP_USERS BASIC_AUTH_USERS BASIC_AUTH_USER_INFO",
    "unsure": "MEILISEARCH_KEY LOGGED_IN_KEY",
}
NO_NAMES = (
    "PWD OLDPWD PASS_MAX_DAYS NOPASSWD DB_PASSWORD_FILE POSTGRES_PASSWORD_FILE FOO_KEY_FILE SECRET_ARN API_TOKEN_ID SECRET_NAME "
    "KMS_KEY KMS_KEY_ID KMS_KEY_ALIAS KMS_MASTER_KEY SSH_AUTH_SOCK GPG_KEY GPG_KEYS PGP_KEY MYSQL_ALLOW_EMPTY_PASSWORD "
    "MYSQL_RANDOM_ROOT_PASSWORD POSTGRES_HOST_AUTH_METHOD TOKENIZERS_PARALLELISM MAX_TOKENS TOKEN_EXPIRY_MINUTES CSRF_TOKEN "
    "SECRETS_BACKEND NEXT_PUBLIC_API_KEY JWT_PUBLIC_KEY DOCKER_USERNAME CACHE_KEY PRIMARY_KEY SORT_KEY JWT_SECRET_EXPIRY "
    "TOKEN_TTL API_KEY_HEADER APP_SHA256 COMMIT PATH PATTERN KEYBOARD MONKEY AUTHOR OAUTH2_PROXY_PROVIDER USE_TOKEN "
    "LIMIT_TOKEN_REQUESTS_PER_MINUTE NO_PASSWORD PASSENGER_VERSION COMPASS TURNKEY OAUTH_SCOPES PUBKEY PASSWORD_MIN_LENGTH "
    "TOKEN_PATH_PREFIX KEYCLOAK_VERSION VAULT_TOKEN_ADDRESS"
)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names.split()]
)
def test_name_says_credential(kind: str, name: str) -> None:
    assert classify(name) == kind


@pytest.mark.parametrize("name", NO_NAMES.split())
def test_name_says_nothing(name: str) -> None:
    assert classify(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DB_PASSWORD", ["db", "password"]),
        ("dbPassword", ["db", "password"]),
        ("AWSSecretKey", ["aws", "secret", "key"]),
        ("spring.datasource.password", ["spring", "datasource", "password"]),
        ("a--b__c", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_words_of_a_name(name: str, words: list[str]) -> None:
    assert tokens_of(name) == words


WARNINGS = [
    ("DB_PASSWORD", "hunter2"), ("POSTGRES_PASSWORD", "postgres"), ("MYSQL_ROOT_PASSWORD", "root"), ("PASSWORD", "password"),
    ("REDIS_PASSWORD", "secret"), ("ADMIN_PASSWORD", "admin123"), ("RABBITMQ_DEFAULT_PASS", "guest"), ("DB_PASS", "1234"),
    ("DB_PASSWORD", "P@ss@word"), ("MINIO_SECRET_KEY", "minio123"), ("SESSION_SECRET", "keyboard cat"), ("ADMIN_PW", "pw"),
    ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "localstack"), ("JWT_SECRET", "mysupersecret"),
    ("API_KEY", "a1b2c3d4"), ("VAULT_TOKEN", "Root-Token"), ("PROXY_AUTH", "joe:hunter2"), ("DB_PASSWORD", "correct-horse-battery"),
    ("DB_PASSWORD", "${DB_PASSWORD:-hunter2}"), ("DB_PASSWORD", "${DB_PASSWORD-aB3dE5fG7hJ9kLmN}"),
    ("ERLANG_COOKIE", "secretcookie"), ("DB_PASSWORD", "'hunter2'"), ("DB_PASSWORD", ' "hunter2" '),
]  # fmt: skip
ERRORS = [
    ("DB_PASSWORD", "xK29!dk38cM7lwTq"), ("CLIENT_SECRET", "7dK2mQx9Lw4Zt8Rb"), ("API_KEY", "3f9a7c1e5b2d8064aa17"),
    ("APP_KEY", "base64:k3J9dmQ2bTlaWHBsT0RKMWJ3PT0="), ("ENCRYPTION_KEY", "9f86d081884c7d65"), ("KEY", "7dK2mQx9Lw4Zt8Rb"),
    ("AWS_SECRET_ACCESS_KEY", "wJalr7UtnFEMIK4MDENGbPxRfiCYzzTGHJ2bT9Lk"),
    ("DJANGO_SECRET_KEY", "rwbqcab=69m64p2g*&1*58z6t-novm_=^izwdiae^+q1kdf*y6"), ("ELASTIC_ENCRYPTIONKEY", "ujzde8gxd6ncf10epf91dhod"),
    ("M2_CRYPT_KEY", "bc74254770f58904dba41ecccc3fc162"), ("NONCE_SALT", "2aabfe228f219e9cb0eb53f16947ccf25ec84d8d"),
    ("DJANGO_SECRET_KEY", "is=ip4h6t6%wrr%(=!-@m^r)pmp6&m(c^darq1b%cgo8re)f(k"),
    ("ConnectionStrings__Redis", "cache.internal:6379,password=bMOeEeUtuieeCIxVc57VVTiY,ssl=False"),
    ("AUTHORIZATION_HEADER", "Basic YXBpOlJlc3Q0cGkh"), ("UPSTREAM_AUTH_HEADER", "Bearer 7dK2mQx9Lw4Zt8Rb"),
    ("COMPOSER_AUTH", '{"http-basic": {"repo.example.com": {"username": "ci", "password": "7dK2mQx9Lw4Zt8Rb"}}}'),
    ("CREDENTIALS", '{"token": "7dK2mQx9Lw4Zt8Rb"'),
]  # fmt: skip
SILENT = [
    ("DB_PASSWORD", value)
    for value in (
        "", " ", '""', "$DB_PASSWORD", "${DB_PASSWORD}", "${DB_PASSWORD:?missing}", "${DB_PASSWORD:-}", "$(cat /run/x)", "{{ password }}",
        "%DB_PASSWORD%", "<your password>", "[password]", "__PASSWORD__", "!Ref Password", "arn:aws:ssm:eu-west-1:1:parameter/x",
        "ssm:/web/db", "vault:secret/db", "op://vault/item", "/run/secrets/db", "projects/1/secrets/db", "process.env.DB", "true",
        "None", "trust", "/etc/passwd", "./pass.txt", "~/pass", "C:\\pass", "db.pem", "com.acme.web.Password", "1.2.3",
        "https://acme.com/reset", "aaaa", "ababab", "xxxxxxxx", "***", "....", "########", "00000000", "changeme", "CHANGEME",
        "change-me", "your-password", "yourPassword", "YOUR_DB_PASSWORD", "example", "placeholder", "dummy", "todo", "tbd", "foobar",
        "build-time-dummy", "insert-password-here", "x",
    )
] + [
    ("TOKEN", "${TOKEN}"), ("TOKEN", "token"), ("API_KEY", "12345"), ("API_KEY", "my-api-key"), ("API_KEY", "my_app"),
    ("ACCESS_KEY", "abc"), ("KEY", "orders"), ("KEY", "a-key-of-no-evidence"), ("AUTH", "basic"), ("PROXY_AUTH", "ntlm"),
    ("KEY", "A4A9 4068 76FC BD3C 4567  70C8 8C71 8D3B 5072 E1F5"), ("KEY", "0xA4A9406876FCBD3C"), ("pass", "pass"),
    ("KMS_KEY", "0b8c5f4e-1111-4222-8333-123456789012"), ("GPG_KEY", "A035C8C19219BA821ECEA86B64E628F8D684696D"),
    ("AWS_ACCESS_KEY_ID", "$KEY"), ("AWS_SECRET_ACCESS_KEY", ""), ("SSH_KEY", "ed25519"), ("GREETING", "7dK2mQx9Lw4Zt8Rb"),
    ("APP_SHA256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"), ("JDBC", "jdbc:postgresql://db:5432/app"),
    ("REPO", "git@github.com:acme/app.git"), ("DB_URL", "postgres://app@db/app"), ("DB_URL", "postgres://app:${PW}@db/app"),
    ("DB_URL", "postgres://app:<password>@db/app"), ("EXCLUDE_PAT", "*.logfiles"),
    ("COMPOSER_AUTH", '{"github-oauth":{"github.com":""}}'), ("COMPOSER_AUTH", '{"github-oauth":{"github.com":"<token>"}}'),
    ("CREDENTIALS", '{"a": ["${TOKEN}", null, 1, true]}'), ("CREDENTIALS", "{}"),
    ("SLACK_TOKEN", "xoxb-your-token"), ("DB_PASSWORD", "%pw%"), ("DB_PASSWORD", "%DB%"), ("API_KEY", "key_your_service"),
    ("IMAGE_PULL_SECRET", "regcred"), ("JWT_SIGNING_SECRET", "%env(JWT_PASS)%"), ("ldap.password.attribute", "userPassword"),
    ("AUTH_HEADER", "Basic realm"), ("AUTH_HEADER", "Basic <base64 of it>"), ("AUTH_HEADER", "Bearer ${TOKEN}"),
    ("AUTH_HEADER", "Bearer token-goes-here"), ("AUTH_HEADER", "Basic authentication"), ("API_TOKEN", "ab**********"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WARNINGS)
def test_literal_is_a_warning(name: str, value: str) -> None:
    verdict = judge(name, value)
    assert verdict is not None
    assert (verdict.kind, verdict.severity) == ("named", Severity.WARNING)


@pytest.mark.parametrize(("name", "value"), ERRORS)
def test_random_literal_is_an_error(name: str, value: str) -> None:
    verdict = judge(name, value)
    assert verdict is not None
    assert verdict.severity is Severity.ERROR


@pytest.mark.parametrize(("name", "value"), SILENT)
def test_silent(name: str, value: str) -> None:
    assert judge(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("DB_PASSWORD", ' "hunter2" ', "hunter2"),
        ("DB_PASSWORD", "${DB_PASSWORD:-hunter2}", "hunter2"),
        ("DB_URL", "postgres://app:hunter2@db:5432/app", "hunter2"),
        ("REDIS_URL", "redis://:hunter2@cache", "hunter2"),
        ("DB_URL", "mysql://app:a@b@db/app", "a@b"),
        ("CONNECTION", "Server=db;User Id=sa;Password=Hunter2!;", "Hunter2!"),
        ("DSN", "host=db user=app password=hunter2 dbname=app", "hunter2"),
    ],
)
def test_secret_part_is_exact(name: str, value: str, secret: str) -> None:
    verdict = judge(name, value)
    assert verdict is not None
    assert value[verdict.start : verdict.end] == secret


@pytest.mark.parametrize(
    ("text", "bits"), [("", 0.0), ("aaaa", 0.0), ("ab", 1.0), ("abcd", 2.0), ("0123456789abcdef", 4.0)]
)
def test_entropy(text: str, bits: float) -> None:
    assert entropy(text) == pytest.approx(bits)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("correct-horse-battery", True),
        ("My Secret Password", True),
        ("password123", True),
        ("supersecretpassword", True),
        ("7dK2mQx9Lw4Zt8Rb", False),
        ("xkcqzvbtrw", False),
        ("", False),
    ],
)
def test_plain_words(text: str, is_plain: bool) -> None:
    assert is_plain_words(text) is is_plain


def test_default_inside_a_reference() -> None:
    assert default_of("${DB:-x}") == (6, 7, "DB")
    assert default_of("${DB:?x}") is None
    assert default_of("a${DB:-x}") is None


@given(st.text(max_size=40), st.text(max_size=200))
def test_judge_never_raises_and_stays_inside(name: str, value: str) -> None:
    classify(name)
    verdict = judge(name, value)
    if verdict is not None:
        assert 0 <= verdict.start < verdict.end <= len(value)
