"""Task sizes: the whole Fargate table, and every way to write CPU and memory."""

import json
from collections.abc import Iterator

import pytest

from ecslint import document as documents
from ecslint import shelf
from ecslint.engine import Engine
from ecslint.fix import apply
from ecslint.source import Source
from ecslint.taskdefinition.sizes import (
    describe,
    fargate_cpus,
    fargate_memory,
    nearest_sizes,
    next_size,
    parse_cpu,
    parse_memory,
)

# CPU units -> MiB, written out: what AWS documents, not what a formula gives.
LINUX = {
    256: "512 1024 2048",
    512: "1024 2048 3072 4096",
    1024: "2048 3072 4096 5120 6144 7168 8192",
    2048: "4096 5120 6144 7168 8192 9216 10240 11264 12288 13312 14336 15360 16384",
    4096: "8192 9216 10240 11264 12288 13312 14336 15360 16384 17408 18432 19456 20480 21504 22528 23552 24576"
    " 25600 26624 27648 28672 29696 30720",
    8192: "16384 20480 24576 28672 32768 36864 40960 45056 49152 53248 57344 61440",
    16384: "32768 40960 49152 57344 65536 73728 81920 90112 98304 106496 114688 122880",
    32768: "61440 122880 249856",
}
TABLE = {cpu: tuple(int(word) for word in words.split()) for cpu, words in LINUX.items()}


def test_every_linux_pair() -> None:
    assert {cpu: fargate_memory(cpu) for cpu in fargate_cpus()} == TABLE
    assert sum(map(len, TABLE.values())) == 77


def test_every_windows_pair() -> None:
    table = {cpu: fargate_memory(cpu, windows=True) for cpu in fargate_cpus(windows=True)}
    assert table == {cpu: TABLE[cpu] for cpu in (1024, 2048, 4096)}
    assert sum(map(len, table.values())) == 43


@pytest.mark.parametrize("cpu", [0, 1, 128, 255, 257, 1025, 65536])
def test_no_such_cpu(cpu: int) -> None:
    assert fargate_memory(cpu) == ()


@pytest.mark.parametrize("cpu", [256, 512, 8192, 16384, 32768])
def test_no_such_windows_cpu(cpu: int) -> None:
    assert fargate_memory(cpu)
    assert fargate_memory(cpu, windows=True) == ()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("256", 256), ("1024", 1024), ("0256", 256), ("0", 0),
        (".25 vCPU", 256), ("0.25 vCPU", 256), (".5 vCPU", 512), (".5vCPU", 512), ("0.125 vcpu", 128),
        ("1 vCPU", 1024), ("1 vcpu", 1024), ("1vCPU", 1024), ("1.0 vCPU", 1024), ("2 vCPU", 2048),
        ("32 vCPU", 32768), ("192 vCPU", 196608), ("0.3 vCPU", 307),
        ("0.25", None), (".25", None), ("1.5", None), ("256m", None), ("512 units", None), ("1 CPU", None),
        ("1 cpu", None), ("one vCPU", None), ("1 vCPUs", None), ("vCPU", None), (". vCPU", None), ("", None),
        ("-256", None), ("+256", None), ("1e3", None), ("1,024", None), ("1 024", None), ("٢٥٦", None),
        ("1 GB", None), ("1.2.3 vCPU", None),
    ],
)  # fmt: skip
def test_cpu_spellings(text: str, units: int | None) -> None:
    assert parse_cpu(text) == units


@pytest.mark.parametrize(
    ("text", "mib"),
    [
        ("512", 512), ("1024", 1024), ("30720", 30720),
        ("1GB", 1024), ("1 GB", 1024), (".5 GB", 512), ("0.5GB", 512), ("0.5 GB", 512), ("16 GB", 16384),
        ("244GB", 249856), ("1.5 GB", 1536),
        ("512MB", None), ("512 MB", None), ("1Gi", None), ("1 GiB", None), ("512m", None), ("512Mi", None),
        ("512 MiB", None), ("1G", None), ("0.5", None), (".5", None), ("1 TB", None), ("GB", None), ("", None),
        ("-512", None), ("1 vCPU", None), ("1..5 GB", None),
    ],
)  # fmt: skip
def test_memory_spellings(text: str, mib: int | None) -> None:
    assert parse_memory(text) == mib


@pytest.mark.parametrize("digits", [16, 90, 101, 5000])
def test_a_huge_number_is_no_fargate_size(digits: int) -> None:
    for value in (parse_cpu("9" * digits), parse_memory("9" * digits + " GB")):
        assert value is None or value not in TABLE


@pytest.mark.parametrize(
    ("cpu", "memory", "windows", "nearest"),
    [
        (256, 256, False, [(256, 512)]),
        (512, 512, False, [(256, 512), (512, 1024)]),
        (256, 4096, False, [(256, 2048), (512, 4096)]),
        (1024, 2500, False, [(1024, 2048), (1024, 3072)]),
        (256, 512, True, [(1024, 2048)]),
        (32768, 65536, False, [(32768, 61440)]),
        (8192, 16385, False, [(8192, 16384)]),
        (0, 0, False, [(256, 512)]),
        (10**15, 10**15, False, [(32768, 249856)]),
    ],
)
def test_nearest_sizes(cpu: int, memory: int, windows: bool, nearest: list[tuple[int, int]]) -> None:
    found = nearest_sizes(cpu, memory, windows=windows, count=len(nearest))
    assert set(found) == set(nearest)


@pytest.mark.parametrize(("cpu", "memory"), [(cpu, mib) for cpu, values in TABLE.items() for mib in values])
def test_a_legal_pair_is_its_own_nearest(cpu: int, memory: int) -> None:
    assert nearest_sizes(cpu, memory, count=1) == ((cpu, memory),)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((512, 1024, 2048), "512, 1024 or 2048"),
        (TABLE[8192], "16384 to 61440 in steps of 4096"),
        (TABLE[32768], "61440, 122880 or 249856"),
        ((7,), "7"),
    ],
)
def test_describe(values: tuple[int, ...], words: str) -> None:
    assert describe(values) == words


ENGINE = Engine(tuple(rule for rule in shelf.family("taskdefinition") if rule.code[:4] == "TD10"))
WINDOWS = {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}


def judged(cpu: str | int, memory: str | int, *, windows: bool = False) -> tuple[set[str], str]:
    """The codes found for a Fargate task of this size, and its file after the fixes."""
    task = {
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": cpu,
        "memory": memory,
        "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}],
        **({"runtimePlatform": WINDOWS} if windows else {}),
    }
    source = Source("task-definition.json", json.dumps(task))
    document = documents.parse(source, "task-definition", given=True)
    assert not isinstance(document, documents.Skipped)
    findings, crashes = ENGINE.run(document)
    assert crashes == []
    fixed, _ = apply(source, [finding.fix for finding in findings if finding.fix])
    return {finding.code for finding in findings}, fixed


def cpu_spellings(cpu: int) -> Iterator[str]:
    yield str(cpu)
    number = f"{cpu / 1024:g}"
    for text in (number, number.removeprefix("0")):
        yield from (f"{text} vCPU", f"{text} vcpu", f"{text}vCPU")


def memory_spellings(memory: int) -> Iterator[str]:
    yield str(memory)
    number = f"{memory / 1024:g}"
    for text in (number, number.removeprefix("0")):
        yield from (f"{text} GB", f"{text}GB")


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize("cpu", TABLE)
def test_the_rule_takes_the_table_and_nothing_else(cpu: int, windows: bool) -> None:
    legal = TABLE[cpu] if not windows or cpu in {1024, 2048, 4096} else ()
    values = {mib for column in TABLE.values() for mib in column}
    for memory in sorted({*values, *(mib + 1 for mib in legal), *(mib - 1 for mib in legal), 256, 262144}):
        codes, fixed = judged(str(cpu), str(memory), windows=windows)
        assert codes == (set() if memory in legal else {"TD100"}), (cpu, memory)
        larger = next_size(cpu, memory, windows=windows)
        if codes and larger is not None:
            task = json.loads(fixed)
            assert (task["cpu"], task["memory"]) == (str(larger[0]), str(larger[1]))
            assert judged(*map(str, larger), windows=windows)[0] == set()


@pytest.mark.parametrize("cpu", TABLE)
def test_every_spelling_of_every_legal_pair(cpu: int) -> None:
    for memory in TABLE[cpu]:
        for spelt_cpu in cpu_spellings(cpu):
            assert judged(spelt_cpu, str(memory))[0] == set(), spelt_cpu
        for spelt_memory in memory_spellings(memory):
            assert judged(f"{cpu / 1024:g} vCPU", spelt_memory)[0] == set(), spelt_memory


@pytest.mark.parametrize("cpu", TABLE)
def test_every_spelling_of_an_illegal_pair_keeps_it_through_the_fix(cpu: int) -> None:
    memory = 2 * TABLE[cpu][-1]
    for spelt_cpu in cpu_spellings(cpu):
        for spelt_memory in memory_spellings(memory):
            codes, fixed = judged(spelt_cpu, spelt_memory)
            assert codes == {"TD100"}, (spelt_cpu, spelt_memory)
            task = json.loads(fixed)
            if next_size(cpu, memory) is not None:
                assert judged(task["cpu"], task["memory"])[0] == set()
                assert task["cpu"].lower().endswith("vcpu") == spelt_cpu.lower().endswith("vcpu")
                assert task["memory"].endswith("GB") == spelt_memory.endswith("GB")


@pytest.mark.parametrize(
    ("cpu", "memory", "larger"),
    [(256, 256, (256, 512)), (256, 4096, (512, 4096)), (300, 512, (512, 1024)), (32768, 65536, (32768, 122880)), (32768, 262144, None)],
)  # fmt: skip
def test_next_size(cpu: int, memory: int, larger: tuple[int, int] | None) -> None:
    assert next_size(cpu, memory) == larger
