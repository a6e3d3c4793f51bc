"""A server that fails: each kind of fault, so often, on the first or second page; the others go on, nobody is clean."""

import pytest
from ecr_client import ask, asking, free_port, only, reading
from ecr_stub import Stub
from ecr_world import Scan, World, basic, enhanced, uri

from ecslint.ecr.client import ATTEMPTS
from ecslint.ecr.outcome import EcrSettings, Fetched, Read, Reading, Unread

FOREVER = 10**6
# What botocore tries again: kind -> the code that is left when it gives up.
RETRIED = {
    "throttle": "ThrottlingException",
    "status 429": "ServerException",
    "html 429": "429",
    "status 500": "ServerException",
    "html 502": "502",
    "html 503": "503",
    "status 503": "ServerException",
    "reset": "ConnectionClosedError",
    "slow 1": "ReadTimeoutError",
    "hang 1": "ReadTimeoutError",
    "refused": "EndpointConnectionError",
    "later 503 86400": "ThrottlingException",
    "later 400 86400": "ThrottlingException",
}
# What looks like an answer and is none: never asked again by botocore, never taken for "nothing found".
UNREADABLE = ["malformed", "html 200", "empty", "gzip", "object []", "object null", "object {}",
              'object {"imageScanStatus": {}}', 'object {"imageScanStatus": null, "imageScanFindings": {"findings": []}}',
              'object {"imageScanStatus": {"status": ""}}', 'object "COMPLETE"', 'object {"imageScanFindings": 5}']  # fmt: skip


def case(times: int, page: int) -> str:
    return f"fails{times}/page{page}"


CASES = [(times, page) for times in (1, ATTEMPTS - 1, ATTEMPTS, FOREVER) for page in (1, 2)]


def failing(kind: str, settings: EcrSettings) -> tuple[Fetched, Stub]:
    """One image for each case of a fault, and a healthy one: the last."""
    world = World()
    for times, page in CASES:
        scan = Scan("ACTIVE", enhanced=[enhanced(n) for n in range(150)])
        world.repository(case(times, page)).image("1", scan)
    world.repository("healthy").image("1", Scan(findings=[basic()]))
    with asking(world) as stub:
        for times, page in CASES:

            def hits(parameters: dict[str, object], times: int = times, page: int = page) -> bool:
                is_second = "nextToken" in parameters
                return parameters["repositoryName"] == case(times, page) and is_second == (page == 2)

            stub.fault("DescribeImageScanFindings", kind, times, hits)
        fetched = ask([*(uri(case(*each), ":1") for each in CASES), uri("healthy", ":1")], settings)
    return fetched, stub


def calls(stub: Stub, name: str, page: int) -> int:
    """How often a page was asked for."""
    return sum(
        call.operation == "DescribeImageScanFindings"
        and call.parameters["repositoryName"] == name
        and ("nextToken" in call.parameters) == (page == 2)
        for call in stub.calls
    )


def readings(fetched: Fetched) -> list[Reading]:
    found: list[Reading] = []
    for outcome in fetched.outcomes:
        assert isinstance(outcome, Read), outcome
        found += outcome.readings
    return found


@pytest.mark.parametrize("kind", RETRIED)
def test_what_may_pass_is_tried_again_and_then_given_up(kind: str) -> None:
    fetched, stub = failing(kind, EcrSettings(timeout=0.5, total=60, jobs=9))
    *tried, healthy = readings(fetched)
    assert healthy.is_scanned
    assert fetched.troubles == ()
    for (times, page), found in zip(CASES, tried, strict=True):
        if times < ATTEMPTS:
            assert (found.failure, found.is_scanned) == (None, True)
            assert found.answer is not None
            assert found.answer.listed == 150
        else:
            assert found.failure is not None
            assert (found.failure.code, found.failure.is_shared) == (RETRIED[kind], False)
            assert (found.is_scanned, found.answer) == (False, None)
        assert calls(stub, case(times, page), page) == min(times + 1, ATTEMPTS)


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_a_failure_at_once(kind: str) -> None:
    fetched, stub = failing(kind, EcrSettings(timeout=5, total=60))
    *broken, healthy = readings(fetched)
    assert healthy.is_scanned
    for (times, page), found in zip(CASES, broken, strict=True):
        assert found.failure is not None
        assert (found.failure.code, found.is_scanned, found.answer) == ("UnreadableAnswer", False, None)
        assert calls(stub, case(times, page), page) == 1


def test_an_answer_that_breaks_off_is_read_again_or_not_at_all() -> None:
    fetched, stub = failing("truncated", EcrSettings(timeout=5, total=60))
    for (times, page), found in zip(CASES, readings(fetched), strict=False):
        asked = calls(stub, case(times, page), page)
        if found.is_scanned:  # botocore up to 1.43 noticed, and tried again
            assert found.answer is not None
            assert (found.answer.listed, asked) == (150, times + 1)
        else:
            assert found.failure is not None
            assert (found.answer, asked) == (None, 1) or asked == ATTEMPTS


def test_a_slow_server_within_the_timeout_is_waited_for() -> None:
    fetched, stub = failing("slow 0.05", EcrSettings(timeout=5, total=60))
    assert all(found.is_scanned for found in readings(fetched))
    assert stub.count("DescribeImageScanFindings") == 2 * len(CASES) + 1


@pytest.mark.parametrize(
    "kind",
    [
        "throttle",
        "status 500",
        "html 502",
        "reset",
        "malformed",
        "html 200",
        "empty",
        "gzip",
        "error Odd Odd: this",
    ],
)
def test_an_image_that_cannot_be_looked_up_is_unread(kind: str) -> None:
    world = World()
    for name in ("broken", "healthy"):
        world.repository(name).image("1", Scan(findings=[]))
    with asking(world) as stub:
        stub.fault("DescribeImages", kind, when=lambda parameters: parameters["repositoryName"] == "broken")
        broken, healthy = ask([uri("broken", ":1"), uri("healthy", ":1")]).outcomes
    assert isinstance(broken, Unread)
    assert isinstance(healthy, Read)
    assert healthy.readings[0].is_scanned


def test_what_aws_says_is_one_clean_line() -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    with asking(world) as stub:
        stub.fault("DescribeImageScanFindings", "error Odd\x1b[31m one\x07 line\nanother" + "x" * 1000)
        failure = reading(ask([uri("app", ":1")])).failure
    assert failure is not None
    assert failure.message.startswith("one line")
    assert failure.message.isprintable()
    assert len(failure.message) <= 300


def test_an_endpoint_that_refuses_is_left_alone_after_five_calls() -> None:
    names = [f"app{number}" for number in range(20)]
    url = f"http://127.0.0.1:{free_port()}"
    with asking():
        fetched = ask([uri(name) for name in names], jobs=1, endpoint_url=url)
    failures = [outcome.failure for outcome in fetched.outcomes if isinstance(outcome, Unread)]
    assert len(failures) == len(names)
    assert {failure.code for failure in failures} == {"EndpointConnectionError"}
    assert [failure.is_shared for failure in failures] == [False] * 5 + [True] * 15
    (trouble,) = fetched.troubles
    assert (
        trouble.message
        == f"{url} is not asked any more: 5 calls in a row did not get through (EndpointConnectionError)"
    )


def test_an_answer_in_between_starts_the_count_again() -> None:
    world = World()
    names = [f"app{number:02}" for number in range(12)]
    for name in names:
        world.repository(name).image("latest", Scan(findings=[]))
    with asking(world) as stub:
        healthy = {names[4], names[9]}
        stub.fault(
            "DescribeImages", "reset", when=lambda parameters: parameters["repositoryName"] not in healthy
        )
        fetched = ask([uri(name) for name in names], jobs=1)
    assert fetched.troubles == ()
    assert [
        name for name, outcome in zip(names, fetched.outcomes, strict=True) if isinstance(outcome, Read)
    ] == sorted(healthy)


@pytest.mark.parametrize("kind", ["slow 30", "drip 0.05"])
def test_the_deadline_holds_whatever_the_server_does(kind: str) -> None:
    world = World()
    for name in ("slow", "healthy"):
        world.repository(name).image("1", Scan(findings=[]))
    with asking(world) as stub:
        stub.fault("DescribeImages", kind, when=lambda parameters: parameters["repositoryName"] == "slow")
        slow, healthy = (
            fetched := ask([uri("slow", ":1"), uri("healthy", ":1")], total=0.5, timeout=0.3)
        ).outcomes
    assert isinstance(healthy, Read)
    assert healthy.readings[0].is_scanned
    assert isinstance(slow, Unread)
    assert slow.failure.code == "Deadline"
    assert fetched.troubles == (slow.failure,)
    assert "0.5 seconds are over (--ecr-timeout-total)" in slow.failure.message
    # It may have begun another attempt before the end, none after it.
    assert stub.count("DescribeImages") <= 3


def test_no_retry_begins_after_the_deadline() -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    with asking(world) as stub:
        stub.latency = 0.3
        stub.fault("DescribeImages", "throttle")
        outcome = only(ask([uri("app", ":1")], total=0.2, timeout=5))
    assert isinstance(outcome, Unread)
    assert outcome.failure.code == "Deadline"
    assert stub.count("DescribeImages") == 1
