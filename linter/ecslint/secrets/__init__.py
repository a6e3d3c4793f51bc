"""Embedded secrets: found in a parsed document for the rules, and masked for every report."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.document import is_dockerfile, is_json
from ecslint.secrets.secret import Secret
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.document import Document

__all__ = ["Secret", "find", "mask_spans"]


# The last document and its secrets: rules and masks ask for the same one after the other.
_last: "list[tuple[Document, tuple[Secret, ...]]]" = []


def find(document: "Document") -> tuple[Secret, ...]:
    """The secrets embedded in a document, by place; one for each value."""
    if not _last or _last[0][0] is not document:
        _last[:] = [(document, _find(document))]
    return _last[0][1]


def _find(document: "Document") -> tuple[Secret, ...]:
    if is_dockerfile(document):
        from ecslint.secrets import in_dockerfile  # noqa: PLC0415 - each run needs one of the two

        return in_dockerfile.find(document)
    from ecslint.secrets import in_taskdefinition  # noqa: PLC0415

    assert is_json(document)
    return in_taskdefinition.find(document)


def mask_spans(document: "Document") -> tuple[Span, ...]:
    """Every place of which no report may show the text: all secrets found, and whatever else may be one."""
    from ecslint.secrets import masks  # noqa: PLC0415 - only for documents with findings

    return masks.spans(document, find(document))
