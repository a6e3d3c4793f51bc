"""Settings shared by all tests: hypothesis without deadlines, and with the same examples each time in CI."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("ecslint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A gate must answer the same for the same commit; new examples are searched at the desk.
settings.register_profile("ci", parent=settings.get_profile("ecslint"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "ecslint")
