"""Task and service definitions: JSON read with exact places, templates and all, and a typed, lenient model of it."""

from ecslint.taskdefinition import model
from ecslint.taskdefinition.model import *  # noqa: F403 - the model's `__all__` is the list of what is public

__all__ = model.__all__
