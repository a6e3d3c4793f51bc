"""References to ECR images: every region of every partition, what must not match, and what is said about broken ones."""

import pytest
from botocore.session import Session
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.ecr import uri

HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
DIGEST = "sha256:" + "0123456789abcdef" * 4


def regions() -> list[tuple[str, str, str]]:
    """Partition, region and domain of everything the installed botocore knows ECR by."""
    session = Session()
    domains = {
        entry["id"]: entry["outputs"]["dnsSuffix"] for entry in session.get_data("partitions")["partitions"]
    }
    return [
        (partition, region, domains[partition])
        for partition in session.get_available_partitions()
        for region in session.get_available_regions("ecr", partition)
    ]


def test_every_region_of_every_partition_is_read() -> None:
    known = regions()
    assert len(known) > 40
    assert {partition for partition, _, _ in known} >= {"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b"}
    for partition, region, domain in known:
        for service in ("ecr", "ecr-fips"):
            image = uri.parse(f"123456789012.dkr.{service}.{region}.{domain}/team/app:1")
            assert image is not None, (region, domain)
            assert image.registry == ("123456789012", region, partition)


def test_the_sovereign_cloud_that_older_versions_of_botocore_do_not_know() -> None:
    image = uri.parse("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/team/app:1")
    assert image is not None
    assert image.registry == ("123456789012", "eusc-de-east-1", "aws-eusc")


@pytest.mark.parametrize(
    "domain",
    ["on.aws", "on.amazonwebservices.com.cn", "on.amazonwebservices.eu", "on.aws.ic.gov", "on.aws.scloud",
     "on.cloud-aws.adc-e.uk", "on.aws.hci.ic.gov"],
)  # fmt: skip
def test_dual_stack_hosts(domain: str) -> None:
    for service in ("dkr-ecr", "dkr-ecr-fips"):
        image = uri.parse(f"123456789012.{service}.us-east-1.{domain}/app")
        assert image is not None
        assert image.region == "us-east-1"


@pytest.mark.parametrize(
    ("rest", "repository", "tag", "digest", "short"),
    [
        ("app", "app", None, None, "app:latest"),
        ("team/app:1.4", "team/app", "1.4", None, "team/app:1.4"),
        ("a1/b__c/d---e.f_g", "a1/b__c/d---e.f_g", None, None, "a1/b__c/d---e.f_g:latest"),
        (f"app@{DIGEST}", "app", None, DIGEST, f"app@{DIGEST}"),
        (f"app:v1_2-3@{DIGEST}", "app", "v1_2-3", DIGEST, f"app:v1_2-3@{DIGEST}"),
        ("app:_" + "x" * 127, "app", "_" + "x" * 127, None, "app:_" + "x" * 127),
        ("r" * 256 + ":1", "r" * 256, "1", None, "r" * 256 + ":1"),
    ],
)
def test_the_parts_of_a_reference(
    rest: str, repository: str, tag: str | None, digest: str | None, short: str
) -> None:
    image = uri.parse(f"{HOST}/{rest}")
    assert image is not None
    assert (image.account, image.region) == ("123456789012", "eu-west-1")
    assert (image.repository, image.tag, image.digest, image.short) == (repository, tag, digest, short)
    assert uri.fault(f"{HOST}/{rest}") == ""


NOT_OURS = [
    "nginx", "nginx:1.27", "ghcr.io/team/app:1", "public.ecr.aws/docker/library/redis:7", "", "/", "@", ":",
    "example.com/123456789012.dkr.ecr.eu-west-1.amazonaws.com/app",
    "${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app", "<IMAGE1_NAME>", f"{HOST}/app:${{TAG}}", f"{HOST}/{{{{ name }}}}",
    "%{account}.dkr.ecr.%{region}.amazonaws.com/app:1", f"{HOST}/app:<TAG>", "$ACCOUNT.dkr.ecr.$REGION.amazonaws.com/a",
    "ACCOUNT_ID.dkr.ecr.us-east-1.amazonaws.com/app:1", "aws_account_id.dkr.ecr.region.amazonaws.com/app",
    "xxxxxxxxxxxx.dkr.ecr.us-east-1.amazonaws.com/app", "123456789012.dkr.ecr.REGION.amazonaws.com/app",
    "your-account-id.dkr.ecr.us-east-1.amazonaws.com/app",
    "000000000000.dkr.ecr.us-east-1.localhost.localstack.cloud:4566/app:1",
    "000000000000.dkr.ecr.us-east-1.localhost:4566/app",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_OURS)
def test_other_registries_templates_and_emulators_are_neither_images_of_ecr_nor_faults(text: str) -> None:
    assert uri.parse(text) is None
    assert uri.fault(text) == ""


MALFORMED = [
    ("1234.dkr.ecr.eu-west-1.amazonaws.com/app", "`1234` is no account, allowed are 12 digits"),
    ("1234567890123.dkr.ecr.eu-west-1.amazonaws.com/app", "`1234567890123` is no account"),
    ("x123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "`x123456789012` is no account"),
    ("https:123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "is no account"),
    ("１23456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "is no account"),
    ("123456789012.dkr.ecr.eu-west.amazonaws.com/app", "`eu-west` is no region"),
    ("123456789012.dkr.ecr.EU-WEST-1.amazonaws.com/app", "`EU-WEST-1` is no region"),
    ("123456789012.dkr.ecr.amazonaws.com/app", "`amazonaws` is no region"),
    ("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.org/app", "`amazonaws.com.evil.org` is no domain of ECR"),
    ("123456789012.dkr.ecr.eu-west-1.amazonaws.com:443/app", "`amazonaws.com:443` is no domain of ECR"),
    ("123456789012.dkr-ecr.eu-west-1.example.com/app", "`example.com` is no domain of ECR"),
    (HOST, "the repository is missing"),
    (f"{HOST}/", "the repository is missing"),
    (f"{HOST}/:1", "the repository is missing"),
    (f"{HOST}/a", "the repository has 1 characters, allowed are 2 to 256"),
    (f"{HOST}/{'a' * 257}", "the repository has 257 characters"),
    (f"{HOST}/Team/app:1", "`Team/app` has upper-case letters"),
    (f"{HOST}/team//app", "`team//app` is no repository"),
    (f"{HOST}/team/app/", "`team/app/` is no repository"),
    (f"{HOST}/a..b", "`a..b` is no repository"),
    (f"{HOST}/a___b", "`a___b` is no repository"),
    (f"{HOST}/app\n", "`app\n` is no repository"),
    (f"{HOST}/app:1\n", "`1\n` is no tag"),
    (f"{HOST}/app:", "the tag is empty"),
    (f"{HOST}/app:-1", "`-1` is no tag"),
    (f"{HOST}/app:é", "`é` is no tag"),
    (f"{HOST}/app:{'x' * 129}", "is no tag, allowed are 1 to 128"),
    (f"{HOST}/app@sha256:abc", "`sha256:abc` is no digest"),
    (f"{HOST}/app@{DIGEST.upper()}", "is no digest"),
    (f"{HOST}/app@{DIGEST}\n", "is no digest"),
    (f"{HOST}/app@", "`` is no digest"),
    (f"{HOST}/app:1@sha512:{'0' * 128}", "is no digest, allowed is `sha256:`"),
    (f"{HOST}/app:{'x' * 2000}", "it is longer than 1024 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_what_means_ecr_and_is_broken_is_said(text: str, message: str) -> None:
    assert uri.parse(text) is None
    assert message in uri.fault(text)


ALPHABET = st.sampled_from(
    [HOST, "/", ":", "@", DIGEST, "app", ".", "_", "-", "A", "1", "\n", ".dkr.ecr.", "${X}"]
)


@settings(max_examples=300)
@given(st.lists(ALPHABET, max_size=8).map("".join))
def test_a_text_is_an_image_or_a_fault_or_not_of_ecr_and_never_two_of_them(text: str) -> None:
    image, fault = uri.parse(text), uri.fault(text)
    assert image is None or not fault
    if image is not None:
        rebuilt = f"{HOST}/{image.repository}"
        rebuilt += f":{image.tag}" if image.tag else ""
        rebuilt += f"@{image.digest}" if image.digest else ""
        assert rebuilt == text
    if image is None and text.startswith(f"{HOST}/") and not set(text) & set("${}"):
        assert fault


@pytest.mark.parametrize(
    "hostile",
    ["a" * 1000, "a-" * 500, f"{HOST}/" + "a_" * 480, f"{HOST}/" + "a/" * 480, f"{HOST}/" + "a--" * 300, ".dkr" * 250,
     "1" * 1000 + ".dkr.ecr", "123456789012.dkr.ecr.us" + "-a" * 480, ".dkr.ecr." * 110, "a" * 5_000_000,
     f"{HOST}/" + "a/" * 2_000_000],
    ids=lambda text: text[-9:],
)  # fmt: skip
def test_hostile_references_are_refused_at_once(hostile: str) -> None:
    assert uri.parse(hostile) is None
    assert len(uri.fault(hostile)) < 1500


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\x00", "\u2028", "\r\n"])
def test_the_whole_text_must_match(blank: str) -> None:
    assert uri.parse(f"{HOST}/app{blank}") is None
    assert uri.parse(f"{blank}{HOST}/app") is None
