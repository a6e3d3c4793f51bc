"""All pages of what ECR found in one manifest, or a reason why there is no whole."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from ecslint.ecr.outcome import NEVER_SCANNED, SCANNED, Failure, Reading, one_line
from ecslint.ecr.resolve import Asks
from ecslint.ecr.uri import EcrImage
from ecslint.errors import EcrCallError

# For so long after a push an empty answer may be one that came before the findings.
YOUNG = timedelta(minutes=2)


def read(
    service: Asks,
    image: EcrImage,
    digest: str,
    pushed_at: datetime | None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Reading:
    """Ask for one manifest by its digest; every way it can end is a value."""
    pages = _Pages()
    try:
        pages.fetch(service, image, digest)
    except EcrCallError as error:
        if error.code == NEVER_SCANNED:
            return Reading(digest, None, NEVER_SCANNED, error.message, None)
        failure = Failure(error.code, error.message, error.is_shared)
        return Reading(digest, None, pages.status, pages.description, None, failure)
    is_settled = not (
        pages.status in SCANNED and pages.is_empty and pushed_at is not None and now() - pushed_at < YOUNG
    )
    return Reading(digest, None, pages.status, pages.description, pages.answer, None, is_settled)


class _Pages:
    """The pages of one answer, taken in one by one; a raw page is dropped before the next is asked for."""

    def __init__(self) -> None:
        self.status = ""
        self.description = ""
        self.answer: list[Any] = []
        self.is_empty = True

    def fetch(self, service: Asks, image: EcrImage, digest: str) -> None:
        # botocore's own paginator keeps the status of the first page and takes an empty answer for the last one.
        parameters: dict[str, object] = {
            "registryId": image.account,
            "repositoryName": image.repository,
            "imageId": {"imageDigest": digest},
            "maxResults": 1000,
        }
        seen = set()
        while True:
            page = service.call("describe_image_scan_findings", **parameters)
            self._take(page)
            token = page.get("nextToken")
            if not token:
                return
            if token in seen:
                raise EcrCallError(
                    "RepeatedToken", "ECR gave the same page token twice, the rest cannot be read"
                )
            seen.add(token)
            parameters["nextToken"] = token

    def _take(self, page: dict[str, Any]) -> None:
        scan = page.get("imageScanStatus")
        status = scan.get("status") if isinstance(scan, dict) else None
        if not isinstance(scan, dict) or not isinstance(status, str) or not status:
            raise EcrCallError("UnreadableAnswer", "the answer has no scan status, so it is none of ECR's")
        status = one_line(status)
        if self.status and status != self.status:
            raise EcrCallError(
                "ScanChanged", f"the scan went from {self.status} to {status} while its pages were read"
            )
        self.status = status
        self.description = one_line(str(scan.get("description") or ""))
        self.answer.append(page)
        findings = page.get("imageScanFindings") or {}
        if any(
            findings.get(name)
            for name in ("findings", "enhancedFindings", "findingSeverityCounts", "imageScanCompletedAt")
        ):
            self.is_empty = False
