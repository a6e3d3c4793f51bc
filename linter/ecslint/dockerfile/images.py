"""Images that a Dockerfile names: in FROM, in `COPY --from` and in `RUN --mount=from`."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.expand import Expansion
from ecslint.dockerfile.scope import Scope
from ecslint.finding import Note
from ecslint.image import ImageReference, parse_partial, parse_reference
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile.instruction import Instruction
    from ecslint.dockerfile.stages import Stage

# Bare words in `COPY --from` that are images; any other one may be a named context of the build command.
_OFFICIAL = frozenset(
    """almalinux alpine amazonlinux archlinux bash buildpack-deps busybox caddy clojure composer consul couchdb debian
    docker eclipse-temurin elasticsearch elixir erlang fedora gcc golang gradle groovy haproxy haskell httpd influxdb
    kong mariadb maven memcached mongo mysql nats neo4j nginx node openjdk oraclelinux perl php postgres python rabbitmq
    redis registry rockylinux ruby rust sonarqube swift telegraf tomcat traefik ubuntu vault wordpress""".split()
)


class ImageUse:
    """One place that names an image or a stage.

    `text` is the word as written and `span` its place. `stage` is the stage it means, if any; `is_stage` is also
    true for a family of stages (`build-${TARGETARCH}`). `expansion` is what the builder makes of the word.
    """

    __slots__ = ("expansion", "instruction", "is_stage", "scope", "span", "stage", "text")

    def __init__(
        self,
        instruction: "Instruction",
        text: str,
        span: Span,
        scope: Scope | None,
        expansion: Expansion,
        stage: "Stage | None",
        *,
        is_stage: bool,
    ) -> None:
        self.instruction = instruction
        self.text = text
        self.span = span
        self.scope = scope
        self.expansion = expansion
        self.stage = stage
        self.is_stage = is_stage

    @property
    def resolved(self) -> str:
        """The image with arguments filled in as far as they are known, for messages."""
        value = self.expansion.value
        return self.text if value is None else value

    @property
    def is_certain(self) -> bool:
        return self.expansion.value is not None

    @property
    def may_be_context(self) -> bool:
        """Is it a bare word that is neither a stage nor a well-known image? It may be a named context of the build."""
        value = self.expansion.value
        return (
            bool(value)
            and not self.is_stage
            and not set(value or "") & set("/.:@$")
            and value not in _OFFICIAL
        )

    @property
    def is_scratch(self) -> bool:
        return self.expansion.value == "scratch"

    @property
    def reference(self) -> ImageReference | None:
        """The parts of the reference; None for a stage, `scratch`, what is unknown, and what Docker refuses."""
        value = self.expansion.value
        if value is None or self.is_stage or value == "scratch":
            return None
        if self.instruction.keyword != "FROM":
            is_bare = not set(value) & set("/.:@")
            # The builder expands no variable here, and in ONBUILD the stages are those of another file.
            if "$" in value or (is_bare and (value not in _OFFICIAL or self.instruction.is_inner)):
                return None
        return parse_reference(value)

    @property
    def certain_tag(self) -> tuple[bool, str | None] | None:
        """(is pinned by a digest, the tag or None for none) where that is certain, else None."""
        reference = self.reference
        if reference is not None:
            return reference.digest is not None, reference.tag
        if self.is_certain or self.is_stage or self.expansion.problem or self.instruction.keyword != "FROM":
            return None
        partial = parse_partial(self.expansion.prefix, self.expansion.suffix)
        if partial.has_tag is None or (partial.has_tag and partial.tag is None):
            return None
        return bool(partial.has_digest), partial.tag

    @property
    def origin_notes(self) -> tuple[Note, ...]:
        """Notes at the ARG defaults that take part in the name."""
        if self.scope is None:
            return ()
        notes = []
        for use in self.expansion.used:
            setting = self.scope.setting(use.name)
            if setting is not None and setting.pair is not None and setting.pair.value is not None:
                notes.append(Note(setting.pair.value.span, f"default of `{use.name}`"))
        return tuple(dict.fromkeys(notes))

    @property
    def logical(self) -> str:
        return self.instruction.logical
