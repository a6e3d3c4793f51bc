"""Settings shared by all tests: no AWS of the desk they run at, hypothesis without deadlines, the same examples in CI."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Nothing of the developer's own AWS set-up may decide a test, and no test may ask the metadata address of a machine.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
# A proxy would answer for the servers on loopback.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

settings.register_profile("ecslint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A gate must answer the same for the same commit; new examples are searched at the desk.
settings.register_profile("ci", parent=settings.get_profile("ecslint"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "ecslint")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without files, which is the working directory; no variable of the environment says what to do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for variable in [variable for variable in os.environ if variable.startswith("ECSLINT_")]:
        monkeypatch.delenv(variable)
    return tmp_path
