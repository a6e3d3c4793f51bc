"""The journey from paths to a result in one place: discover, read, parse, check. Read this first."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from ecslint import document as documents
from ecslint import secrets
from ecslint.annotations import TYPE_CHECKING
from ecslint.checker import Checked, Checker
from ecslint.discover import Candidate, discover
from ecslint.errors import EcslintError, UnreadableFileError
from ecslint.finding import Finding
from ecslint.result import LintedFile, Result, Suppressed, Trouble, ordered
from ecslint.rule import Rule
from ecslint.settings import Settings
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.controls import TaskReview
    from ecslint.dockerfile import BuildContext, Dockerfile
    from ecslint.ecr.survey import Survey, Surveyor
    from ecslint.pairs import Pairs
    from ecslint.taskdefinition import JsonFile
    from ecslint.walk import Walk


def lint_paths(
    paths: Sequence[str],
    settings: Settings,
    *,
    reviews: bool = False,
    watch: Callable[[int], None] | None = None,
) -> Result:
    """Lint files and folders; raises `UsageError` for a path that does not exist.

    `reviews` asks for the controls of containers too; `watch` is told how many files were looked at.
    """
    candidates = ((candidate, None) for candidate in meant(paths, settings))
    return _lint(candidates, settings, paths, reviews=reviews, watch=watch)


def meant(paths: Sequence[str], settings: Settings) -> Iterator[Candidate]:
    """The files to look at, without those that a configuration nearer to them leaves out."""
    candidates = discover(
        paths,
        exclude=settings.exclude,
        use_gitignore=settings.use_gitignore,
        force_exclude=settings.force_exclude,
    )
    walks: dict[int, Walk] = {}
    for candidate in candidates:
        nearest = settings.of(candidate.path)
        if nearest is not settings and (settings.force_exclude or not candidate.given):
            key = id(nearest)
            if key not in walks:
                walks[key] = _walk(nearest)
            if walks[key].leaves_out(os.path.realpath(candidate.path), is_folder=False):
                continue
        yield candidate


def _walk(settings: Settings) -> "Walk":
    from ecslint.walk import Walk  # noqa: PLC0415 - few repositories have several configurations

    return Walk(os.path.realpath(os.getcwd()), settings.exclude, use_gitignore=False)


def lint_source(source: Source, name_kind: str, settings: Settings, *, reviews: bool = False) -> Result:
    """Lint one text that is already in memory, unless its name is left out by force."""
    if settings.force_exclude:
        nearest = settings.of(source.path)
        if _walk(nearest).leaves_out(os.path.realpath(source.path), is_folder=False):
            return _lint([], settings)
    candidate = Candidate(source.path, name_kind, given=True, reason="given")
    return _lint([(candidate, source)], settings, reviews=reviews)


def _lint(
    candidates: Iterable[tuple[Candidate, Source | None]],
    settings: Settings,
    paths: Sequence[str] = (),
    *,
    reviews: bool = False,
    watch: Callable[[int], None] | None = None,
) -> Result:
    began = time.perf_counter()
    journey = _Journey(settings, wants_reviews=reviews)
    for candidate, source in candidates:
        journey.visit(candidate, source)
        if watch is not None:
            watch(journey.looked_at)
    journey.check_pairs()
    journey.check_images()
    journey.close(paths)
    return journey.result(began)


def lint_pairs(sources: Iterable[tuple[Source, str]], settings: Settings) -> Result:
    """What the rules on files that belong together find in texts of known kinds; the files alone are not judged."""
    began = time.perf_counter()
    journey = _Journey(settings)
    for source, kind in sources:
        document = parsed(source, kind, settings)
        if not isinstance(document, documents.Skipped):
            journey.remember(document)
    journey.check_pairs()
    return journey.result(began)


def parsed(source: Source, kind: str, settings: Settings, *, given: bool = True) -> "documents.Parsed":
    """The document in a text, by the settings of its place; `given` if the user named the file."""
    nearest = settings.of(source.path)
    return documents.parse(source, kind, given=given, forced=nearest.kind, launch_type=nearest.launch_type)


def _surveyor(settings: Settings) -> "Surveyor | None":
    if settings.ecr is None:
        return None
    from ecslint.ecr.survey import Surveyor  # noqa: PLC0415 - only where the user asks about images

    return Surveyor(settings.ecr)


def _holds(path: str, folder: str | None) -> bool:
    """Is a path a folder at or above this one, so that a run over it looks at all of it?"""
    if folder is None or not os.path.isdir(path):
        return False
    above = os.path.realpath(path)
    return os.path.commonpath([above, folder]) == above


def _place(finding: Finding) -> tuple[str, int, str]:
    return finding.span.source.path, finding.span.start, finding.code


class _Journey:
    """One run: documents are parsed, checked and let go one after the other; only what was found stays."""

    def __init__(self, settings: Settings, *, wants_reviews: bool = False) -> None:
        self.settings = settings
        self.wants_reviews = wants_reviews
        self.files: list[LintedFile] = []
        self.findings: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.errors: list[Trouble] = []
        self.notices: list[str] = []
        self.skipped: list[str] = []
        self.masks: dict[Source, tuple[Span, ...]] = {}
        self.reviews: list[TaskReview] = []
        self.looked_at = 0
        self._folder_names = documents.FolderNames()
        # One for each configuration that was met; most runs have one.
        self._checkers: dict[int, Checker] = {}
        # Of Dockerfiles, each with whether the user named it: those of a said pair, and so many that one is seen to be the only one.
        self._dockerfiles: list[tuple[Source, bool]] = []
        self._said_dockerfiles = frozenset(settings.dockerfiles.values())
        self._pairs: Pairs | None = None
        self._surveyor = _surveyor(settings)
        # The texts that name images, and what `parse` made of them.
        self._with_images: dict[Source, str] = {}
        self._ecr: Survey | None = None

    def result(self, began: float) -> Result:
        """Everything that was found, by place."""
        return Result(
            files=tuple(sorted(self.files)),
            findings=tuple(ordered(self.findings)),
            suppressed=tuple(sorted(self.suppressed, key=lambda entry: _place(entry.finding))),
            errors=tuple(self.errors),
            notices=tuple(self.notices),
            skipped=tuple(self.skipped),
            masks=self.masks,
            looked_at=self.looked_at,
            seconds=time.perf_counter() - began,
            rules=self.rules,
            reviews=tuple(sorted(self.reviews)),
            ecr=self._ecr,
        )

    def visit(self, candidate: Candidate, source: Source | None) -> None:
        """Read, parse and check one file; whatever is wrong with it, or with us, costs only this file."""
        self.looked_at += 1
        self._attempt(lambda: self._visit(candidate, source), candidate.path)

    def check_pairs(self) -> None:
        """Check files that belong together: each service and what it runs, a container and what its image is built from."""
        self._attempt(self._check_pairs)

    def check_images(self) -> None:
        """Find out about the images that were named, and check them where they are named first."""
        self._attempt(self._check_images)

    def _attempt(self, step: Callable[[], None], path: str = "") -> None:
        """Take a step on one file, or between files; a fault of ours there must not cost the findings of all others."""
        try:
            step()
        except EcslintError:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            where = f"at {path}" if path else "between files"
            # Only the kind of error: its text could carry a value of the file.
            self.errors.append(Trouble(path, f"internal error {where} ({type(error).__name__})"))

    def _visit(self, candidate: Candidate, source: Source | None) -> None:
        if candidate.name_kind == "unsupported" or (
            candidate.name_kind.endswith("template") and not candidate.given
        ):
            self._skip(candidate.path, candidate.reason, is_surprise=candidate.given)
            return
        is_on_disk = source is None
        try:
            if source is None:
                source = documents.read(candidate.path)
            document = parsed(source, candidate.name_kind, self.settings, given=candidate.given)
        except UnreadableFileError as error:
            self.errors.append(Trouble(error.path, error.reason))
            return
        if isinstance(document, documents.Skipped):
            if document.is_surprise:
                self._skip(source.path, document.reason, is_surprise=True)
            return
        self.files.append(LintedFile(source.path, document.kind))
        self.remember(document, given=candidate.given)
        if self.wants_reviews and documents.is_json(document):
            self._review(document)
        beside = self._beside(document) if is_on_disk and documents.is_dockerfile(document) else ()
        self._take(self._checker(candidate.path).check(document, beside), source)

    def _skip(self, path: str, reason: str, *, is_surprise: bool) -> None:
        # A hook names whatever fits its pattern, which is no wish of the user's.
        remarks = self.skipped if is_surprise and not self.settings.force_exclude else self.notices
        remarks.append(f"{path} was skipped: {reason}")

    def _review(self, file: "JsonFile") -> None:
        """Note the controls of the containers, for reports that show them."""
        if file.task_definition is not None:
            from ecslint.controls import review, scrubbed  # noqa: PLC0415 - one report asks for it

            reviewed = review(file.source.path, file.task_definition, secrets.find(file))
            self.reviews.append(scrubbed(reviewed, secrets.mask_spans(file)))

    def _beside(self, dockerfile: "Dockerfile") -> "list[BuildContext]":
        """What lies beside a Dockerfile and decides about it."""
        try:
            context = documents.build_context(dockerfile, self._folder_names)
        except UnreadableFileError as error:
            self.errors.append(Trouble(error.path, error.reason))
            return []
        return [] if context is None else [context]

    def remember(self, document: "documents.Document", *, given: bool = False) -> None:
        """Note what can be told of a file only beside others."""
        if self._surveyor is not None and self._surveyor.add(document):
            self._with_images[document.source] = document.kind
        if documents.is_json(document):
            if self._pairs is None:
                from ecslint.pairs import Pairs  # noqa: PLC0415 - Dockerfiles alone have no use for it

                self._pairs = Pairs(self.settings, lambda source, kind: parsed(source, kind, self.settings))
            self._pairs.add(document, given=given)
        elif len(self._dockerfiles) < 2 or self._is_said(document.source.path):
            self._dockerfiles.append((document.source, given))

    def _is_said(self, path: str) -> bool:
        """Does the configuration say what runs the image of this Dockerfile?"""
        return bool(self._said_dockerfiles) and os.path.realpath(path) in self._said_dockerfiles

    def _check_pairs(self) -> None:
        if self._pairs is None:
            return
        for pair in self._pairs.found(self._dockerfiles):
            checker = self._checker(pair.source.path)
            findings, crashes = checker.engine("pair").run(pair)
            if findings:
                masks = secrets.mask_spans(pair.other)
                if masks:
                    # Notes show lines of the other file.
                    self.masks[pair.other.source] = masks
            self._take(checker.keep(pair.file, findings, crashes), pair.source)

    def _check_images(self) -> None:
        if self._surveyor is None:
            return
        survey = self._ecr = self._surveyor.survey()
        self.notices += survey.remarks
        troubles = [Trouble(problem.path, problem.message) for problem in survey.problems]
        if survey.policy.on_error == "error":
            self.errors += troubles
        elif survey.policy.on_error == "warn":
            self.notices += [f"{trouble.path} {trouble.message}".lstrip() for trouble in troubles]
        from ecslint.ecr.image import by_source  # noqa: PLC0415 - see above

        nodes = by_source(survey.images, survey.repositories)
        for source, kind in self._with_images.items():
            document = parsed(source, kind, self.settings)
            if isinstance(document, documents.Skipped):
                continue
            masks = secrets.mask_spans(document)
            if masks:
                # Notes show lines of this file too.
                self.masks[source] = masks
            checker = self._checker(source.path)
            for node in nodes.get(source, ()):
                self._take(checker.keep(document, *checker.engine("image").run(node)), source)

    def close(self, paths: Sequence[str]) -> None:
        """What is to say after the last of the files below `paths`."""
        if self.settings.suppressions:
            # What they are about may be gone, and with it every file.
            self._checkers.setdefault(id(self.settings), Checker(self.settings))
        for checker in self._checkers.values():
            checked = checker.close(is_whole=any(_holds(path, checker.settings.root) for path in paths))
            self._take(checked)
            said = {finding.span.source.path for finding in checked.findings}
            self.files += [LintedFile(path, "configuration") for path in said]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that ran, in the order of their codes."""
        ran = {rule.code: rule for checker in self._checkers.values() for rule in checker.rules}
        return tuple(ran[code] for code in sorted(ran))

    def _take(self, checked: Checked, source: Source | None = None) -> None:
        self.findings += checked.findings
        self.suppressed += checked.suppressed
        self.errors += checked.errors
        if source is not None and checked.masks:
            self.masks[source] = checked.masks

    def _checker(self, path: str) -> Checker:
        """What checks a file: one for each configuration that is met."""
        settings = self.settings.of(path)
        key = id(settings)
        if key not in self._checkers:
            self._checkers[key] = Checker(settings)
        return self._checkers[key]
