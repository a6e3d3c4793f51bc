"""The HTML report in a real browser: filters, sorting, nothing loaded, nothing run that a file brought in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from html_pages import page, several
from sample_result import sample
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from ecslint.finding import Finding, Severity
from ecslint.result import LintedFile, Result, Suppressed
from ecslint.source import Source, Span

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1200,900",
)  # fmt: skip
ATTACKS = (
    "<script>document.title='owned'</script>", "</style><script>document.title='owned'</script>", "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>", "'; document.title='owned'; '", "{{ 7 * 7 }}", "\u2028document.title='owned'", "--><script>document.title='owned'//",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium and driver, "this test needs a browser: apt-get install chromium chromium-driver"  # noqa: PT018
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


def log(browser: webdriver.Chrome, kind: str) -> list[dict[str, str]]:
    """What the browser noted since it was asked last."""
    entries: list[dict[str, str]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def opened(browser: webdriver.Chrome, path: Path, result: Result) -> None:
    path.write_text(page(result), encoding="utf-8")
    log(browser, "browser")
    log(browser, "performance")
    browser.get(path.as_uri())


def visible(browser: webdriver.Chrome) -> list[str]:
    """The codes of the rows that are shown, from top to bottom."""
    rows = browser.find_elements(By.CSS_SELECTOR, "#findings tbody tr")
    return [row.find_element(By.TAG_NAME, "a").text for row in rows if row.is_displayed()]


def test_filters_and_sorting(browser: webdriver.Chrome, tmp_path: Path) -> None:
    opened(browser, tmp_path / "r.html", several())
    assert visible(browser) == ["DF002", "DF001", "TD001", "TD002"]

    def choose(name: str, value: str) -> None:
        Select(browser.find_element(By.CSS_SELECTOR, f"[data-filter={name}]")).select_by_visible_text(value)

    choose("severity", "info")
    assert visible(browser) == ["DF002", "TD002"]
    choose("file", "ecs/task.json")
    assert visible(browser) == ["TD002"]
    assert browser.find_element(By.ID, "shown").text == "1 of 4"
    choose("severity", "all")
    choose("container", "web")
    assert visible(browser) == ["TD001"]
    choose("container", "all")
    choose("file", "all")
    choose("rule", "DF001 rule-df001")
    assert visible(browser) == ["DF001"]
    choose("rule", "all")
    browser.find_element(By.CSS_SELECTOR, "[data-filter=text]").send_keys("td00")
    assert visible(browser) == ["TD001", "TD002"]
    browser.find_element(By.CSS_SELECTOR, "[data-filter=text]").clear()
    browser.refresh()
    heads = {head.text: head for head in browser.find_elements(By.CSS_SELECTOR, "#findings thead button")}
    heads["severity"].click()
    assert visible(browser) == ["TD001", "DF001", "DF002", "TD002"]
    heads["place"].click()
    assert visible(browser) == ["DF002", "DF001", "TD001", "TD002"]
    heads["place"].click()
    assert visible(browser) == ["TD002", "TD001", "DF001", "DF002"]


def test_nothing_is_loaded_and_nothing_goes_wrong(browser: webdriver.Chrome, tmp_path: Path) -> None:
    for number, result in enumerate((sample(), several(), Result((), ()))):
        path = tmp_path / f"{number}.html"
        opened(browser, path, result)
        assert log(browser, "browser") == []
        requests = [
            entry["message"]
            for entry in log(browser, "performance")
            if '"Network.requestWillBeSent"' in entry["message"]
        ]
        assert requests
        assert all(path.as_uri() in message for message in requests)


def test_nothing_that_a_file_says_is_run(browser: webdriver.Chrome, tmp_path: Path) -> None:
    text = "\n".join(ATTACKS)
    source = Source(f"a{ATTACKS[0]}/{ATTACKS[3]}", text)
    findings = []
    for attack in ATTACKS:
        start = text.index(attack)
        findings.append(
            Finding("XX001", attack, Severity.ERROR, f"`{attack}` {attack}", Span(source, start, start + len(attack)), label=attack, help=attack, container=attack, pointer=attack)
        )  # fmt: skip
    result = Result(
        (LintedFile(source.path, "dockerfile", tuple(ATTACKS)),),
        tuple(findings),
        suppressed=(Suppressed(findings[0], "inline", ATTACKS[1]),),
        baseline=tuple(findings),
    )
    opened(browser, tmp_path / "r.html", result)
    for details in browser.find_elements(By.TAG_NAME, "summary"):
        details.click()
    assert browser.title.startswith("ecslint: ")
    assert log(browser, "browser") == []
    assert len(browser.find_elements(By.TAG_NAME, "script")) == 1
    assert browser.find_elements(By.TAG_NAME, "img") == []
    shown = browser.find_element(By.TAG_NAME, "body").get_attribute("textContent") or ""
    assert ATTACKS[0] in shown
    assert "{{ 7 * 7 }}" in shown


def test_it_can_be_read_without_its_script(tmp_path: Path, browser: webdriver.Chrome) -> None:
    path = tmp_path / "r.html"
    text = page(several())
    start, end = text.rindex("<script>"), text.rindex("</script>")
    path.write_text(text[:start] + "<script>" + text[end:], encoding="utf-8")
    browser.get(path.as_uri())
    assert visible(browser) == ["DF002", "DF001", "TD001", "TD002"]
    assert not browser.find_element(By.ID, "filters").is_displayed()


def test_dark_mode(browser: webdriver.Chrome, tmp_path: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        opened(browser, tmp_path / f"{scheme}.html", several())
        grounds.append(browser.find_element(By.TAG_NAME, "body").value_of_css_property("background-color"))
    assert len(set(grounds)) == 2
