"""Many images at once: the same outcome with any number of threads, one lookup for one image, and Ctrl-C."""

import _thread
import io
import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from ecr_client import ACCESS_KEY, SECRET_KEY, ask, asking
from ecr_stub import serving
from ecr_world import Scan, World, basic, enhanced, uri

from ecslint.ecr.fetch import fetch
from ecslint.ecr.outcome import EcrSettings, Fetched, NoImage, Read, Unread
from ecslint.ecr.pool import Pool
from ecslint.ecr.progress import lookups
from ecslint.progress import Progress


def many(count: int) -> tuple[World, list[str]]:
    """Images of every kind: single, index, missing, denied, never scanned."""
    world = World()
    images = []
    for number in range(count):
        name = f"app{number:02}"
        repository = world.repository(name)
        scan = Scan("ACTIVE", enhanced=[enhanced(each) for each in range(number * 5)])
        match number % 5:
            case 0:
                repository.image("1", scan)
            case 1:
                children = {
                    "linux/amd64": repository.image(None, scan),
                    "linux/arm64": repository.image(None, None),
                }
                repository.index("1", children)
            case 2:
                pass
            case 3:
                repository.image("1", scan)
                repository.denied = {"DescribeImageScanFindings"}
            case 4:
                repository.image("1", None)
        images.append(uri(name, ":1"))
    return world, images


def test_the_number_of_threads_changes_nothing_but_the_time() -> None:
    world, images = many(64)
    results: list[Fetched] = []
    with asking(world) as stub:
        for jobs in (1, 8, 32):
            stub.peak = 0
            results.append(ask(images, jobs=jobs, timeout=10, total=60))
            assert stub.peak <= jobs
    one, *others = (repr(result).encode() for result in results)
    assert others == [one, one]
    kinds = [type(outcome) for outcome in results[0].outcomes]
    assert kinds == [NoImage if number % 5 == 2 else Read for number in range(64)]


def test_threads_ask_side_by_side() -> None:
    world = World()
    images = []
    for number in range(8):
        world.repository(f"app{number}").image("1", Scan(findings=[]))
        images.append(uri(f"app{number}", ":1"))
    everybody = threading.Barrier(8)

    def meet(_: dict[str, Any]) -> bool:
        everybody.wait(timeout=20)
        return False

    with asking(world) as stub:
        # Each request waits for seven others: with fewer threads at work none would be answered.
        stub.fault("DescribeImages", "throttle", when=meet)
        fetched = ask(images, jobs=8, timeout=30, total=60)
    assert all(isinstance(outcome, Read) for outcome in fetched.outcomes)


def test_an_image_that_ten_files_name_is_looked_up_once() -> None:
    world = World()
    app = world.repository("app")
    digest = app.image("1", Scan(findings=[basic()]))
    app.tags["latest"] = digest
    with asking(world) as stub:
        fetched = ask([uri("app", ":1")] * 10 + [uri("app"), uri("app", ":latest")])
    assert len(fetched.outcomes) == 12
    assert len(set(map(repr, fetched.outcomes))) == 1
    assert stub.counts == {"DescribeImages": 2, "DescribeImageScanFindings": 1}


def test_no_images_no_questions() -> None:
    assert fetch([], EcrSettings()) == Fetched(())


def test_ctrl_c_reports_what_there_is_and_asks_no_more() -> None:
    world = World()
    names = [f"app{number:02}" for number in range(20)]
    for name in names:
        world.repository(name).image("latest", Scan(findings=[basic()]))
    with asking(world) as stub:

        def interrupt(parameters: dict[str, Any]) -> bool:
            if parameters["repositoryName"] == names[3]:
                _thread.interrupt_main()
                return True
            return False

        stub.fault("DescribeImages", "slow 5", when=interrupt)
        fetched = ask([uri(name) for name in names], jobs=1, timeout=60, total=60)
        asked = stub.count("DescribeImages")
    assert fetched.interrupted
    read, unread = fetched.outcomes[:3], fetched.outcomes[3:]
    assert all(isinstance(outcome, Read) and outcome.readings[0].is_scanned for outcome in read)
    assert all(isinstance(outcome, Unread) and outcome.failure.code == "Interrupted" for outcome in unread)
    (trouble,) = fetched.troubles
    assert trouble.message == "ECR was not asked to the end: interrupted"
    assert asked == 4


HANGING = """
import sys
from ecslint.ecr.fetch import fetch
from ecslint.ecr.outcome import EcrSettings, Wanted
from ecslint.ecr.uri import parse
done = fetch([Wanted(parse(image)) for image in sys.argv[1:]], EcrSettings(timeout=600, total=600))
print(done.interrupted, [type(outcome).__name__ for outcome in done.outcomes])
"""


def test_a_process_that_is_interrupted_does_not_wait_for_its_threads() -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    arrived = threading.Event()

    def arrives(_: dict[str, Any]) -> bool:
        arrived.set()
        return True

    with serving(world) as stub:
        stub.fault("DescribeImages", "slow 20", when=arrives)
        environment = {
            **os.environ, "AWS_ENDPOINT_URL_ECR": stub.url, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }  # fmt: skip
        command = [sys.executable, "-c", HANGING, uri("app", ":1")]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert arrived.wait(30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)  # the server sleeps for longer
    assert (out, err, process.returncode) == ("True ['Unread']\n", "", 0)


def test_a_surprise_in_one_image_costs_only_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from ecslint.ecr import findings

    world = World()
    for name in ("odd", "fine"):
        world.repository(name).image("1", Scan(findings=[]))
    honest = findings.read

    def read(service: Any, image: Any, *rest: Any) -> Any:
        if image.repository == "odd":
            raise ZeroDivisionError("the text of it may quote anything")
        return honest(service, image, *rest)

    monkeypatch.setattr(findings, "read", read)
    with asking(world):
        odd, fine = ask([uri("odd", ":1"), uri("fine", ":1")]).outcomes
    assert isinstance(odd, Read)
    assert odd.readings[0].failure == ("ZeroDivisionError", "unexpected while asking ECR", False)
    assert isinstance(fine, Read)
    assert fine.readings[0].is_scanned


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_line_on_a_terminal_after_a_second() -> None:
    clock, terminal = Clock(), Terminal()
    progress = Progress(terminal, clock)
    progress.show(lambda: lookups(1, 10, 0))
    clock.now += 0.9
    progress.show(lambda: lookups(2, 10, 0))
    assert terminal.getvalue() == ""
    clock.now += 0.2
    progress.show(lambda: lookups(3, 10, 2))
    assert terminal.getvalue() == "\rECR: 3 of 10 lookups done, waiting for 2 scans"
    progress.show(lambda: lookups(4, 10, 1))  # not twice in the same moment
    clock.now += 1
    progress.show(lambda: lookups(9, 10, 1))
    assert terminal.getvalue().endswith("\rECR: 9 of 10 lookups done, waiting for 1 scan ")
    progress.close()
    line, blanks, after = terminal.getvalue().split("\r")[-3:]
    # A terminal writes `^C` behind the line when someone presses it.
    assert blanks == " " * (len(line) + len("^C"))
    assert after == ""


def test_progress_says_nothing_into_a_file_and_nothing_about_a_short_run() -> None:
    clock, file, terminal = Clock(), io.StringIO(), Terminal()
    for progress in (Progress(file, clock), Progress(None, clock), Progress(terminal, clock)):
        progress.close()
    quiet = Progress(file, clock)
    clock.now += 5
    quiet.show(lambda: lookups(1, 2, 0))
    quiet.close()
    assert file.getvalue() == terminal.getvalue() == ""


def test_a_run_that_takes_long_shows_its_progress() -> None:
    world = World()
    world.repository("app").image("latest", Scan(findings=[]))
    terminal = Terminal()
    with asking(world) as stub:
        stub.latency = 0.8
        from ecr_client import wanted

        fetch([wanted(uri("app"))], EcrSettings(), terminal)
    assert "ECR: 1 of 2 lookups done" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")


def test_a_pool_runs_what_is_first_in_order_and_what_is_late_when_it_is_due() -> None:
    pool, done = Pool(1), []
    hold = threading.Event()
    pool.submit(hold.wait)  # type: ignore[arg-type]
    pool.submit(lambda: done.append("late"), order=0, delay=0.05)
    for order in (3, 1, 2):
        pool.submit(lambda order=order: done.append(order), order=order)  # type: ignore[misc]
    hold.set()
    assert pool.finish(lambda: 10, grace=0)
    assert done == [1, 2, 3, "late"]


def test_a_pool_that_has_no_time_left_drops_its_queue() -> None:
    pool, done = Pool(1), []
    hold = threading.Event()
    pool.submit(hold.wait)  # type: ignore[arg-type]
    pool.submit(lambda: done.append("queued"))
    assert not pool.finish(lambda: 0, grace=0.01)
    hold.set()
    assert pool.finish(lambda: 10, grace=0)
    assert done == []
    pool.stop()
    pool.submit(lambda: done.append("too late"))
    assert pool.finish(lambda: 10, grace=0)
    assert done == []
