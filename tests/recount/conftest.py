"""How Hypothesis looks for worlds: few and rich ones, the same in every run of the suite.

``pytest tests/recount --hypothesis-profile=long`` looks for a long time, finds others each time, and makes
one that fails as small as it can.
Every example lives in a savepoint of the one transaction of its test and is rolled back: fast, and the
database triggers and constraints of the portal work in it as anywhere.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.recount.frame import Frame, put_frame

# The frame is made once for all examples, which is what the first of these warns of.
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "suite",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=6,
    # To make a world smaller takes minutes; the differences found in it say enough to begin with.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=CHECKS,
)
settings.register_profile(
    "long", database=None, deadline=None, max_examples=400, suppress_health_check=CHECKS
)
settings.load_profile("suite")


@pytest.fixture
def frame(db) -> Frame:
    """What worlds are made in: administrations, people, programmes, topics; no events yet."""
    return put_frame()
