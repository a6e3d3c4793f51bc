"""Lint Dockerfiles and Amazon ECS task definitions."""

import os

__version__ = "0.1.0"

# A wheel holds rules/ and schemas/ inside this package; a checkout holds them beside linter/.
_here = os.path.dirname(os.path.abspath(__file__))
if not os.path.exists(os.path.join(_here, "rules")):
    __path__.append(os.path.dirname(os.path.dirname(_here)))
