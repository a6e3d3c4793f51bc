"""A second opinion: moto's ECR, which nobody here wrote, for an enhanced result, missing images and repository checks."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from ecr_client import ACCESS_KEY, SECRET_KEY, ask, only, reading
from ecr_world import ACCOUNT, OCI_MANIFEST, REGION, enhanced, uri
from moto.server import ThreadedMotoServer

from ecslint.ecr.outcome import NoImage, NoRepository, Repository


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def ecr(address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client for setting things up; the linter finds the same server through the environment."""
    post(address, "/moto-api/reset", {})
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    return boto3.client("ecr", region_name=REGION)


def post(address: str, path: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(address + path, json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=30) as response:
        assert response.status in {200, 201}


def push(ecr: Any, repository: str, tag: str) -> str:
    """Create a repository with one image in it."""
    ecr.create_repository(repositoryName=repository)
    manifest = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "size": 2,
            "digest": "sha256:" + "a" * 64,
        },
        "layers": [],
    }
    answer = ecr.put_image(
        repositoryName=repository,
        imageTag=tag,
        imageManifest=json.dumps(manifest),
        imageManifestMediaType=OCI_MANIFEST,
    )
    digest: str = answer["image"]["imageId"]["imageDigest"]
    return digest


def test_an_enhanced_result(ecr: Any, address: str) -> None:
    digest = push(ecr, "team/app", "1")
    findings = [enhanced(number) for number in range(3)]
    result = {
        "registryId": ACCOUNT,
        "repositoryName": "team/app",
        "imageId": {"imageDigest": digest},
        "imageScanStatus": {"status": "ACTIVE", "description": "Continuous scan is selected for image."},
        "imageScanFindings": {"enhancedFindings": findings, "findingSeverityCounts": {"HIGH": 3}},
    }
    post(
        address,
        "/moto-api/static/ecr/scan-finding-results",
        {"results": [result], "region": REGION, "account_id": ACCOUNT},
    )
    before = reading(ask([uri("team/app", ":1")]))
    assert (before.status, before.is_scanned) == ("ScanNotFoundException", False)
    ecr.start_image_scan(repositoryName="team/app", imageId={"imageDigest": digest})
    found = reading(ask([uri("team/app", ":1")]))
    assert (found.digest, found.status, found.is_scanned) == (digest, "ACTIVE", True)
    assert found.answer is not None
    ids = [vulnerability.id for vulnerability in found.answer.vulnerabilities]
    assert ids == ["CVE-2026-0000", "CVE-2026-0001", "CVE-2026-0002"]


def test_what_is_not_there(ecr: Any) -> None:
    push(ecr, "team/app", "1")
    image, digest, repository = ask([
        uri("team/app", ":2"), uri("team/app", "@sha256:" + "0" * 64), uri("team/other", ":1"),
    ]).outcomes  # fmt: skip
    assert isinstance(image, NoImage)
    assert isinstance(digest, NoImage)
    assert "does not exist within the repository with name 'team/app'" in image.message
    assert repository == NoRepository()


def test_repository_checks(ecr: Any) -> None:
    push(ecr, "plain", "1")
    ecr.create_repository(
        repositoryName="team/app",
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "sha256-*"}],
        encryptionConfiguration={"encryptionType": "KMS"},
    )
    rule = {
        "rulePriority": 1,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9},
        "action": {"type": "expire"},
    }
    ecr.put_lifecycle_policy(repositoryName="team/app", lifecyclePolicyText=json.dumps({"rules": [rule]}))
    ecr.put_registry_scanning_configuration(
        scanType="BASIC",
        rules=[
            {
                "scanFrequency": "SCAN_ON_PUSH",
                "repositoryFilters": [{"filter": "team/*", "filterType": "WILDCARD"}],
            }
        ],
    )
    names = [uri("plain", ":1"), uri("team/app", ":1"), uri("nope", ":1")]
    plain, team, nope = ask(names, repo_checks=True).repositories
    assert plain == Repository(
        ACCOUNT, REGION, "plain", "MANUAL", "MUTABLE", encryption="AES256", has_lifecycle_policy=False
    )
    assert team == Repository(
        ACCOUNT, REGION, "team/app", "SCAN_ON_PUSH", "IMMUTABLE_WITH_EXCLUSION", ("sha256-*",), "KMS",
        has_lifecycle_policy=True,
    )  # fmt: skip
    assert nope == Repository(ACCOUNT, REGION, "nope", exists=False)
    assert isinstance(only(ask([uri("nope", ":1")])), NoRepository)
