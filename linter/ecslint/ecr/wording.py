"""What the rules on images have in common when they speak: other places, and how much a build stage matters."""

from ecslint.ecr.image import ScannedImage
from ecslint.finding import Note, Severity

# More places of one image than these say nothing more.
_MOST_NOTES = 20


def elsewhere(image: ScannedImage) -> tuple[Note, ...]:
    """Notes on the other places that name an image."""
    return tuple(
        Note(place.span, "the same image" if place.is_run else "the same image, to build with")
        for place in image.places[1 : 1 + _MOST_NOTES]
    )


def at_most(severity: Severity, image: ScannedImage) -> Severity:
    """The severity of a fault of an image; of one that is only built with it is a remark."""
    return severity if image.is_run else Severity.INFO
