"""A real headless Chromium for tests of the HTML report: found on the machine, or installed where that is possible."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,1000"
).split()
HOW = (
    "these tests need Chromium and its driver: `apt-get install chromium chromium-driver`, or name them in the "
    "environment as CHROMIUM and CHROMEDRIVER"
)


def programs() -> tuple[str, str]:
    """The browser and its driver; installed by apt-get if there are none and it may; the test fails if there is no way."""
    found = _found()
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        # Several processes run tests: one installs, the others wait and find it.
        with open(Path(tempfile.gettempdir()) / "ecslint-browser.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _found() is None:
                for command in (
                    ("update",),
                    ("install", "-y", "--no-install-recommends", "chromium", "chromium-driver"),
                ):
                    subprocess.run(["apt-get", "-qq", *command], check=False, stdout=subprocess.DEVNULL)
        found = _found()
    if found is None:
        pytest.fail(HOW)
    return found


def _found() -> tuple[str, str] | None:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A browser with a profile of its own that logs its console and every request."""
    browser, driver = programs()
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(executable_path=driver))
    try:
        yield chrome
    finally:
        chrome.quit()
