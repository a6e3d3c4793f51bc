"""Settings shared by all tests: hypothesis without deadlines, since the machine may be slow."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ecslint", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=False
)
settings.load_profile("ecslint")
