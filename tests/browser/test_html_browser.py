"""The HTML report in a real browser: it works, it asks nobody for anything, and runs nothing that a file holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_browser import chromium
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from ecslint.cli import main

ATTACKS = (
    "<script>window.hacked=1</script>",
    "</style></script><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "' onmouseover=window.hacked=1 '",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--<svg onload=window.hacked=1>",
    "a\u2028b\u202ec\u0085d",
)


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def page(folder: Path, chrome: Chrome) -> Chrome:
    """An ordinary project's report."""
    for name in ("api", "web"):
        (folder / name).mkdir()
        (folder / name / "Dockerfile").write_text("FROM alpine\nRUN cd /srv && sudo true\nMAINTAINER me\n")
    containers = [
        {"name": name, "image": "nginx:latest", "memory": 128, "privileged": name == "one"}
        for name in ("one", "two")
    ]
    task = {"family": "shop", "requiresCompatibilities": ["EC2"], "containerDefinitions": containers}
    (folder / "task-definition.json").write_text(json.dumps(task, indent=1))
    return opened(folder, chrome)


def opened(folder: Path, chrome: Chrome, *words: str) -> Chrome:
    """The browser with the report of a folder, its logs empty before."""
    main([".", "--output", "html=report.html", "--format", "concise", "-q", *words])
    for kind in ("browser", "performance"):
        chrome.get_log(kind)  # type: ignore[no-untyped-call]
    chrome.get((folder / "report.html").as_uri())
    return chrome


def rows(chrome: Chrome) -> list[dict[str, Any]]:
    """The rows that a reader sees."""
    script = (
        "return [...document.querySelectorAll('#findings-table tbody tr')].filter(row => row.offsetHeight)"
        ".map(row => ({...row.dataset, text: row.textContent}))"
    )
    found: list[dict[str, Any]] = chrome.execute_script(script)
    return found


def requests(chrome: Chrome) -> list[str]:
    """Where the page asked for something."""
    messages = [json.loads(entry["message"])["message"] for entry in chrome.get_log("performance")]  # type: ignore[no-untyped-call]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def console(chrome: Chrome) -> list[Any]:
    return list(chrome.get_log("browser"))  # type: ignore[no-untyped-call]


def test_the_page_asks_nobody_and_complains_of_nothing(page: Chrome) -> None:
    asked = requests(page)
    assert [url for url in asked if not url.startswith("data:")] == [page.current_url]
    assert console(page) == []
    # The policy holds: what it does not let in does not run and is not loaded.
    page.execute_script(
        "const script = document.createElement('script'); script.textContent = 'window.hacked = 1';"
        "document.body.append(script); const image = document.createElement('img');"
        "image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image)"
    )
    assert page.execute_script("return window.hacked") is None
    # The browser tells of it a moment later.
    assert WebDriverWait(page, 20).until(
        lambda page: any("Content Security Policy" in entry["message"] for entry in console(page))
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("severity", "error"), ("rule", "DF101"), ("file", "api/Dockerfile"), ("container", "two")],
)
def test_filters(page: Chrome, key: str, value: str) -> None:
    everything = rows(page)
    wanted = [row for row in everything if row[key] == value]
    assert 0 < len(wanted) < len(everything)
    select = Select(page.find_element(By.CSS_SELECTOR, f"[data-filter={key}]"))
    select.select_by_visible_text(value)
    assert rows(page) == wanted
    assert page.find_element(By.ID, "shown").text == f"{len(wanted)} of {len(everything)}"
    select.select_by_visible_text("all")
    assert rows(page) == everything


def test_filters_join(page: Chrome) -> None:
    everything = rows(page)
    box = page.find_element(By.CSS_SELECTOR, "[data-filter=text]")
    box.send_keys("SUDO")
    assert {row["file"] for row in rows(page)} == {"api/Dockerfile", "web/Dockerfile"}
    Select(page.find_element(By.CSS_SELECTOR, "[data-filter=file]")).select_by_visible_text("web/Dockerfile")
    found = rows(page)
    assert found == [
        row for row in everything if "sudo" in row["text"].lower() and row["file"] == "web/Dockerfile"
    ]
    box.send_keys("no such text")
    assert rows(page) == []


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("severity", lambda row: -int(row["rank"])),
        ("rule", lambda row: row["rule"]),
        ("place", lambda row: (row["file"], int(row["line"]))),
        ("container", lambda row: row["container"]),
    ],
)
def test_sorting(page: Chrome, column: str, key: Any) -> None:
    everything = rows(page)
    button = page.find_element(By.CSS_SELECTOR, f"[data-sort={column}] button")
    head = page.find_element(By.CSS_SELECTOR, f"[data-sort={column}]")
    button.click()
    assert rows(page) == sorted(everything, key=key)
    assert head.get_attribute("aria-sort") == "ascending"
    button.click()
    assert rows(page) == sorted(everything, key=key, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"


def test_details_open_one_by_one_and_all_at_once(page: Chrome) -> None:
    details = page.find_elements(By.CSS_SELECTOR, "#findings-table details")
    details[0].find_element(By.TAG_NAME, "summary").click()
    assert details[0].find_element(By.TAG_NAME, "mark").is_displayed()
    assert not details[1].find_element(By.TAG_NAME, "pre").is_displayed()
    page.find_element(By.ID, "open-all").click()
    assert all(one.find_element(By.TAG_NAME, "pre").is_displayed() for one in details)


def test_it_can_be_read_without_scripts(page: Chrome) -> None:
    count = len(rows(page))
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.refresh()
        shown = page.find_elements(By.CSS_SELECTOR, "#findings-table tbody tr")
        assert len(shown) == count
        assert all(row.is_displayed() for row in shown)
        assert not page.find_element(By.ID, "filters").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


# The contrast of every text that tells a verdict, against the background it stands on.
CONTRAST = """
const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
const color = (text) => text.match(/[\\d.]+/g).map(Number);
const back = (e) => { const c = color(getComputedStyle(e).backgroundColor); return c[3] === 0 ? back(e.parentElement) : c; };
return Math.min(...[...document.querySelectorAll('.badge, .verdict, small, .name, a, th, td')].map((e) => {
  const [a, b] = [light(color(getComputedStyle(e).color)), light(back(e))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}));
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_have_enough_contrast(page: Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    channels = page.execute_script(
        "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (sum(channels) > 600) is (scheme == "light")
    assert page.execute_script(CONTRAST) >= 4.5


def test_a_narrow_screen_shows_the_whole_finding_and_still_filters(page: Chrome) -> None:
    size = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        messages = page.find_elements(By.CSS_SELECTOR, "#findings-table td:last-child")
        assert messages
        for message in messages:
            assert message.rect["x"] + message.rect["width"] <= 400
        select = Select(page.find_element(By.CSS_SELECTOR, "[data-filter=severity]"))
        select.select_by_visible_text("error")
        shown = [message for message in messages if message.is_displayed()]
        assert 0 < len(shown) < len(messages)
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_paper(page: Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.find_element(By.ID, "filters").is_displayed()
        assert page.find_element(By.CSS_SELECTOR, ".matrix").is_displayed()
        # A head that is repeated on the next sheet loses its buttons, with their texts, unless they are boxes no longer.
        assert (
            page.execute_script("return getComputedStyle(document.querySelector('th button')).display")
            == "contents"
        )
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_matrix_of_controls(page: Chrome) -> None:
    script = (
        "const table = document.querySelector('.matrix');"
        "const heads = [...table.tHead.rows[0].cells].map(cell => cell.textContent);"
        "return [...table.tBodies[0].rows].map(row => Object.fromEntries([...row.cells].map("
        "(cell, index) => [heads[index], cell.className || cell.textContent])))"
    )
    one, two = page.execute_script(script)
    assert (one["Container"], two["Container"]) == ("one", "two")
    assert (one["not privileged"], two["not privileged"]) == ("fail", "pass")
    assert {state["non-root user"] for state in (one, two)} == {"not-known"}


def test_nothing_that_a_file_holds_becomes_part_of_the_page(folder: Path, chrome: Chrome) -> None:
    for number, attack in enumerate(ATTACKS):
        name = attack.replace("/", "∕")
        path = folder / name
        path.mkdir()
        (path / "Dockerfile").write_text(
            f"FROM {attack}\nRUN sudo echo '{attack}'\nBAD{number} {attack}\nLABEL a={attack}\n"
        )
    containers = [
        {"name": attack, "image": attack, "user": attack, "environment": [{"name": attack, "value": attack}]}
        for attack in ATTACKS
    ]
    task = {"family": ATTACKS[0], "containerDefinitions": containers, ATTACKS[2]: 1}
    (folder / "task-definition.json").write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
    reason = f"# ecslint: ignore[untagged-image] {ATTACKS[1]}\nFROM alpine\n"
    (folder / "Dockerfile").write_text(reason)
    page = opened(folder, chrome)
    assert console(page) == []
    counts = page.execute_script(
        "return ['script', 'style', 'img', 'svg[onload]', '[onmouseover]', '[onerror]', 'body style']"
        ".map(what => document.querySelectorAll(what).length)"
    )
    assert counts == [1, 1, 0, 0, 0, 0, 0]
    assert page.execute_script("return window.hacked") is None
    text = page.execute_script("return document.body.textContent")
    # They are shown as what they are, but for characters that turn or break lines.
    assert all(attack in text for attack in ATTACKS[:6])
    assert not {"\u2028", "\u202e", "\u0085"} & set(text)
    box = page.find_element(By.CSS_SELECTOR, "[data-filter=text]")
    box.send_keys("<script>window")
    assert rows(page)
    assert [url for url in requests(page) if not url.startswith("data:")] == [page.current_url]


def test_what_a_scan_says_of_an_image_runs_nothing(folder: Path, chrome: Chrome) -> None:
    image = {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "memory": 128}
    (folder / "task-definition.json").write_text(
        json.dumps({"family": "shop", "containerDefinitions": [image]})
    )
    addresses = ["javascript:window.hacked=1", "https://security.example/", *ATTACKS]
    findings = [
        {"name": f"{number} {url}", "severity": url, "uri": url} for number, url in enumerate(addresses)
    ]
    answer = {
        "registryId": "123456789012",
        "repositoryName": "app",
        "imageId": {"imageTag": "1"},
        "imageScanStatus": {"status": "COMPLETE"},
        "imageScanFindings": {"findings": findings},
    }
    (folder / "scan.json").write_text(json.dumps(answer))
    page = opened(folder, chrome, "--ecr-findings", "scan.json")
    assert console(page) == []
    assert page.execute_script("return document.querySelectorAll('#ecr-table tbody tr').length") == 1
    details = page.find_element(By.CSS_SELECTOR, "[aria-labelledby=ecr] details")
    details.find_element(By.TAG_NAME, "summary").click()
    shown = [row.text for row in details.find_elements(By.CSS_SELECTOR, "tbody th")]
    assert all(f"{number} {url}" in shown for number, url in enumerate(addresses[:7]))
    links = details.find_elements(By.TAG_NAME, "a")
    assert [(link.get_attribute("href"), link.get_attribute("rel")) for link in links] == [
        ("https://security.example/", "noopener noreferrer")
    ]
    assert page.execute_script("return document.querySelectorAll('img, svg[onload]').length") == 0
    assert page.execute_script("return window.hacked") is None
    assert [url for url in requests(page) if not url.startswith("data:")] == [page.current_url]
