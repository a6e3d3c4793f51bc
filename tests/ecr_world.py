"""What the ECR stub knows: registries, repositories, manifests with real digests, tags, and scans that may change."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

ACCOUNT = "123456789012"
REGION = "eu-west-1"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
LONG_AGO = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

Answer = dict[str, Any]


def basic(number: int = 1, severity: str = "HIGH", package: str = "openssl") -> Answer:
    """A finding as basic scanning writes it."""
    return {
        "name": f"CVE-2026-{number:04}",
        "description": "It overflows.",
        "uri": f"https://security.example/CVE-2026-{number:04}",
        "severity": severity,
        "attributes": [
            {"key": "package_name", "value": package},
            {"key": "package_version", "value": "3.0.1"},
            {"key": "CVSS3_SCORE", "value": "7.5"},
        ],
    }


def enhanced(number: int = 1, severity: str = "HIGH", package: str = "openssl") -> Answer:
    """A finding as Amazon Inspector writes it."""
    return {
        "title": f"CVE-2026-{number:04} - {package}",
        "description": "It overflows.",
        "severity": severity,
        "status": "ACTIVE",
        "type": "PACKAGE_VULNERABILITY",
        "score": 7.5,
        "fixAvailable": "YES",
        "exploitAvailable": "NO",
        "packageVulnerabilityDetails": {
            "vulnerabilityId": f"CVE-2026-{number:04}",
            "source": "NVD",
            "vulnerablePackages": [
                {"name": package, "version": "3.0.1", "packageManager": "OS", "fixedInVersion": "3.0.9"}
            ],
        },
    }


@dataclass(frozen=True)
class Scan:
    """One state of a scan. `edit` may change a page, given its number from 1, before it is sent."""

    status: str = "COMPLETE"
    findings: Sequence[Answer] | None = None
    enhanced: Sequence[Answer] | None = None
    counts: Mapping[str, int] | None = None
    completed_at: datetime | None = LONG_AGO
    description: str = "The scan was completed."
    edit: Callable[[int, Answer], Answer] = lambda _, page: page

    def page(self, start: int, size: int) -> tuple[Answer, int | None]:
        """The answer from an offset on, and the offset of the next one."""
        is_enhanced = self.enhanced is not None
        if is_enhanced:
            size = min(size, 100)  # whatever `maxResults` says
        everything = [*(self.findings or ()), *(self.enhanced or ())]
        here = everything[start : start + size]
        inner: Answer = {"findingSeverityCounts": self._counts(everything)}
        if self.completed_at:
            inner["imageScanCompletedAt"] = self.completed_at
            inner["vulnerabilitySourceUpdatedAt"] = self.completed_at
        if self.findings is not None:
            inner["findings"] = [entry for entry in here if "name" in entry]
        if is_enhanced:
            inner["enhancedFindings"] = [entry for entry in here if "name" not in entry]
        answer = {
            "imageScanStatus": {"status": self.status, "description": self.description},
            "imageScanFindings": inner,
        }
        rest = start + size if start + size < len(everything) else None
        return self.edit(start // size + 1, answer), rest

    def _counts(self, everything: Sequence[Answer]) -> dict[str, int]:
        if self.counts is not None:
            return dict(self.counts)
        counts: dict[str, int] = {}
        for entry in everything:
            severity = entry.get("severity", "UNDEFINED")
            counts[severity] = counts.get(severity, 0) + 1
        return counts


# A scan, no scan (None), or what it is at each question; the last state stays.
States = Scan | None | list[Scan | None]


@dataclass
class Manifest:
    """A manifest and what DescribeImages says of it."""

    digest: str
    text: str
    media_type: str
    pushed_at: datetime = LONG_AGO
    status: str = "ACTIVE"


@dataclass
class Repository:
    """A repository; `denied` are operations that its policy does not allow."""

    name: str
    manifests: dict[str, Manifest] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    scans: dict[str, States] = field(default_factory=dict)
    mutability: str = "IMMUTABLE"
    exempt: Sequence[str] = ()
    encryption: str = "AES256"
    frequency: str = "SCAN_ON_PUSH"
    lifecycle: str | None = None
    denied: set[str] = field(default_factory=set)
    # BatchGetImage refuses these digests with a code.
    refused: dict[str, str] = field(default_factory=dict)

    def manifest(self, text: str, media_type: str, tag: str | None = None) -> str:
        """Push any text as a manifest."""
        digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        self.manifests[digest] = Manifest(digest, text, media_type)
        if tag:
            self.tags[tag] = digest
        return digest

    def image(self, tag: str | None = None, scan: States = None, *, salt: str = "") -> str:
        """Push an image for one platform, with what its scan says."""
        text = json.dumps({"mediaType": OCI_MANIFEST, "config": [self.name, tag, salt, len(self.manifests)]})
        digest = self.manifest(text, OCI_MANIFEST, tag)
        self.scans[digest] = scan
        return digest

    def index(
        self,
        tag: str | None,
        children: Mapping[str, str],
        *,
        attested: bool = True,
        media_type: str = OCI_INDEX,
        nested: Sequence[str] = (),
    ) -> str:
        """Push an index of platform -> digest, as buildx does: with an attestation manifest for each child."""
        entries: list[Answer] = []
        for name, digest in children.items():
            entries.append(
                {"mediaType": OCI_MANIFEST, "digest": digest, "size": 1, "platform": _platform(name)}
            )
        for digest in list(children.values()) if attested else ():
            proof = self.manifest(json.dumps({"attests": digest}), OCI_MANIFEST)
            entries.append(
                {
                    "mediaType": OCI_MANIFEST,
                    "digest": proof,
                    "size": 1,
                    "platform": {"os": "unknown", "architecture": "unknown"},
                    "annotations": {
                        "vnd.docker.reference.type": "attestation-manifest",
                        "vnd.docker.reference.digest": digest,
                    },
                }
            )
        entries += [{"mediaType": media_type, "digest": digest, "size": 1} for digest in nested]
        text = json.dumps({"schemaVersion": 2, "mediaType": media_type, "manifests": entries})
        return self.manifest(text, media_type, tag)


def _platform(name: str) -> Answer:
    """`linux/arm64/v8` or `windows/amd64 10.0.20348.2113`."""
    name, _, version = name.partition(" ")
    os, architecture, *variant = name.split("/")
    found = {"os": os, "architecture": architecture}
    if variant:
        found["variant"] = variant[0]
    if version:
        found["os.version"] = version
    return found


@dataclass
class Registry:
    """One account's registry; `denied` are operations nobody may do in it."""

    account: str
    repositories: dict[str, Repository] = field(default_factory=dict)
    pull_through: list[str] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)

    def repository(self, name: str) -> Repository:
        """Get or create a repository."""
        return self.repositories.setdefault(name, Repository(name))


@dataclass
class World:
    """All registries, and whose credentials the caller has."""

    own_account: str = ACCOUNT
    registries: dict[str, Registry] = field(default_factory=dict)
    # Roles that may be assumed.
    roles: set[str] = field(default_factory=set)
    tokens_expire: bool = False

    def registry(self, account: str = ACCOUNT) -> Registry:
        """Get or create a registry."""
        return self.registries.setdefault(account, Registry(account))

    def repository(self, name: str, account: str = ACCOUNT) -> Repository:
        """Get or create a repository."""
        return self.registry(account).repository(name)


def uri(repository: str, tag: str = "", account: str = ACCOUNT, region: str = REGION) -> str:
    """How a file names an image: `tag` is `:1.4` or `@sha256:…`."""
    return f"{account}.dkr.ecr.{region}.amazonaws.com/{repository}{tag}"
