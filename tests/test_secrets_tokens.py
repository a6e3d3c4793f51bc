"""Provider tokens: every format is found, and only where it stands by itself and whole."""

import random

import pytest
from token_factory import build, fill, is_fixed, jwt, make, private_key, specs

from ecslint.finding import Severity
from ecslint.secrets.formats import FORMATS
from ecslint.secrets.judge import judge
from ecslint.secrets.tokens import candidates, find_tokens, has_valid_checksum

VARIANTS = specs()


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.provider, text[hit.start : hit.end]) for hit in find_tokens(text)]


@pytest.mark.parametrize(("provider", "spec"), VARIANTS, ids=[spec for _, spec in VARIANTS])
def test_token_is_found_alone_and_in_text(provider: str, spec: str) -> None:
    head = spec.partition("^")[0] if "^" in spec else ""
    for seed in range(3):
        token = build(provider, spec, seed)
        for before, after in (("", ""), ("x=", "\n"), ('"', '"'), ("Bearer ", " https://host"), ("'", "';")):
            text = before + token + after
            hits = list(find_tokens(text))
            assert len(hits) == 1, spec
            hit = hits[0]
            assert hit.provider == provider
            assert hit.start == len(before) + len(head)
            assert hit.end == len(before) + len(token)
            assert candidates(text)
        verdict = judge("SETTING", token)
        assert verdict is not None
        assert verdict.severity is Severity.ERROR
        if head == "":
            assert token.startswith(verdict.prefix)


FIXED = [(provider, spec) for provider, spec in VARIANTS if is_fixed(spec)]


@pytest.mark.parametrize(("provider", "spec"), FIXED, ids=[spec for _, spec in FIXED])
def test_token_of_fixed_length_must_be_whole(provider: str, spec: str) -> None:
    token = build(provider, spec)
    # A Databricks token may end in a hyphen and a digit; without these it is one of the shorter form.
    if provider != "Databricks token":
        assert found(token[:-1]) == []
        assert found(token + "0") == []
    for hit in find_tokens(token):
        assert hit.length in {len(token), None}


@pytest.mark.parametrize(("provider", "spec"), VARIANTS, ids=[spec for _, spec in VARIANTS])
def test_token_inside_a_word_is_none(provider: str, spec: str) -> None:
    token = build(provider, spec)
    if spec.startswith("xoxe."):
        return  # holds a whole token of the plain kind
    assert provider not in [name for name, _ in found("Z" + token + "Z")]
    assert provider not in [name for name, _ in found("_" + token)]
    if provider in {"Mailgun key", "Twilio key", "NuGet key"}:
        assert found("/" + token) == []


@pytest.mark.parametrize(("provider", "spec"), VARIANTS, ids=[spec for _, spec in VARIANTS])
def test_placeholder_in_the_shape_of_a_token_is_none(provider: str, spec: str) -> None:
    token = build(provider, spec)
    assert found(token[:-12] + "x" * 12) == []
    assert found(token[:-9] + "EXAMPLE" + token[-2:]) == []


def test_masking_takes_what_reporting_drops() -> None:
    token = make("github token")
    assert [hit.start for hit in find_tokens("word" + token, strict=False)] == [4]
    assert list(find_tokens(token[:-9] + "EXAMPLE" + token[-2:], strict=False))


def test_checksum_changes_confidence_and_never_drops() -> None:
    for provider in ("github token", "npm token"):
        token = make(provider)
        assert has_valid_checksum(token)
        (hit,) = find_tokens(token)
        assert hit.confidence == "high"
        assert hit.length == 40
        broken = token[:-1] + ("1" if token[-1] != "1" else "2")
        (hit,) = find_tokens(broken)
        assert hit.confidence == "medium"


def test_prefix_is_public_and_nothing_more() -> None:
    verdict = judge(None, make("github token"))
    assert verdict is not None
    assert (verdict.kind, verdict.provider, verdict.prefix, verdict.length) == (
        "token",
        "GitHub token",
        "ghp_",
        40,
    )
    verdict = judge("GREETING", make("openai"))
    assert verdict is not None
    assert (verdict.prefix, verdict.length) == ("sk-", None)


def test_jwt_of_a_public_role_is_information() -> None:
    source = random.Random(5)
    verdict = judge("SUPABASE_ANON_KEY", jwt(source, role="anon"))
    assert verdict is not None
    assert verdict.severity is Severity.INFO
    verdict = judge("SUPABASE_KEY", jwt(source, role="service_role"))
    assert verdict is not None
    assert verdict.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "eyJhbGciOiJ.eyJub3RqdXN0YmFzZTY0.c2lnbmF0dXJlc2ln",  # the header is no JSON
        "pk_live_4eC39HqLyjWDarjtT1zdp7dc8",
        "path/to/somewhere/very-long-name-of-a-file-that-says-nothing",
        "sha512-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "https://example.com/pat/api-docs/key-value",
        "task-definition-with-sk-in-it-and-more-words-behind",
        "",
    ],
)
def test_silent_text(text: str) -> None:
    assert found(text) == []


def test_several_tokens_come_in_order_and_apart() -> None:
    tokens = [make("github token"), make("slack token"), make("stripe"), make("json web token")]
    text = " ".join(tokens)
    assert [text[hit.start : hit.end] for hit in find_tokens(text)] == tokens


def test_private_keys_are_taken_whole() -> None:
    key = private_key()
    for text in (key, "\n" + key + "\n", key.replace("\n", "\\n"), "before " + key + " after"):
        verdict = judge("ANY", text)
        assert verdict is not None
        assert verdict.kind == "private-key"
        assert verdict.severity is Severity.ERROR
        assert text[verdict.start : verdict.end] == (key if "\n" in text else key.replace("\n", "\\n"))


def test_other_private_key_formats() -> None:
    for text in (
        private_key("OPENSSH "),
        private_key(""),
        private_key("ENCRYPTED "),
        private_key("PGP ").replace("KEY-", "KEY BLOCK-"),
        "PuTTY-User-Key-" + "File-3: ssh-ed25519\nEncryption: none",
        make("age secret"),
    ):
        verdict = judge(None, text)
        assert verdict is not None, text[:30]
        assert verdict.kind == "private-key"


@pytest.mark.parametrize("body", ["${KEY_BODY}", "$KEY", "{{ key }}", "<your key>"])
def test_private_key_filled_in_later_is_none(body: str) -> None:
    dashes = "-" * 5
    assert (
        judge("ANY", f"{dashes}BEGIN RSA PRIVATE KEY{dashes}\n{body}\n{dashes}END RSA PRIVATE KEY{dashes}")
        is None
    )


def test_markers_in_examples_are_filled() -> None:
    assert fill("ENV A=@TOKEN:github@ B=2") == f"ENV A={make('github')} B=2"


ADVERSARIAL = [
    *(literal for row in FORMATS[::4] for literal in row[0].split()[:1]),
    "Q~", ":A", "-us", "NRAL", "_mmk", "T3BlbkFJ", ".acc_", "eyJrIjoi", "SG.0", "://", "://a:b", "eyJ", "eyJa.", "ZXlK", "A=", " ", '"', "'", "sk-", "sk-aT3BlbkFJ", "0123456789:A", "a" * 32 + "-us1",
    "-" * 5 + "BEGIN PRIVATE KEY" + "-" * 5, "-----BEGIN ", "${A:-", "password=", "user=a;password=b;",
]  # fmt: skip


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_long_runs_come_to_an_end(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    list(find_tokens(text))
    list(find_tokens(text, strict=False))
    judge("DB_PASSWORD", text)
