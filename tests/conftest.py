"""Settings shared by all tests: how long, and how repeatably, Hypothesis searches.

`default` gives the same examples in every run, on every machine. `deep` searches anew each time and
prints what to paste in order to see a failure again; it is chosen by `pytest -m deep`, or by
`HYPOTHESIS_PROFILE=deep`.
"""

import gc
import os

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile(
    "default",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    stateful_step_count=30,
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "deep",
    deadline=None,
    max_examples=1500,
    stateful_step_count=80,
    print_blob=True,
    suppress_health_check=_SLOW,
)


def pytest_configure(config):
    marked = config.getoption("markexpr", default="") or ""
    wanted = os.environ.get("HYPOTHESIS_PROFILE")
    deep = marked.strip() == "deep"
    settings.load_profile(wanted or ("deep" if deep else "default"))
    # Known here too, so that `-o addopts=` and other ways around pyproject.toml stay quiet.
    config.addinivalue_line("markers", "deep: a deeper search than every run can pay for")


def pytest_collection_modifyitems(config, items):
    """Leave the deep searches out wherever no -m at all was given (as with `-o addopts=`)."""
    if config.getoption("markexpr", default=None) or _named(config, items):
        return
    deep = [item for item in items if item.get_closest_marker("deep")]
    if deep and "-m" not in config.invocation_params.args:
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]


def pytest_collection_finish():
    """Look for garbage no more among what was collected: it stays to the end."""
    gc.collect()
    gc.freeze()


def _named(config, items):
    """Say whether each test was asked for by name: then none is left out."""
    asked = [arg for arg in config.invocation_params.args if isinstance(arg, str)]
    return bool(items) and any("::" in arg for arg in asked)
