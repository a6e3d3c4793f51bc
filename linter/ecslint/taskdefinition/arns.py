"""Amazon Resource Names: their parts, and what is wrong with one."""

import re
from typing import NamedTuple

_PARTITION = re.compile(r"aws(?:-[a-z]+){0,3}")
_ROLE_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)


class Arn(NamedTuple):
    """The six parts; any of the middle ones may be empty."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def parse_arn(text: str) -> Arn | None:
    """The parts of `arn:partition:service:region:account:resource`, or None if it is none."""
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn" or not _PARTITION.fullmatch(parts[1]):
        return None
    return Arn(*parts[1:])


def is_placeholder_account(account: str) -> bool:
    """Do letters stand where the twelve digits of an account belong, for someone to fill in?"""
    return any(character.isalpha() for character in account)


def role_fault(text: str) -> str:
    """Why ECS cannot take a text for a role, which is named by its ARN or its name; empty if it can."""
    if not text.startswith("arn:"):
        if ":" in text or " " in text:
            return "is no role"
        return "" if len(text) <= 64 or "/" in text else "is longer than the 64 characters of a role name"
    arn = parse_arn(text)
    if arn is None:
        return "is no ARN"
    kind, slash, path = arn.resource.partition("/")
    if arn.service != "iam" or kind != "role" or not slash:
        return "is the ARN of something else than a role"
    if arn.region:
        return "has a Region, which roles do not have"
    if is_placeholder_account(arn.account):
        return ""
    if len(arn.account) != 12 or not arn.account.isdecimal():
        return f"has an account number of {len(arn.account)} characters instead of 12 digits"
    return "" if _ROLE_NAME.fullmatch(path.rpartition("/")[2]) else "has no valid role name"
