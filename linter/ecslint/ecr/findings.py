"""All pages of what ECR found in one manifest, or a reason why there is no whole."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from ecslint.ecr.answer import Pages
from ecslint.ecr.model import Answer
from ecslint.ecr.outcome import NEVER_SCANNED, SCANNED, Failure, Reading
from ecslint.ecr.resolve import Asks
from ecslint.ecr.untrusted import one_line
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
    answer = pages.answer
    # The findings of a scan that says it is done can arrive after its status.
    is_young = pushed_at is not None and now() - pushed_at < YOUNG
    is_empty = not (answer.listed or answer.counted or answer.completed_at)
    # No list at all, nor a time at which it was done: nobody has said that nothing was found.
    is_told = bool(answer.source or answer.completed_at)
    is_settled = pages.status not in SCANNED or (is_told and not (is_empty and is_young))
    incomplete = None
    if answer.counted > answer.listed:
        text = f"ECR counts {answer.counted} findings and lists {answer.listed}"
        incomplete = Failure("IncompleteAnswer", text)
    return Reading(digest, None, pages.status, pages.description, answer, incomplete, is_settled)


class _Pages:
    """The pages of one answer, taken in one by one; a raw page is dropped before the next is asked for."""

    def __init__(self) -> None:
        self.status = ""
        self.description = ""
        self._findings = Pages()

    @property
    def answer(self) -> Answer:
        return self._findings.answer()

    def fetch(self, service: Asks, image: EcrImage, digest: str) -> None:
        # botocore's own paginator keeps the status of the first page and takes an empty answer for the last one.
        parameters: dict[str, object] = {
            "registryId": image.account,
            "repositoryName": image.repository,
            "imageId": {"imageDigest": digest},
            "maxResults": 1000,
        }
        seen: set[str] = set()
        while True:
            page = service.call("describe_image_scan_findings", **parameters)
            self._take(page)
            token = page.get("nextToken")
            if not token:
                return
            if not isinstance(token, str):
                raise EcrCallError("UnreadableAnswer", "the page token is no text")
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
        findings = page.get("imageScanFindings")
        if isinstance(findings, dict):
            self._findings.add(findings)
