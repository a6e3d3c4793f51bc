"""What is certain of the image a container names."""

import re

from ecslint.image import ImageReference, PartialReference, parse_partial, parse_reference, why_invalid
from ecslint.regex import LazyPattern
from ecslint.taskdefinition.containers import Container
from ecslint.taskdefinition.wording import shown

# AWS counts what stands before the digest.
_MAX_LENGTH = 255
_DIGEST = LazyPattern(r"sha256:[0-9a-f]{64}", re.IGNORECASE)
_FOREIGN = LazyPattern(r"[^A-Za-z0-9_:./#@-]")


def image_reference(container: Container) -> ImageReference | None:
    """The image of a container, if it is fully known and valid."""
    value = container.image.value
    return None if value is None or is_placeholder(value) else parse_reference(value)


def certain_parts(container: Container) -> PartialReference | None:
    """What is known of the image: all of a literal one, the literal parts of one with templates in it."""
    image = container.image
    if image.value is not None:
        reference = image_reference(container)
        if reference is None:
            return None
        return PartialReference(
            reference.tag is not None, reference.tag, reference.digest is not None, reference.digest
        )
    return (
        parse_partial(image.literal_prefix, image.literal_suffix)
        if image.is_template and image.text
        else None
    )


def is_placeholder(value: str) -> bool:
    """Is this a lone word in capitals, such as `IMAGE_URI`, that a pipeline replaces by the image?"""
    word = value.strip()
    return word == word.upper() != word.lower() and "/" not in word and ":" not in word


def why_refused(container: Container) -> str:
    """Why AWS refuses the image of a container, or Docker cannot pull it; empty if nothing is certain to be wrong."""
    text = container.image.value
    if not text or is_placeholder(text):
        return ""
    name, at_sign, digest = text.partition("@")
    if at_sign and not _DIGEST.fullmatch(digest):
        # What stands before an `@` may be a password, so nothing of it is shown.
        return "the image has an `@` without a digest, allowed is `sha256:` and 64 hexadecimal digits"
    foreign = _FOREIGN.search(text)
    if foreign:
        return (
            f"image {shown(text)} holds {shown(foreign.group())}, allowed are letters, digits and `-_:./#@` "
            "(AWS: Container.image contains invalid characters)"
        )
    if len(name) > _MAX_LENGTH:
        return f"image {shown(text)} is too long, allowed are {_MAX_LENGTH} characters"
    # Capitals are most likely part of a placeholder, whatever Docker would say about them.
    reason = "" if any(letter.isupper() for letter in text) else why_invalid(text)
    return f"image {shown(text)} cannot be pulled: {reason}" if reason else ""
