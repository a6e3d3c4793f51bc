"""References to images, for pages on Dockerfiles; the reader is `ecslint.image`, which task definitions use as well."""

from ecslint.image import (
    DEFAULT_REGISTRY,
    MAX_NAME,
    EcrRegistry,
    ImageReference,
    PartialReference,
    parse_partial,
    parse_reference,
    why_invalid,
)

__all__ = [
    "DEFAULT_REGISTRY", "MAX_NAME", "EcrRegistry", "ImageReference", "PartialReference", "parse_partial",
    "parse_reference", "why_invalid",
]  # fmt: skip
