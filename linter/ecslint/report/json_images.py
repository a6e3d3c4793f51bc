"""What the JSON report says of images in ECR: one object for each manifest that was asked for."""

from collections.abc import Iterator

from ecslint.annotations import Any
from ecslint.ecr.image import ScannedImage, ScannedManifest
from ecslint.ecr.model import Vulnerability
from ecslint.ecr.outcome import Archived, Failure, NoImage, NoPlatform, NoRepository, Unread
from ecslint.report.snippet import plain


def images(found: tuple[ScannedImage, ...]) -> list[dict[str, Any]]:
    """All of them, in the order of the files that name them."""
    return [entry for image in found for entry in _entries(image)]


def _entries(image: ScannedImage) -> Iterator[dict[str, Any]]:
    if not image.manifests:
        yield _entry(image, None)
    for manifest in image.manifests:
        yield _entry(image, manifest)


def _entry(image: ScannedImage, manifest: ScannedManifest | None) -> dict[str, Any]:
    named = image.image
    reading = None if manifest is None else manifest.reading
    platform = image.platform if reading is None else reading.platform or image.platform
    digest = _digest_of(image) if reading is None else reading.digest or named.digest
    return {
        "image": named.text,
        "registry": named.account,
        "region": named.region,
        "repository": named.repository,
        "tag": named.tag or (None if named.digest else "latest"),
        "digest": digest and plain(digest),
        "platform": platform and plain(str(platform)),
        "places": [
            {
                "path": plain(place.span.source.path),
                "line": place.span.line,
                "pointer": place.pointer and plain(place.pointer),
            }
            for place in image.places
        ],
        "scan": None if manifest is None else _scan(manifest),
        "counts": dict(sorted(manifest.counts.items()))
        if manifest is not None and manifest.reading.answer
        else None,
        "vulnerabilities": [] if manifest is None else list(map(_vulnerability, manifest.vulnerabilities)),
        "error": _error(image, manifest),
    }


def _digest_of(image: ScannedImage) -> str | None:
    outcome = image.outcome
    return outcome.digest if isinstance(outcome, NoPlatform | Archived) else image.image.digest


def _scan(manifest: ScannedManifest) -> dict[str, Any]:
    reading, answer = manifest.reading, manifest.reading.answer
    return {
        "source": (answer.source or None) if answer else None,
        "status": plain(reading.status) or None,
        "description": plain(reading.description) or None,
        "completed_at": answer.completed_at.isoformat() if answer and answer.completed_at else None,
        "database_at": answer.database_at.isoformat() if answer and answer.database_at else None,
        "complete": reading.is_scanned,
    }


def _vulnerability(one: Vulnerability) -> dict[str, Any]:
    values = one._asdict()
    del values["finding"]
    return {
        name: (plain(value) or None) if isinstance(value, str) else value for name, value in values.items()
    }


def _error(image: ScannedImage, manifest: ScannedManifest | None) -> dict[str, str] | None:
    outcome = image.outcome
    failure: Failure | None = None
    if manifest is not None:
        failure = manifest.reading.failure
    elif isinstance(outcome, Unread):
        failure = outcome.failure
    elif isinstance(outcome, NoImage):
        failure = Failure("ImageNotFoundException", outcome.message)
    elif isinstance(outcome, NoRepository):
        failure = Failure("RepositoryNotFoundException", "")
    elif isinstance(outcome, NoPlatform):
        failure = Failure("NoPlatform", ", ".join(map(str, outcome.available)))
    elif isinstance(outcome, Archived):
        failure = Failure("Archived", "")
    else:
        failure = Failure("NoSavedAnswer", "no file of --ecr-findings is about it")
    return None if failure is None else {"code": plain(failure.code), "message": plain(failure.message)}
