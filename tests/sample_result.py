"""A result made by hand with everything that is hard to report: for golden files and for tests of single formats."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from ecslint.controls import ContainerReview, Control, TaskReview
from ecslint.finding import Edit, Finding, Fix, Note, Severity
from ecslint.result import LintedFile, Result, Suppressed, Trouble
from ecslint.rule import Rule
from ecslint.source import Source, Span

SECRET = "kept-" + "out-of-every-report"

# CRLF, a byte order mark, characters beyond the BMP, a tab, and something for every kind of escaping.
DOCKERFILE = (
    "\ufeffFROM alpine AS b\r\n"
    "# 😀 é\r\n"
    f"ENV 😀=\U0001d4d0 DB_PASSWORD={SECRET}\r\n"
    "RUN\techo '<b>|`*[x](1)' && \\\r\n    true\r\n"
)
TASK = '{"family": "w,e:b",\n "containerDefinitions": [{"name": "web", "image": "web:1"}]}\n'


def rule(code: str, name: str, severity: Severity, *categories: str, **more: object) -> Rule:
    """A rule with a page that no other change of the project touches."""
    made = Rule(code, severity, since="0.1", categories=categories, **more)  # type: ignore[arg-type]
    made.name = name
    made.family = "sample"
    made.documentation = (
        f"Title of {code}\n\nWhat `{name}` is about,\nin two lines.\n\n```diff\n- FROM a\n+ FROM a:1\n```\n"
    )
    return made


RULES = (
    rule("XX001", "sample-image", Severity.WARNING, "images", peers=("other:A1",)),
    rule(
        "XX002", "sample-secret", Severity.ERROR, "secrets", "security",
        references=("https://cwe.mitre.org/data/definitions/798.html",),
    ),
    rule("XX003", "sample-advice", Severity.INFO, "style", default=False, fix="safe"),
    rule("XX004", "sample-link", Severity.ERROR, "correctness"),
    rule("XX005", "sample-silence", Severity.WARNING, "security"),
)  # fmt: skip


CONTROLS = (
    Control("user", "fail", "the image decides: <i>root</i>, most likely"),
    Control("root file system", "pass", "read-only"),
    Control("image", "not known", "`${IMAGE}` & more"),
)


def span_of(source: Source, text: str) -> Span:
    """Where a text stands."""
    start = source.text.index(text)
    return Span(source, start, start + len(text))


def finding(number: int, span: Span, message: str, **more: object) -> Finding:
    """A finding of the rule with this place in `RULES`."""
    made = RULES[number]
    return Finding(made.code, made.name, made.severity, message, span, **more)  # type: ignore[arg-type]


def sample() -> Result:
    """Two files with findings, one clean, one that could not be read."""
    image = Source("api/Docker file,é:😀%.Dockerfile", DOCKERFILE)
    task = Source("task-definition.json", TASK)
    name = span_of(task, '"web"')
    alpine = span_of(image, "alpine")
    secret = span_of(image, SECRET)
    step = Span(image, image.text.index("RUN"), len(image.text) - 2)
    return Result(
        files=(
            LintedFile(image.path, "dockerfile"),
            LintedFile("clean/Dockerfile", "dockerfile"),
            LintedFile(task.path, "task-definition"),
        ),
        findings=(
            finding(
                0, alpine, "`alpine` has no tag", label="no tag", help="name a version", logical="stage b FROM"
            ),
            finding(1, secret, "`DB_PASSWORD` has a literal value: 100%, sure\nsecond line"),
            finding(
                2, step, "see `a|b`, [x](1), @team, #1, https://example.com and \x1b[31m\x00 <script>",
                fix=Fix("Remove it", (Edit(span_of(image, "echo"), ""),), safe=True),
            ),
            finding(
                3, name, "`web` is built by another image",
                notes=(Note(alpine, "from [this] image"), Note(span_of(task, '"image"'), "here")),
                pointer="/containerDefinitions/0/name", container="web",
            ),
            finding(0, name, "`a` odd ` number of quotes | \ud800", pointer="/family"),
        ),
        suppressed=(Suppressed(finding(4, alpine, "silenced"), "inline", "built on the host"),),
        errors=(Trouble("broken.Dockerfile", "cannot be read: Permission denied"),),
        masks={image: (secret,)},
        looked_at=4,
        rules=RULES,
        baseline=(finding(4, name, "known for long"),),
        reviews=(TaskReview(task.path, "w,e:b", (ContainerReview("web", CONTROLS),)),),
    )  # fmt: skip


@contextmanager
def checkout() -> Iterator[str]:
    """An empty repository as the working directory: paths in reports start there."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as above:
        # A report may be named after the folder.
        folder = os.path.join(above, "checkout")
        os.makedirs(os.path.join(folder, ".git"))
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)
