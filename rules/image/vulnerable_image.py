"""Vulnerabilities in an image

Amazon ECR has scanned the image, and packages in it have known vulnerabilities. Build it again on a newer base, or update the
packages that are named; `--ecr-fail-on` says from which severity on they fail the run, and `[[ecr.ignore]]` is for those
that somebody has decided about.

There is one finding per image, as severe as the worst of its vulnerabilities. The JSON report has all of them.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.5"}
      ]
    },
    "scan.json": [
      {
        "repositoryName": "web",
        "imageId": {"imageTag": "1.4"},
        "imageScanStatus": {"status": "COMPLETE"},
        "imageScanFindings": {"findings": [{"name": "CVE-2026-0001", "severity": "HIGH"}]}
      },
      {
        "repositoryName": "web",
        "imageId": {"imageTag": "1.5"},
        "imageScanStatus": {"status": "COMPLETE"},
        "imageScanFindings": {"findings": []}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.model import Vulnerability
from ecslint.ecr.policy import RANKS, level
from ecslint.ecr.wording import elsewhere
from ecslint.rule import Finding, Rule, Severity

MOST_SHOWN = 3

rule = Rule(
    "ECR001",
    Severity.ERROR,
    since="0.1",
    categories=("security", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",),
)


@rule.check
def vulnerable(image: ScannedImage) -> Iterator[Finding]:
    found = image.vulnerabilities
    if not found:
        return
    severity = max(level(one.severity) for one in found) if image.is_run else Severity.INFO
    worst = ", ".join(map(_shown, found[:MOST_SHOWN]))
    more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
    finding = rule.finding(
        image,
        f"image `{image.image.short}` has {_counts(image)}: {worst}{more}",
        help="; ".join(image.ended),
        notes=elsewhere(image),
        severity=severity,
    )
    # Without the tag, else every deployment would make what is known new; with what was found, else it would hide the next.
    parts = sorted({f"{one.id}\0{one.package}" for one in found})
    yield finding._replace(fails=image.fails, identity="\0".join((image.image.repository, *parts)))


def _counts(image: ScannedImage) -> str:
    """`2 CRITICAL, 11 HIGH vulnerabilities`, of the manifest that has most."""
    counts = max((manifest.counts for manifest in image.manifests), key=lambda one: sum(one.values()))
    words = sorted(counts, key=lambda word: (-RANKS.get(word, 0), word))
    noun = "vulnerability" if sum(counts.values()) == 1 else "vulnerabilities"
    return f"{', '.join(f'{counts[word]} {word}' for word in words)} {noun}"


def _shown(one: Vulnerability) -> str:
    fixed = f" -> {one.fixed}" if one.fixed else ""
    package = f" in {one.package} {one.installed}".rstrip() if one.package else ""
    return f"`{one.id}`{package}{fixed}"
