"""Which Dockerfile builds the image of a container: a pair only where nothing else can be meant."""

from collections.abc import Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile, Stage
    from ecslint.taskdefinition import Container, JsonFile

# Words in the name or the image of a container that somebody else builds and that only helps the others.
_HELPERS = (
    "adot", "agent", "cloudwatch", "collector", "datadog", "envoy", "exporter", "filebeat", "firelens", "fluent", "log-router",
    "log_router", "logrouter", "migrat", "newrelic", "nginx", "opentelemetry", "otel", "prometheus", "proxy", "redis", "sidecar",
    "xray", "x-ray",
)  # fmt: skip


class ImagePair:
    """A container and the final stage of the Dockerfile that its image is built from."""

    __slots__ = ("container", "dockerfile", "file", "stage")

    def __init__(
        self, dockerfile: "Dockerfile", stage: "Stage", file: "JsonFile", container: "Container"
    ) -> None:
        self.dockerfile = dockerfile
        self.stage = stage
        self.file = file
        self.container = container

    @property
    def source(self) -> Source:
        return self.file.source

    @property
    def span(self) -> Span:
        return self.container.span

    @property
    def other(self) -> "Dockerfile":
        """The document whose lines a finding on `file` may show too."""
        return self.dockerfile

    def walk(self) -> Iterator[object]:
        """The pair is a document of its own for the engine, with one node in it."""
        yield self


def image_pairs(dockerfile: "Dockerfile", file: "JsonFile") -> Iterator[ImagePair]:
    """The containers of a task definition that run what a Dockerfile builds."""
    stage = next((stage for stage in dockerfile.graph.stages if stage.is_final), None)
    task = file.task_definition
    if stage is None or task is None or task.containers.open or dockerfile.has_foreign_syntax:
        return
    own = [container for container in task.containers if _may_be_built(container)]
    images = {container.image.text for container in own}
    # Several containers may run one image; two images are of two Dockerfiles.
    if len(images) == 1:
        for container in own:
            yield ImagePair(dockerfile, stage, file, container)


def _may_be_built(container: "Container") -> bool:
    """Is the image missing, a placeholder, or in a private registry, and no helper of somebody else's?"""
    from ecslint.taskdefinition.images import image_reference, is_placeholder  # noqa: PLC0415 - after the room is there

    image = container.image
    words = f"{container.name.text} {image.text}".lower()
    if any(word in words for word in _HELPERS) or container.firelens_configuration.present:
        return False
    if image.value is None:
        # A template that begins with a public name is of that image.
        prefix = image.literal_prefix
        return image.absent or not prefix or ".dkr.ecr" in prefix or ".dkr-ecr" in prefix
    reference = image_reference(container)
    return is_placeholder(image.value) if reference is None else reference.is_ecr
