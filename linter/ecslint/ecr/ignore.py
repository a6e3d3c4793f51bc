"""Entries of `[[ecr.ignore]]`: vulnerabilities that somebody has decided about, why, and until when."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import translate
from typing import Any

from ecslint.ecr.model import Vulnerability


class Ignore:
    """One entry. It counts what it hid, and remembers whether it could have hidden anything more."""

    __slots__ = (
        "_id",
        "_package",
        "_repository",
        "expires",
        "has_ended",
        "id",
        "is_used",
        "reason",
        "until_fixed",
    )

    def __init__(
        self,
        id: str,
        reason: str,
        *,
        package: str | None = None,
        repository: str | None = None,
        expires: str | None = None,
        until_fixed: bool = False,
    ) -> None:
        self.id = id
        self.reason = reason
        self.expires = expires
        self.until_fixed = until_fixed
        self._id = _glob(id)
        self._package = None if package is None else _glob(package)
        self._repository = None if repository is None else _glob(repository)
        self.is_used = False
        # Why it does not hold any more for something that it is about.
        self.has_ended = ""

    def concerns(self, repository: str) -> bool:
        """Can it be about an image in this repository?"""
        return self._repository is None or self._repository.match(repository) is not None

    def hides(self, vulnerability: Vulnerability, repository: str, today: str) -> bool:
        """Does it hold for a vulnerability on a day (YYYY-MM-DD, in UTC), the last day included?"""
        if not (
            self._id.match(vulnerability.id)
            and (self._package is None or self._package.match(vulnerability.package))
            and self.concerns(repository)
        ):
            return False
        self.is_used = True
        if self.expires is not None and self.expires < today:
            self.has_ended = f"the ignore of `{self.id}` ended with {self.expires}"
            return False
        if self.until_fixed and vulnerability.is_fixable:
            self.has_ended = f"the ignore of `{self.id}` ended, for there is a fix now"
            return False
        return True


def ignores(entries: Iterable[Mapping[str, Any]]) -> tuple[Ignore, ...]:
    """The entries of a configuration, which has checked their keys and values."""
    return tuple(
        Ignore(
            entry["id"],
            entry["reason"],
            package=entry.get("package"),
            repository=entry.get("repository"),
            expires=entry.get("expires"),
            until_fixed=bool(entry.get("until-fixed")),
        )
        for entry in entries
    )


def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)
