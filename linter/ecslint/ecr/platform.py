"""Platforms of images: which one a task runs on, and which child of an image index is meant by it."""

from ecslint.record import NamedTuple

# Docker's and the kernel's names for what OCI calls by Go's.
_ARCHITECTURES = {"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64"}
# The build that each Windows Server release has; an image runs on the release it was built for.
_WINDOWS_BUILDS = {
    "2016": "10.0.14393",
    "2019": "10.0.17763",
    "2004": "10.0.19041",
    "20H2": "10.0.19042",
    "2022": "10.0.20348",
    "2025": "10.0.26100",
}


class Platform(NamedTuple):
    """What an image is built for; `os_version` is a prefix where a platform is wanted."""

    os: str
    architecture: str
    variant: str | None = None
    os_version: str | None = None

    def __str__(self) -> str:
        version = f" {self.os_version}" if self.os_version else ""
        return f"{self.os}/{self.architecture}{'/' + self.variant if self.variant else ''}{version}"

    def serves(self, wanted: "Platform") -> bool:
        """Does an image for this platform run where `wanted` is asked for? What is not said does not exclude."""
        return (
            self.os == wanted.os
            and self.architecture == wanted.architecture
            and (wanted.variant is None or self.variant in {None, wanted.variant})
            and (
                wanted.os_version is None
                or self.os_version is None
                or f"{self.os_version}.".startswith(f"{wanted.os_version}.")
            )
        )


def platform(
    os: str, architecture: str, variant: str | None = None, os_version: str | None = None
) -> Platform:
    """A platform by the names that OCI gives its parts."""
    architecture = architecture.lower()
    architecture = _ARCHITECTURES.get(architecture, architecture)
    # 64-bit ARM has one variant; it is written or left out as builders please.
    if architecture == "arm64" and variant == "v8":
        variant = None
    return Platform(os.lower(), architecture, variant or None, os_version or None)


def of_task(cpu_architecture: str | None, family: str | None, *, on_fargate: bool) -> Platform | None:
    """The platform that `runtimePlatform` asks for; None if nobody can tell.

    On Fargate what is left out means Linux on x86; elsewhere the container instance decides.
    """
    is_windows = family is not None and family.startswith("WINDOWS")
    # ECS runs Windows on x86 only.
    default = "X86_64" if on_fargate or is_windows else ""
    architecture = {"X86_64": "amd64", "ARM64": "arm64"}.get(cpu_architecture or default)
    if architecture is None:
        return None
    if family is None or not is_windows:
        return Platform("linux", architecture)
    release = next((word for word in family.split("_") if word in _WINDOWS_BUILDS), None)
    return Platform("windows", architecture, None, _WINDOWS_BUILDS[release] if release else None)


def of_flag(text: str) -> Platform | None:
    """The platform in a literal `--platform=linux/arm64/v8`; None for a variable or what is no platform."""
    parts = text.split("/")
    if not 2 <= len(parts) <= 3 or not all(
        part.isalnum() or part.replace("_", "").isalnum() for part in parts
    ):
        return None
    return platform(parts[0], parts[1], parts[2] if len(parts) == 3 else None)
