"""The images in ECR as the HTML report shows them: a table, and the worst vulnerabilities of each image."""

from typing import Any

from ecslint.ecr.model import Vulnerability
from ecslint.result import Result

_MOST_VULNERABILITIES = 100


def images_in_ecr(result: Result) -> dict[str, Any] | None:
    """What the template needs; None where there are no images."""
    if result.ecr is None or not result.images:
        return None
    from ecslint.report.ecr_section import image_rows, title  # noqa: PLC0415 - only after a look at ECR

    vulnerable = []
    for image in result.images:
        found = image.vulnerabilities
        worst = [(one, _is_link(one)) for one in found[:_MOST_VULNERABILITIES]]
        if worst:
            word = "vulnerability" if len(found) == 1 else "vulnerabilities"
            vulnerable.append(
                {
                    "name": image.image.short,
                    "platform": str(image.platform or ""),
                    "count": f"{len(found)} {word}",
                    "worst": worst,
                    "more": len(found) - len(worst),
                }
            )
    return {
        "title": title(result.ecr),
        "rows": [row for image in result.images for row in image_rows(image)],
        "vulnerable": vulnerable,
    }


def _is_link(vulnerability: Vulnerability) -> bool:
    """Is its address one to follow? A scan may hold anything, `javascript:` too."""
    return vulnerability.url.startswith("https://")
