"""What is certain of the image a container names."""

from ecslint.image import ImageReference, PartialReference, parse_partial, parse_reference
from ecslint.taskdefinition.containers import Container


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
