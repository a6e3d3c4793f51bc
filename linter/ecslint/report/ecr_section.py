"""Images in ECR as reports for people show them: one row an image; in the text report also what is best updated first."""

from collections.abc import Iterator

from ecslint.annotations import TextIO
from ecslint.ecr.image import ScannedImage, ScannedManifest
from ecslint.ecr.model import Vulnerability
from ecslint.ecr.outcome import NEVER_SCANNED, Archived, NoImage, NoPlatform, NoRepository, Unread
from ecslint.ecr.policy import rank
from ecslint.ecr.survey import Survey
from ecslint.record import NamedTuple
from ecslint.report.snippet import clean

_COLUMNS = ("crit", "high", "med", "low", "other", "fixable", "ignored")
_NAMED = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
_MOST_FIXABLE = 5


class Row(NamedTuple):
    """One manifest, or one image without any: `counts` are as `_COLUMNS`, empty where `scan` says why there are none.

    `reason` is what AWS, or an error, says about that.
    """

    name: str
    platform: str
    scan: str
    counts: tuple[str, ...] = ()
    reason: str = ""


def write_images(survey: Survey, out: TextIO) -> None:
    """The section; nothing where no image of ECR is named."""
    if not survey.images:
        return
    rows = [row for image in survey.images for row in image_rows(image)]
    width = max(5, *(len(row.name) for row in rows))
    platforms = max(8, *(len(row.platform) for row in rows))
    scans = max([8, *(len(row.scan) for row in rows if row.counts)])
    out.write(f"{title(survey)}\n")
    head = "  ".join(f"{word:>5}" for word in _COLUMNS)
    out.write(f"{'image':{width}}  {'platform':{platforms}}  {'scan':{scans}}  {head}\n")
    for name, platform, scan, counts, _ in rows:
        numbers = "  ".join(
            f"{count:>{max(5, len(word))}}" for word, count in zip(_COLUMNS, counts, strict=False)
        )
        out.write(f"{name:{width}}  {platform:{platforms}}  {scan:{scans}}  {numbers}".rstrip() + "\n")
    _write_fixable(survey, out)
    out.write("\n")


def title(survey: Survey) -> str:
    """`ECR: 2 images read, 1 not scanned, 1 failed (fail on: high)`."""
    read = unscanned = failed = 0
    for image in survey.images:
        if image.failures:
            failed += 1
        elif image.manifests and not image.unscanned:
            read += 1
        else:
            unscanned += 1
    parts = [f"{read} {'image' if read == 1 else 'images'} read"]
    parts += [f"{count} {word}" for count, word in ((unscanned, "not scanned"), (failed, "failed")) if count]
    only = ", only what has a fix" if survey.policy.only_fixable else ""
    return f"ECR: {', '.join(parts)} (fail on: {survey.policy.fail_on}{only})"


def image_rows(image: ScannedImage) -> Iterator[Row]:
    """What a table says of an image, cleaned: a row for each of its manifests."""
    name, platform = clean(image.image.short), str(image.platform or "-")
    if not image.manifests:
        yield _absence(image, Row(name, platform, "not scanned: no saved answer"))
    for manifest in image.manifests:
        reading = manifest.reading
        digest = f" @{reading.digest[:11]}..." if reading.digest and image.image.digest is None else ""
        shown = clean(str(reading.platform or platform))
        if reading.failure is not None:
            code, message = clean(reading.failure.code), clean(reading.failure.message)
            yield Row(name, shown, f"failed: {code}", reason=message)
        elif reading.is_scanned and reading.answer is not None:
            yield Row(f"{name}{clean(digest)}", shown, reading.answer.source or "empty", _counts(manifest))
        else:
            status = "never" if reading.status == NEVER_SCANNED else clean(reading.status)
            yield Row(name, shown, f"not scanned: {status}", reason=clean(reading.description))


def _absence(image: ScannedImage, row: Row) -> Row:
    """The row of an image of which there is nothing to count."""
    outcome = image.outcome
    if isinstance(outcome, Unread):
        failure = outcome.failure
        return row._replace(scan=f"failed: {clean(failure.code)}", reason=clean(failure.message))
    if isinstance(outcome, NoRepository):
        return row._replace(scan="no such repository")
    if isinstance(outcome, NoImage):
        return row._replace(scan="no such image", reason=clean(outcome.message))
    if isinstance(outcome, NoPlatform):
        return row._replace(scan="not for this platform")
    return row._replace(scan="in the archive") if isinstance(outcome, Archived) else row


def _counts(manifest: ScannedManifest) -> tuple[str, ...]:
    counts = dict(manifest.counts)
    named = [str(counts.pop(word, 0)) for word in _NAMED]
    fixable = "?" if manifest.fixable is None else str(manifest.fixable)
    return (*named, str(sum(counts.values())), fixable, str(manifest.ignored))


def _write_fixable(survey: Survey, out: TextIO) -> None:
    """What an update cures, the worst first, with the images it is in."""
    found: dict[tuple[str, str], tuple[Vulnerability, list[str]]] = {}
    for image in survey.images:
        for one in image.vulnerabilities:
            if one.is_fixable:
                name = image.image.repository.rpartition("/")[2]
                names = found.setdefault((one.id, one.package), (one, []))[1]
                if name not in names:
                    names.append(name)
    if not found:
        return
    worst = sorted(found.values(), key=lambda entry: rank(entry[0]))[:_MOST_FIXABLE]
    out.write(f"Top fixable ({len(worst)} of {len(found)}):\n")
    for one, names in worst:
        exploit = "  exploit" if one.exploit else ""
        update = f"{one.package} {one.installed} -> {one.fixed}".strip(" ->") if one.package else "update"
        out.write(f"  {clean(f'{one.id}  {one.severity}{exploit}  {update}')}  {clean(', '.join(names))}\n")
