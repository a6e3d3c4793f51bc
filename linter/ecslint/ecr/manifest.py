"""Image indexes: the JSON that names one image per platform, written by anybody and read with suspicion."""

import json
from typing import Any

from ecslint.ecr.platform import Platform, platform
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern

INDEX_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
# Without the index types ECR may answer with the manifest of one platform, without the others it may refuse.
ACCEPTED_TYPES = (
    *INDEX_TYPES,
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
# The widest real indexes have about twenty platforms; each one read costs a call or more.
MAX_CHILDREN = 100
_DIGEST = LazyPattern(r"sha256:[0-9a-f]{64}\Z")


class Child(NamedTuple):
    """One manifest of an index; without a platform nobody knows what it runs on."""

    digest: str
    platform: Platform | None
    is_index: bool = False


def children(text: str) -> tuple[Child, ...]:
    """The images an index names, without attestations; raises `ValueError` if it is no index."""
    try:
        manifest = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(manifest, dict) or not isinstance(entries := manifest.get("manifests"), list):
        raise ValueError("it has no list of manifests")  # noqa: TRY004 - the text is wrong, not a type
    found = []
    for entry in entries:
        digest = entry.get("digest") if isinstance(entry, dict) else None
        if not isinstance(digest, str) or not _DIGEST.match(digest):
            raise ValueError("one of its manifests has no digest")
        meant = _platform(entry.get("platform"))
        if _is_attestation(entry.get("annotations")) or (meant and meant[:2] == ("unknown", "unknown")):
            continue
        found.append(Child(digest, meant, entry.get("mediaType") in INDEX_TYPES))
    found = list(dict.fromkeys(found))
    if len(found) > MAX_CHILDREN:
        raise ValueError(f"it names {len(found)} images, more than {MAX_CHILDREN} are not asked for")
    return tuple(found)


def _platform(value: Any) -> Platform | None:
    if not isinstance(value, dict):
        return None
    parts = [value.get(name) for name in ("os", "architecture", "variant", "os.version")]
    os, architecture, variant, version = (part if isinstance(part, str) else None for part in parts)
    return platform(os, architecture, variant, version) if os and architecture else None


def _is_attestation(annotations: Any) -> bool:
    return (
        isinstance(annotations, dict)
        and annotations.get("vnd.docker.reference.type") == "attestation-manifest"
    )


def chosen(all_children: tuple[Child, ...], wanted: Platform | None) -> tuple[Child, ...]:
    """The children that a wanted platform means: all without one, and those of unknown platform if none fits."""
    if wanted is None:
        return all_children
    fitting = tuple(child for child in all_children if child.platform and child.platform.serves(wanted))
    return fitting or tuple(child for child in all_children if child.platform is None)
