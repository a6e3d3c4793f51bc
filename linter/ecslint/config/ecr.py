"""The keys of `[ecr]`: how strictly findings of image scans count. What starts a scan or names an account is no key."""

from collections.abc import Mapping

from ecslint.config import ECR_FAIL_ON, ECR_ON_ERROR
from ecslint.config.values import COUNT, DAY, FLAG, TABLES, TEXT, Key, one_of, texts

ECR_KEYS: Mapping[str, Key] = {
    "fail-on": Key(
        one_of(*ECR_FAIL_ON),
        "vulnerabilities from this severity on count as errors",
    ),
    "only-fixable": Key(FLAG, "count only vulnerabilities that have a fix"),
    "on-error": Key(one_of(*ECR_ON_ERROR), "what to do about images whose findings could not be read"),
    "repo-checks": Key(FLAG, "with `--ecr`, look at the settings of the repositories too"),
    "stale-days": Key(COUNT, "a scan that is older than so many days is reported"),
    "pull-through-prefixes": Key(
        texts("a list of prefixes"), "prefixes of pull-through cache repositories", joins=True
    ),
    "ignore": Key(
        TABLES,
        "vulnerabilities that do not count",
        joins=True,
        is_list=True,
        required=("id", "reason"),
        keys={
            "id": Key(TEXT, "a CVE or GHSA id, or a glob of one"),
            "package": Key(TEXT, "only in packages whose name fits this glob"),
            "repository": Key(TEXT, "only in repositories whose name fits this glob"),
            "reason": Key(TEXT, "why it does not count"),
            "expires": Key(DAY, "the last day, in UTC, on which it does not count"),
            "until-fixed": Key(FLAG, "it does not count as long as no fix is known"),
        },
    ),
}
