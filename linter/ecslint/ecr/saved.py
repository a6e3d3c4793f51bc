"""Saved answers of `aws ecr describe-image-scan-findings`: read without network, credentials or boto3, and matched to images."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ecslint.document import read
from ecslint.ecr.answer import Pages
from ecslint.ecr.model import Answer
from ecslint.ecr.outcome import SCANNED, Failure, Outcome, Read, Reading, Unread, Wanted
from ecslint.ecr.untrusted import one_line, one_word
from ecslint.ecr.uri import EcrImage
from ecslint.errors import EcrCallError, UnreadableFileError, UsageError
from ecslint.record import NamedTuple


class SavedAnswer(NamedTuple):
    """One answer: the file it stands in, the image that the user says it is of (or none), and what it says itself."""

    path: str
    target: str
    registry: str
    repository: str
    tag: str
    digest: str
    reading: Reading

    def is_of(self, image: EcrImage) -> bool:
        """Is it the answer for this image? The digest of a child of an index stands in no task definition: the tag counts too."""
        if self.target:
            return self.target in {image.text, image.short, image.repository}
        if not self._is_in_repository_of(image):
            return False
        wanted = image.tag or ("" if image.digest else "latest")
        return bool((self.tag and self.tag == wanted) or (self.digest and self.digest == image.digest))

    def may_be_of(self, image: EcrImage) -> bool:
        """Is it of the same repository, and nothing contradicts that it is of this image?"""
        return not self.target and self._is_in_repository_of(image) and not (self.tag and image.tag)

    def _is_in_repository_of(self, image: EcrImage) -> bool:
        return self.repository == image.repository and self.registry in {"", image.account}


class SavedFiles:
    """All files of `--ecr-findings`; `problems` are those that hold no whole answer, `remarks` what found no partner."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.problems: list[tuple[str, str]] = []
        self.remarks: list[str] = []
        self._answers: list[SavedAnswer] = []
        self._paths = [_path(argument) for argument in arguments]
        for target, path in self._paths:
            self._read(path, target)

    def match(self, wanted: Sequence[Wanted]) -> list[Outcome | None]:
        """The outcome of each image, None for one that no file is about."""
        if not self._paths:
            return [None] * len(wanted)
        used: set[int] = set()
        found: list[list[SavedAnswer]] = []
        for want in wanted:
            mine = [number for number, answer in enumerate(self._answers) if answer.is_of(want.image)]
            used.update(mine)
            found.append([self._answers[number] for number in mine])
        left = [answer for number, answer in enumerate(self._answers) if number not in used]
        for answer in left:
            rest = [
                number
                for number, want in enumerate(wanted)
                if not found[number] and answer.may_be_of(want.image)
            ]
            rivals = [other for other in left if other.repository == answer.repository]
            if len(rest) == len(rivals) == 1:
                found[rest[0]] = [answer]
                name = wanted[rest[0]].image.short
                self.remarks.append(f"{answer.path} was taken for `{name}`, the only image of its repository")
            else:
                self.remarks.append(f"{answer.path}: no linted file names {_title(answer)}")
        for want, answers in zip(wanted, found, strict=True):
            if not answers:
                self.remarks.append(f"no file of --ecr-findings is about `{want.image.short}`")
        return [_outcome(answers) for answers in found]

    def _read(self, path: str, target: str) -> None:
        try:
            documents = list(_documents(read(path, allow_utf16=True).text))
        except UnreadableFileError as error:
            if error.reason.endswith("No such file or directory"):
                raise UsageError(f"--ecr-findings: there is no file `{path}`") from None
            self.problems.append((path, f"ECR900 {error.reason}"))
            return
        except EcrCallError as error:
            self.problems.append((path, f"ECR900 {error.message}"))
            return
        for document in documents:
            answer = _answer(path, target, document)
            self._answers.append(answer)
            if answer.reading.failure is not None and not (answer.target or answer.repository):
                self.problems.append((path, f"ECR900 {answer.reading.failure.message}"))


def _path(argument: str) -> tuple[str, str]:
    """The image and the file in `[IMAGE=]FILE`."""
    name, equals, path = argument.partition("=")
    is_image = bool(equals and path) and not name.endswith(".json") and "\\" not in name
    return (name, path) if is_image else ("", argument)


def _documents(text: str) -> Iterator[Any]:
    """The JSON values in a file: one, the elements of a list, or one after the other."""
    decoder = json.JSONDecoder()
    text = text.removeprefix("\ufeff")
    at, count = 0, 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            line = text.count("\n", 0, at) + 1
            raise EcrCallError("NotJson", f"the text from line {line} on is not JSON") from None
        count += 1
        yield from value if isinstance(value, list) else [value]
    if not count:
        raise EcrCallError("NotJson", "the file is empty")


def _answer(path: str, target: str, document: Any) -> SavedAnswer:
    table = document if isinstance(document, dict) else {}
    image = table.get("imageId")
    name = image if isinstance(image, dict) else {}
    digest = one_word(name.get("imageDigest"))
    return SavedAnswer(
        path,
        target,
        one_word(table.get("registryId")),
        one_word(table.get("repositoryName")),
        one_word(name.get("imageTag")),
        digest,
        _reading(table, digest),
    )


def _reading(table: Mapping[str, Any], digest: str) -> Reading:
    """The answer as if ECR had just given it; with a failure where it is not whole."""
    scan = table.get("imageScanStatus")
    scan = scan if isinstance(scan, dict) else {}
    status, description = one_word(scan.get("status")), one_word(scan.get("description"))
    if not status:
        failure = Failure("UnreadableAnswer", "not an answer of ECR: it has no `imageScanStatus`")
        return Reading(digest, None, "", "", None, failure)
    findings = table.get("imageScanFindings")
    pages = Pages()
    if isinstance(findings, dict):
        pages.add(findings)
    answer = pages.answer()
    is_told = bool(answer.source or answer.completed_at)
    is_settled = status not in SCANNED or is_told
    return Reading(
        digest, None, status, one_line(description), answer, _incomplete(table, answer), is_settled
    )


def _incomplete(table: Mapping[str, Any], answer: Answer) -> Failure | None:
    if table.get("nextToken"):
        return Failure("IncompleteAnswer", f"incomplete: {answer.listed} findings and more to come")
    if answer.counted > answer.listed:
        text = f"incomplete: {answer.listed} of {answer.counted} findings"
        return Failure("IncompleteAnswer", text)
    return None


def _outcome(answers: Sequence[SavedAnswer]) -> Outcome | None:
    if not answers:
        return None
    readings = tuple(answer.reading for answer in answers)
    if len(readings) == 1 and readings[0].failure is not None and readings[0].answer is None:
        return Unread(readings[0].failure)
    return Read(readings[0].digest, readings)


def _title(answer: SavedAnswer) -> str:
    if answer.target:
        return f"`{answer.target}`"
    tag = f":{answer.tag}" if answer.tag else f"@{answer.digest}" if answer.digest else ""
    return f"`{answer.repository}{tag}`" if answer.repository else "its image"
