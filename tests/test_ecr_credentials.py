"""Credentials that are missing, broken, refused or end midway: one line, no more calls, and nothing of them is printed."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from ecr_client import ACCESS_KEY, SECRET_KEY, ask, asking, only
from ecr_stub import Stub
from ecr_world import ACCOUNT, Scan, World, basic, uri

from ecslint.ecr.endpoint import check_endpoint
from ecslint.ecr.outcome import Fetched, Read, Unread
from ecslint.errors import UsageError

OTHER = "210987654321"
NAMES = ["app-a", "app-b", "app-c", "app-d", "app-e"]
IMAGES = [uri(name) for name in NAMES]


def world_of(*names: str) -> World:
    world = World()
    for name in names:
        world.repository(name).image("latest", Scan(findings=[basic()]))
    return world


def all_unread(fetched: Fetched) -> str:
    """The one line that says why nothing could be read."""
    assert all(isinstance(outcome, Unread) and outcome.failure.is_shared for outcome in fetched.outcomes)
    (trouble,) = fetched.troubles
    assert trouble.message.isprintable()
    return trouble.message


@pytest.fixture
def stub() -> Any:
    with asking(world_of(*NAMES)) as running:
        yield running


DONE = "; static checks were done"


def config(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """A configuration file of AWS, and no keys in the environment."""
    path = folder / "config"
    path.write_text(text)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")


def script(folder: Path, body: str) -> str:
    """A program for `credential_process`."""
    path = folder / "process"
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_no_credentials(stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config(monkeypatch, tmp_path, "")
    line = all_unread(ask(IMAGES))
    assert line == f"ECR not asked: no AWS credentials. Set AWS_PROFILE or run 'aws sso login'{DONE}"
    assert stub.calls == []


SSO = """
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = reader
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.example/start
"""
LOGIN = "[profile login]\nlogin_session = arn:aws:iam::123456789012:user/ci\n"


@pytest.mark.parametrize(
    ("profile", "text", "message"),
    [
        ("nope", "", "there is no AWS profile `nope` (ProfileNotFound)"),
        ("half", "[profile half]\naws_access_key_id = AKIDHALF\n", "the AWS credentials are incomplete (PartialCredentialsError)"),
        ("sso", SSO, "(UnauthorizedSSOTokenError)|(SSOTokenLoadError)|(TokenRetrievalError)"),
        ("login", LOGIN, "`pip install botocore[crt]` (MissingDependencyException)|(LoginTokenLoadError)|(LoginRefreshRequired)|no AWS credentials"),
        ("loop", "[profile loop]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = loop\n", "Error)"),
        ("broken", "[profile broken\n", "(ConfigParseError)|(ProfileNotFound)"),
    ],
)  # fmt: skip
def test_profiles_that_give_no_credentials(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, profile: str, text: str, message: str
) -> None:
    config(monkeypatch, tmp_path, text)
    monkeypatch.setenv("HOME", str(tmp_path))
    line = all_unread(ask(IMAGES, profiles={"": profile}))
    assert line.startswith("ECR not asked: ")
    assert any(part in line for part in message.split("|")), line
    assert line.endswith(DONE)
    assert stub.calls == []


def test_a_profile_of_the_environment_that_is_not_there(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nope\x1b[31m")
    assert "there is no AWS profile `nope[31m` (ProfileNotFound)" in all_unread(ask(IMAGES))
    assert stub.calls == []


@pytest.mark.parametrize("arn", ["reader", "arn:aws:iam::210987654321:user/x", "arn:aws:s3:::role/x", ""])
def test_what_is_no_role_is_wrong_usage(stub: Stub, arn: str) -> None:
    with pytest.raises(UsageError, match="is no role"):
        ask(IMAGES, roles=[arn])


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (f"import sys; sys.exit('no: {SECRET_KEY}')", "`custom-process` gave no AWS credentials (CredentialRetrievalError)"),
        (f"print('{SECRET_KEY}')", "the AWS credentials cannot be used (JSONDecodeError)"),
        ("print('{\"Version\": 1}')", "`custom-process` gave no AWS credentials (CredentialRetrievalError)"),
    ],
)  # fmt: skip
def test_a_process_that_fails_is_said_without_what_it_printed(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, error: str
) -> None:
    process = script(tmp_path, body)
    config(monkeypatch, tmp_path, f"[profile own]\ncredential_process = {process}\n")
    line = all_unread(ask(IMAGES, profiles={"": "own"}))
    assert error in line
    assert SECRET_KEY not in line
    assert stub.calls == []


def test_each_account_has_its_own_profile(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    profiles = "".join(
        f"[profile {name}]\naws_access_key_id = KEYOF{name.upper()}\naws_secret_access_key = {SECRET_KEY}\n"
        for name in ("main", "china")
    )
    config(monkeypatch, tmp_path, profiles)
    stub.world.repository("app", OTHER).image("latest", Scan(findings=[]))
    fetched = ask([uri("app-a"), uri("app", account=OTHER)], profiles={"": "main", OTHER: "china"})
    assert all(isinstance(outcome, Read) for outcome in fetched.outcomes)
    keys = {(call.parameters["registryId"], call.access_key) for call in stub.calls}
    assert keys == {(ACCOUNT, "KEYOFMAIN"), (OTHER, "KEYOFCHINA")}


def test_one_set_of_credentials_that_fails_leaves_the_other_alone(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config(
        monkeypatch,
        tmp_path,
        f"[profile main]\naws_access_key_id = MAIN\naws_secret_access_key = {SECRET_KEY}\n",
    )
    fetched = ask([uri("app", account=OTHER), uri("app-a")], profiles={"": "main", OTHER: "nope"})
    assert [type(outcome) for outcome in fetched.outcomes] == [Unread, Read]
    assert len(fetched.troubles) == 1


ROLE = f"arn:aws:iam::{OTHER}:role/reader"


def test_a_role_serves_the_account_in_its_arn(stub: Stub) -> None:
    stub.world.roles = {ROLE}
    stub.world.repository("app", OTHER).image("latest", Scan(findings=[]))
    fetched = ask([uri("app-a"), uri("app", account=OTHER, region="us-east-1")], roles=[ROLE])
    assert all(isinstance(outcome, Read) for outcome in fetched.outcomes)
    ecr = [call for call in stub.calls if call.operation == "DescribeImages"]
    assert {(call.parameters["registryId"], call.access_key, call.region) for call in ecr} == {
        (ACCOUNT, ACCESS_KEY, "eu-west-1"),
        (OTHER, f"ROLE{OTHER}", "us-east-1"),
    }
    assert stub.count("AssumeRole") == 1


def test_a_role_that_is_denied_is_said_once(stub: Stub) -> None:
    fetched = ask([uri("app", account=OTHER), uri("other", account=OTHER)], roles=[ROLE])
    line = all_unread(fetched)
    assert f"the role {ROLE} cannot be used (AccessDenied: User: " in line
    assert stub.counts == {"AssumeRole": 1}


def test_credentials_that_end_midway_stop_all_calls_with_one_line(stub: Stub) -> None:
    def third(_: object) -> bool:
        if stub.count("DescribeImages") >= 3:
            stub.expired_keys.add(ACCESS_KEY)
        return False

    stub.fault("DescribeImages", "throttle", when=third)
    fetched = ask(IMAGES, jobs=1)
    (trouble,) = fetched.troubles
    assert trouble.code == "ExpiredTokenException"
    assert trouble.message == (
        "ECR is not asked any more with these credentials: "
        "ExpiredTokenException: The security token included in the request is expired"
    )
    assert stub.counts["DescribeImages"] == 3
    assert [type(outcome) for outcome in fetched.outcomes] == [Read, Read, Unread, Unread, Unread]


@pytest.mark.parametrize(
    "code",
    ["ExpiredTokenException", "UnrecognizedClientException", "InvalidSignatureException", "RequestExpired"],
)
def test_refused_credentials_open_the_breaker(stub: Stub, code: str) -> None:
    stub.fault("*", f"error {code} The security token is bad")
    line = all_unread(ask(IMAGES, jobs=1))
    assert code in line
    assert len(stub.calls) == 1


def test_what_aws_quotes_of_a_signed_request_is_not_repeated(stub: Stub) -> None:
    quoted = f"does not match {SECRET_KEY}\n\nThe Canonical String: x-amz-security-token:{SECRET_KEY}"
    stub.fault("*", f"error InvalidSignatureException {quoted}")
    line = all_unread(ask(IMAGES))
    assert SECRET_KEY not in line
    assert "Canonical" not in line


def test_one_repository_of_five_denied_says_what_is_missing(stub: Stub) -> None:
    stub.world.repository("app-c").denied = {"DescribeImageScanFindings"}
    fetched = ask(IMAGES)
    assert fetched.troubles == ()
    readings = [outcome.readings[0] for outcome in fetched.outcomes if isinstance(outcome, Read)]
    assert [reading.is_scanned for reading in readings] == [True, True, False, True, True]
    failure = readings[2].failure
    assert failure is not None
    assert failure.code == "AccessDeniedException"
    assert "is not authorized to perform: ecr:DescribeImageScanFindings on resource: " in failure.message


def test_another_account_that_does_not_let_us_in(stub: Stub) -> None:
    outcome = only(ask([uri("app", account=OTHER)]))
    assert isinstance(outcome, Unread)
    assert "no resource-based policy allows the ecr:DescribeImages action" in outcome.failure.message


def test_who_asks_is_in_the_user_agent_and_the_region_is_that_of_the_image(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
    ask([uri("app-a", region="us-west-2")])
    assert {call.region for call in stub.calls} == {"us-west-2"}
    assert all("ecslint/" in call.agent for call in stub.calls)
    assert all(
        "mode/standard" in call.agent or "retry-mode#standard" in call.agent or "m/" in call.agent
        for call in stub.calls
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://api.ecr.eu-west-1.amazonaws.com",
        "http://127.0.0.1:4566",
        "http://localhost:1",
        "http://[::1]:5",
    ],
)
def test_endpoints_that_may_be_used(url: str) -> None:
    check_endpoint(url)


@pytest.mark.parametrize(
    "url",
    ["http://ecr.example", "http://169.254.169.254/", "http://127.0.0.1.example", "http://0.0.0.0", "ftp://x", "x", "",
     "http://", "https://user:word@host", "http://[::1", "https://host:port", "http://localhost@ecr.example", "file:///x"],
)  # fmt: skip
def test_endpoints_that_may_not_be_used(url: str) -> None:
    with pytest.raises(UsageError):
        check_endpoint(url)


@pytest.mark.parametrize("source", ["flag", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR"])
def test_plain_http_to_another_machine_is_refused_wherever_it_comes_from(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_ECR")
    changes: dict[str, Any] = {}
    if source == "flag":
        changes["endpoint_url"] = "http://ecr.example"
    else:
        monkeypatch.setenv(source, "http://ecr.example")
    with pytest.raises(UsageError, match="plain HTTP"):
        ask([uri("app-a")], **changes)
    assert stub.calls == []


def test_a_flag_is_the_endpoint_of_sts_too_unless_it_has_its_own(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_ECR")
    monkeypatch.delenv("AWS_ENDPOINT_URL_STS")
    stub.world.roles = {ROLE}
    stub.world.repository("app", OTHER).image("latest", Scan(findings=[]))
    outcome = only(ask([uri("app", account=OTHER)], roles=[ROLE], endpoint_url=stub.url))
    assert isinstance(outcome, Read)
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://sts.example")
    with pytest.raises(UsageError, match="plain HTTP"):
        ask([uri("app", account=OTHER)], roles=[ROLE], endpoint_url=stub.url)


def test_without_boto3_there_is_one_line(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ecslint.ecr.client", raising=False)
    monkeypatch.setitem(sys.modules, "boto3", None)
    assert all_unread(ask(IMAGES)).startswith("ECR not asked: boto3 cannot be imported")


def test_the_tests_see_nothing_of_the_desk_they_run_at() -> None:
    assert {name for name in os.environ if name.startswith("AWS_")} == {
        "AWS_EC2_METADATA_DISABLED", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
    }  # fmt: skip
    assert json.dumps(os.environ["AWS_CONFIG_FILE"]) == json.dumps(os.devnull)
