"""Image references: what Docker takes, what it refuses, and what is certain of one with a variable in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.image import EcrRegistry, parse_partial, parse_reference, why_invalid

SHA = "sha256:" + "0123456789abcdef" * 4
ACCOUNT = "123456789012"


@pytest.mark.parametrize(
    ("text", "registry", "repository", "tag", "digest"),
    [
        ("alpine", "docker.io", "library/alpine", None, None),
        ("alpine:3.20", "docker.io", "library/alpine", "3.20", None),
        ("alpine:latest", "docker.io", "library/alpine", "latest", None),
        ("bitnami/redis:7", "docker.io", "bitnami/redis", "7", None),
        ("docker.io/alpine", "docker.io", "library/alpine", None, None),
        ("index.docker.io/library/alpine", "docker.io", "library/alpine", None, None),
        ("reg:5000/img", "reg:5000", "img", None, None),
        ("reg:5000/img:1", "reg:5000", "img", "1", None),
        ("localhost/img", "localhost", "img", None, None),
        ("localhost:5000/a/b/c:1", "localhost:5000", "a/b/c", "1", None),
        ("Foo/bar", "Foo", "bar", None, None),
        ("[::1]:5000/a", "[::1]:5000", "a", None, None),
        ("public.ecr.aws/docker/library/node:22", "public.ecr.aws", "docker/library/node", "22", None),
        (f"alpine@{SHA}", "docker.io", "library/alpine", None, SHA),
        (f"ghcr.io/a/b:1@{SHA}", "ghcr.io", "a/b", "1", SHA),
        (f"reg:5000/a@{SHA}", "reg:5000", "a", None, SHA),
        ("a__b/c-d/e--f.g_h", "docker.io", "a__b/c-d/e--f.g_h", None, None),
        ("a:_1.-", "docker.io", "library/a", "_1.-", None),
        ("a:" + "t" * 128, "docker.io", "library/a", "t" * 128, None),
        ("0123456789abcdef" * 4 + ":1", "docker.io", "library/" + "0123456789abcdef" * 4, "1", None),
        ("scratch", "docker.io", "library/scratch", None, None),
    ],
)
def test_references(text: str, registry: str, repository: str, tag: str | None, digest: str | None) -> None:
    reference = parse_reference(text)
    assert reference is not None
    assert why_invalid(text) == ""
    assert (reference.registry, reference.repository) == (registry, repository)
    assert (reference.tag, reference.digest) == (tag, digest)
    assert text == reference.name + (f":{tag}" if tag else "") + (f"@{digest}" if digest else "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("Alpine", "upper-case"),
        ("docker.io/Alpine", "upper-case"),
        ("a b", "`a b` is no part"),
        ("alpine:", "`` is no tag"),
        ("alpine:-1", "`-1` is no tag"),
        ("alpine:1:2", "`alpine:1` is no part"),
        ("alpine:t/x:1", "no registry"),
        ("alpine:" + "t" * 129, "is no tag"),
        ("a//b", "empty component"),
        ("/a", "empty component"),
        ("a/", "empty component"),
        ("-a", "no part"),
        ("a___b", "no part"),
        ("a._b", "no part"),
        ("a.", "no part"),
        ("reg:port/a", "`reg:port` is no registry"),
        ("-reg.io/a", "no registry"),
        ("alpine@", "no digest"),
        ("alpine@sha256", "no digest"),
        ("alpine@sha256:abc", "has 3 digits, allowed are 64"),
        (f"alpine@{SHA.upper()}", "no digest algorithm"),
        ("alpine@sha256:" + "A" * 64, "lower-case"),
        ("alpine@md5:" + "a" * 32, "`md5` is no digest algorithm"),
        (f"alpine@{SHA}@{SHA}", "no digest"),
        ("0123456789abcdef" * 4, "image ID"),
        ("a/" * 130 + "a", "longer than 255"),
        ("a" * 5_000_000, "longer than 255"),
        ("https://reg.io/a", "no registry"),
        ("${X}", "`${X}` has upper-case"),
        ("a\n", "no part"),
        ("a:1\n", "no tag"),
        ("ä", "no part"),
        ("a:١", "no tag"),
    ],
)
def test_refused(text: str, said: str) -> None:
    assert parse_reference(text) is None
    assert said in why_invalid(text)


@pytest.mark.parametrize(
    ("host", "registry"),
    [
        ("dkr.ecr.eu-central-1.amazonaws.com", ("eu-central-1", "aws")),
        ("dkr.ecr-fips.us-east-1.amazonaws.com", ("us-east-1", "aws")),
        ("dkr.ecr.cn-north-1.amazonaws.com.cn", ("cn-north-1", "aws-cn")),
        ("dkr-ecr.us-west-2.on.aws", ("us-west-2", "aws")),
        ("dkr-ecr-fips.us-gov-west-1.on.aws", ("us-gov-west-1", "aws-us-gov")),
        ("dkr.ecr.us-iso-east-1.c2s.ic.gov", ("us-iso-east-1", "aws-iso")),
        ("dkr.ecr.us-isob-east-1.sc2s.sgov.gov", ("us-isob-east-1", "aws-iso-b")),
        ("dkr.ecr.eusc-de-east-1.amazonaws.eu", ("eusc-de-east-1", "aws-eusc")),
        ("dkr.ecr.eu-central-1.amazonaws.com.evil.io", None),
        ("dkr.ecr.amazonaws.com", None),
        ("ecr.eu-central-1.amazonaws.com", None),
    ],
)
def test_ecr_hosts(host: str, registry: tuple[str, str] | None) -> None:
    reference = parse_reference(f"{ACCOUNT}.{host}/team/app:1")
    assert reference is not None
    assert reference.ecr == (EcrRegistry(ACCOUNT, *registry) if registry else None)
    assert reference.is_ecr == (registry is not None)


def test_ecr_lookalikes() -> None:
    public = parse_reference("public.ecr.aws/nginx/nginx:1")
    assert public is not None
    assert not public.is_ecr
    for text in ("12345.dkr.ecr.us-east-1.amazonaws.com/a", "a/123456789012.dkr.ecr.us-east-1.amazonaws.com"):
        reference = parse_reference(text)
        assert reference is not None
        assert not reference.is_ecr


@pytest.mark.parametrize(
    ("prefix", "suffix", "certain"),
    [
        ("", "", (None, None, None, None)),
        ("", "/app", (False, None, False, None)),
        ("", "/app:latest", (True, "latest", False, None)),
        ("", ":latest", (True, "latest", False, None)),
        ("", ":5000/app", (False, None, False, None)),
        ("", ":5000/app:1", (True, "1", False, None)),
        ("", f"/app@{SHA}", (False, None, True, SHA)),
        ("", f"/app:1@{SHA}", (True, "1", True, SHA)),
        ("", f":1@{SHA}", (True, "1", True, SHA)),
        ("", f"@{SHA}", (None, None, True, SHA)),
        ("app", "", (None, None, None, None)),
        ("app", "-slim", (None, None, None, None)),
        ("app:", "", (True, None, None, None)),
        ("app:1.", "-alpine", (True, None, None, None)),
        ("reg:5000/app", "", (None, None, None, None)),
        ("reg:5000/app:", "", (True, None, None, None)),
        ("reg:", "/app", (False, None, False, None)),
        ("app:", f"@{SHA}", (True, None, True, SHA)),
        ("app@", "", (False, None, True, None)),
        ("app:1@sha256:", "", (True, "1", True, None)),
        ("reg:5000/app@sha256:", "", (False, None, True, None)),
    ],
)
def test_partly_unknown(prefix: str, suffix: str, certain: tuple[object, ...]) -> None:
    assert parse_partial(prefix, suffix) == certain


NAMES = st.sampled_from(
    ["", "a", "b1", "reg.io", "reg:5000", "/", ":", "@", SHA, "1.2", "-x", "/app", ":tag", "A"]
)
PARTS = st.lists(NAMES, max_size=4).map("".join)


@settings(max_examples=800)
@given(PARTS, PARTS, PARTS)
def test_certain_means_certain(prefix: str, hidden: str, suffix: str) -> None:
    partial = parse_partial(prefix, suffix)
    whole = parse_reference(prefix + hidden + suffix)
    # A slash in the value of `app:${TAG}` would make a port of it; nobody writes that.
    if whole is None or ("/" in hidden and ":" in prefix.rpartition("/")[2]):
        return
    assert partial.has_tag in {None, whole.tag is not None}
    assert partial.tag in {None, whole.tag}
    assert partial.has_digest in {None, whole.digest is not None}
    assert partial.digest in {None, whole.digest}


def test_the_at_sign_of_a_digest_may_be_hidden() -> None:
    partial = parse_partial("", SHA.removeprefix("@"))
    assert (partial.has_tag, partial.has_digest) == (None, None)


@settings(max_examples=300)
@given(st.text(max_size=30) | PARTS)
def test_nothing_raises(text: str) -> None:
    assert (parse_reference(text) is None) == bool(why_invalid(text))
    parse_partial(text, text)
