"""Labels: what the values of well-known keys look like."""

import re

_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_VERSION = r"v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
_LICENSE = r"\(*[A-Za-z0-9][A-Za-z0-9.:-]*\+?\)*(?: (?:AND|OR|WITH|and|or|with) \(*[A-Za-z0-9][A-Za-z0-9.:-]*\+?\)*)*"

# Kind of a value -> (its pattern, what is allowed).
KINDS = {
    "url": (r"(?i)[a-z][a-z0-9+.-]*://[^\s/]\S*|git@[\w.-]+:\S+", "a URL with its scheme"),
    "date": (_DATE, "a date as in RFC 3339: `2026-01-31T12:00:00Z`"),
    "license": (_LICENSE, "an expression of SPDX licences such as `Apache-2.0 OR MIT`"),
    "hash": (r"(?i)[0-9a-f]{7,64}", "a Git hash of 7 to 64 hexadecimal digits"),
    "version": (_VERSION, "a semantic version such as `1.2.3`"),
    "email": (r"(?:[^<>]*<)?[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+>?", "an e-mail address"),
}
_KEY = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
_RESERVED = ("com.docker.", "io.docker.", "org.dockerproject.")
# Keys that Docker asks authors of extensions to set.
_ASKED_FOR = ("com.docker.extension.", "com.docker.extensions.", "com.docker.desktop.")


def key_fault(key: str) -> str | None:
    """What is wrong with a key, as in "`A_B` is ..."; None if it keeps to Docker's guidelines."""
    if key.startswith(_RESERVED) and not key.startswith(_ASKED_FOR):
        return "is in a namespace that Docker keeps for itself"
    if len(key) > 1024 or not re.fullmatch(_KEY, key):
        return "is no key, allowed are lower-case letters and digits, joined by single `.` and `-`"
    return None


def fits(kind: str, value: str) -> bool:
    """Does a value look like one of its kind? A longer one than any real value does not."""
    if len(value) > 4096 or re.fullmatch(KINDS[kind][0], value) is None:
        return False
    return kind != "license" or _names_licences(value)


def _names_licences(expression: str) -> bool:
    """Are all words of an SPDX expression licences and exceptions that SPDX lists, or references of one's own?"""
    from ecslint.dockerfile.licenses import EXCEPTIONS, LICENSES  # noqa: PLC0415 - a long list for few files

    before = ""
    for word in re.findall(r"[^\s()]+", expression.lower()):
        known = EXCEPTIONS if before == "with" else LICENSES
        is_own = word.startswith(("licenseref-", "documentref-", "additionref-"))
        if word not in {"and", "or", "with"} and not is_own and word.removesuffix("+") not in known:
            return False
        before = word
    return True
