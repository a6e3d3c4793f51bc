"""Every field the linter reads from AWS, and every one it sends, exists in the installed botocore's model of ECR."""

import ast
from pathlib import Path

import pytest
from botocore.model import Shape
from ecr_operations import model

from ecslint.ecr.gate import REFUSED_CREDENTIALS
from ecslint.ecr.outcome import RUNNING, SCANNED

READ = {
    "DescribeImages": ["imageDetails[].imageDigest", "imageDetails[].imagePushedAt",
                       "imageDetails[].imageManifestMediaType"],
    "BatchGetImage": ["images[].imageId.imageDigest", "images[].imageManifest", "failures[].failureCode", "failures[].failureReason"],
    "DescribeImageScanFindings": [
        "imageScanStatus.status", "imageScanStatus.description", "nextToken", "imageScanFindings.findingSeverityCounts",
        "imageScanFindings.imageScanCompletedAt", "imageScanFindings.vulnerabilitySourceUpdatedAt",
        *(f"imageScanFindings.findings[].{path}" for path in (
            "name", "description", "uri", "severity", "attributes[].key", "attributes[].value",
        )),
        *(f"imageScanFindings.enhancedFindings[].{path}" for path in (
            "title", "severity", "status", "score", "scoreDetails.cvss.score", "scoreDetails.cvss.scoreSource",
            "fixAvailable", "exploitAvailable", "remediation.recommendation.url",
            "resources[].details.awsEcrContainerImage.inUseCount",
            *(f"packageVulnerabilityDetails.{name}" for name in (
                "vulnerabilityId", "source", "sourceUrl", "vendorSeverity", "cvss[].baseScore", "cvss[].version",
                "cvss[].source",
            )),
            *(f"packageVulnerabilityDetails.vulnerablePackages[].{name}" for name in (
                "name", "version", "epoch", "release", "filePath", "fixedInVersion",
            )),
        )),
    ],
    "DescribeRepositories": [
        "repositories[].imageTagMutability", "repositories[].imageTagMutabilityExclusionFilters[].filter",
        "repositories[].encryptionConfiguration.encryptionType",
    ],
    "BatchGetRepositoryScanningConfiguration": [
        "scanningConfigurations[].repositoryArn", "scanningConfigurations[].scanFrequency", "failures[]",
    ],
    "GetLifecyclePolicy": ["lifecyclePolicyText"],
    "DescribePullThroughCacheRules": ["pullThroughCacheRules[].ecrRepositoryPrefix", "nextToken"],
}  # fmt: skip
SENT = {
    "DescribeImages": ["registryId", "repositoryName", "imageIds[].imageDigest", "imageIds[].imageTag"],
    "BatchGetImage": ["registryId", "repositoryName", "imageIds[].imageDigest", "acceptedMediaTypes[]"],
    "DescribeImageScanFindings": [
        "registryId",
        "repositoryName",
        "imageId.imageDigest",
        "maxResults",
        "nextToken",
    ],
    "DescribeRepositories": ["registryId", "repositoryNames[]"],
    "BatchGetRepositoryScanningConfiguration": ["repositoryNames[]"],
    "GetLifecyclePolicy": ["registryId", "repositoryName"],
    "DescribePullThroughCacheRules": ["registryId", "maxResults", "nextToken"],
}
CASES = [
    (operation, side, path)
    for side, table in (("input", SENT), ("output", READ))
    for operation, paths in table.items()
    for path in paths
]


@pytest.mark.parametrize(("operation", "side", "path"), CASES)
def test_the_field_exists(operation: str, side: str, path: str) -> None:
    shapes = model().operation_model(operation)
    shape: Shape = shapes.input_shape if side == "input" else shapes.output_shape
    for name in path.split("."):
        shape = shape.members[name.removesuffix("[]")]
        if name.endswith("[]"):
            shape = shape.member


ROOM = Path(__file__).parents[1] / "linter" / "ecslint" / "ecr"


@pytest.mark.parametrize("name", ["answer", "findings", "repositories", "resolve"])
def test_the_table_has_every_field_that_is_read(name: str) -> None:
    read = {
        node.args[0].value
        for node in ast.walk(ast.parse((ROOM / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    listed = {
        part.removesuffix("[]") for paths in READ.values() for path in paths for part in path.split(".")
    }
    # `imageStatus` came later than the oldest botocore; attributes of a basic finding are data, not fields.
    assert read - listed - {"imageStatus", "PACKAGE_NAME", "PACKAGE_VERSION"} == set()


def test_the_archive_is_known_on_both_sides_or_on_neither() -> None:
    details = model().shape_for("ImageDetail").members
    asked = model().operation_model("DescribeImages").input_shape.members["filter"].members
    assert ("imageStatus" in details) == ("imageStatus" in asked)


def test_the_words_of_statuses_exist() -> None:
    statuses = set(model().shape_for("ScanStatus").enum)
    assert statuses >= SCANNED
    assert RUNNING - statuses == {"ScanNotFoundException"}
    assert "ScanNotFoundException" in model().shape_names


def test_refused_credentials_are_none_of_the_errors_that_ecr_models() -> None:
    assert set(model().shape_names) & REFUSED_CREDENTIALS == set()
