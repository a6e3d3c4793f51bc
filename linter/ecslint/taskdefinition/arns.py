"""Amazon Resource Names as definitions hold them, placeholders and all."""

from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern

# Partitions: aws, aws-cn, aws-us-gov, aws-iso and its sisters, aws-eusc.
_PARTITION = LazyPattern(r"aws(?:-[a-z]+)*")
_REGION = LazyPattern(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}")
_ACCOUNT_LENGTH = 12


class Arn(NamedTuple):
    """`arn:partition:service:region:account:resource`; the resource may hold more colons."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @property
    def is_regional(self) -> bool:
        """Does it name a region and an account in their forms?"""
        return _REGION.fullmatch(self.region) is not None and is_account(self.account)

    @property
    def has_placeholder(self) -> bool:
        """Does a word such as `ACCOUNT_ID` or `xxxxxxxxxxxx` stand where the account or the region belongs?"""
        return (bool(self.account) and not _is_digits(self.account)) or (
            bool(self.region) and _REGION.fullmatch(self.region) is None
        )


def parse_arn(text: str) -> Arn | None:
    """The parts of an ARN of any service, `None` for what is none."""
    words = text.split(":", 5)
    if len(words) < 6 or words[0] != "arn" or not _PARTITION.fullmatch(words[1]) or not words[5]:
        return None
    return Arn(*words[1:])


def is_account(text: str) -> bool:
    """Is this the number of an account: twelve digits?"""
    return len(text) == _ACCOUNT_LENGTH and _is_digits(text)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
