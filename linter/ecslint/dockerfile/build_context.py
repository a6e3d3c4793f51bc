"""What lies beside a Dockerfile: the ignore file of its build, and the names in its folder."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile.dockerignore import DockerIgnore
    from ecslint.dockerfile.document import Dockerfile


class BuildContext:
    """The folder that a build most likely takes its files from.

    `ignore` are the patterns of `<name>.dockerignore` beside the Dockerfile, or of `.dockerignore`; None where there is neither.
    `names` are the files and folders beside it.
    """

    __slots__ = ("dockerfile", "ignore", "names")

    def __init__(
        self, dockerfile: "Dockerfile", ignore: "DockerIgnore | None", names: frozenset[str]
    ) -> None:
        self.dockerfile = dockerfile
        self.ignore = ignore
        self.names = names

    @property
    def span(self) -> Span:
        return self.dockerfile.span
