"""A result in any format as a text, and Markdown as its readers take it."""

import io

from markdown_it import MarkdownIt

from ecslint.report import Style, write
from ecslint.result import Result

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def text_of(format: str, result: Result, style: Style | None = None) -> str:
    out = io.StringIO()
    write(format, result, out, style or Style(elapsed=False))
    return out.getvalue()


def cells(text: str) -> list[list[str]]:
    """The rows of findings as a reader of Markdown sees them: the text of each cell."""
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "td_open":
            children = tokens[at + 1].children or []
            assert {child.type for child in children} <= {
                "text",
                "code_inline",
                "html_inline",
                "text_special",
                "link_open",
                "link_close",
            }
            shown = [child.content for child in children if child.type != "html_inline"]
            assert {child.content for child in children if child.type == "html_inline"} <= {
                "<code>",
                "</code>",
            }
            rows[-1].append("".join(shown))
    return [row for row in rows if len(row) == 4]
