"""What is asked of ECR and every way it can end: the words between those who ask and those who report."""

from collections.abc import Mapping, Sequence

from ecslint.ecr.model import Answer
from ecslint.ecr.platform import Platform
from ecslint.ecr.uri import EcrImage
from ecslint.record import NamedTuple

NEVER_SCANNED = "ScanNotFoundException"
# What a scan passes through before it has anything to say.
RUNNING = frozenset({"PENDING", "IN_PROGRESS", NEVER_SCANNED})
SCANNED = frozenset({"COMPLETE", "ACTIVE"})


class Wanted(NamedTuple):
    """One image that a file names; without a platform all of them are read."""

    image: EcrImage
    platform: Platform | None = None


class EcrSettings(NamedTuple):
    """How to ask; everything here comes from the command line, nothing from a repository's configuration but `pull_through_prefixes`.

    `profiles` maps an account to the profile that serves it, "" to the one for all others; `roles` are ARNs, each
    serving the account in it. Seconds: `timeout` for one request, `total` for the run, `wait` for scans to end,
    `first_pause` before asking again while waiting, doubled each time.
    """

    jobs: int = 8
    timeout: float = 10.0
    total: float = 120.0
    wait: float = 0.0
    first_pause: float = 2.0
    repo_checks: bool = False
    profiles: Mapping[str, str] = {}
    roles: Sequence[str] = ()
    endpoint_url: str | None = None
    pull_through_prefixes: Sequence[str] = ()


class Failure(NamedTuple):
    """Why something could not be read: AWS's code, or the name of the error, and a message.

    `is_shared`: many images failed for this one reason, and `Fetched.troubles` says it once for all of them.
    """

    code: str
    message: str
    is_shared: bool = False


class Reading(NamedTuple):
    """What ECR knows of one manifest.

    `status` is ECR's word, `ScanNotFoundException` if it never scanned it; `answer` is None when there is no
    answer at all. With a `failure` the answer is not the whole: never call such a manifest clean. It is not settled
    when it is empty and the image so new that the findings may not have arrived.
    """

    digest: str
    platform: Platform | None
    status: str
    description: str
    answer: Answer | None
    failure: Failure | None = None
    is_settled: bool = True

    @property
    def is_scanned(self) -> bool:
        """Is the answer whole and final, so that an empty one means that nothing was found?"""
        return self.failure is None and self.is_settled and self.status in SCANNED

    @property
    def is_pending(self) -> bool:
        """May the same question have a better answer soon?"""
        return self.failure is None and (self.status in RUNNING or not self.is_settled)


class Read(NamedTuple):
    """The image is there, and each manifest that is meant has been asked for."""

    digest: str
    readings: tuple[Reading, ...]
    is_index: bool = False


class NoRepository(NamedTuple):
    """The repository does not exist; `pull_through`: not yet, the first pull creates it."""

    pull_through: bool = False


class NoImage(NamedTuple):
    """The repository is there, the tag or digest is not; `message` is AWS's."""

    message: str


class NoPlatform(NamedTuple):
    """The index has no image for the wanted platform, only for these."""

    digest: str
    available: tuple[Platform, ...]


class Archived(NamedTuple):
    """The image lies in the archive, where ECS cannot pull it from."""

    digest: str


class Unread(NamedTuple):
    """Nobody knows: it could not be looked at."""

    failure: Failure


Outcome = Read | NoRepository | NoImage | NoPlatform | Archived | Unread


class Repository(NamedTuple):
    """How a repository is set up, as far as `--ecr-repo-checks` could find out: None is unknown, and `failures` say why.

    `exists` is False for one that is not there. `scan_frequency`: SCAN_ON_PUSH, CONTINUOUS_SCAN or MANUAL; `mutability`: AWS's word, with the wildcards that are
    exempt from it; `encryption`: AES256, KMS or KMS_DSSE.
    """

    account: str
    region: str
    name: str
    scan_frequency: str | None = None
    mutability: str | None = None
    exempt_tags: tuple[str, ...] = ()
    encryption: str | None = None
    has_lifecycle_policy: bool | None = None
    exists: bool = True
    failures: tuple[Failure, ...] = ()

    @property
    def identity(self) -> str:
        """What a finding about it is about, whatever tag is in use, for fingerprints."""
        return f"{self.account}\0{self.region}\0{self.name}"


class Fetched(NamedTuple):
    """Everything a run learned: one outcome per wanted image and in its order, repositories by first use.

    `troubles` are one line each for what many images share (no credentials, expired, deadline); `interrupted`: the
    user pressed Ctrl-C, and this is what there was.
    """

    outcomes: tuple[Outcome, ...]
    repositories: tuple[Repository, ...] = ()
    troubles: tuple[Failure, ...] = ()
    interrupted: bool = False
