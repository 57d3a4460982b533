"""The budget of Hypothesis for the engine, the loader and the texts: always the same examples, and how many."""

from hypothesis import HealthCheck, settings

BUDGET = settings(
    derandomize=True,
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
