"""What this package needs beyond the library, and what to do where it is not installed."""

from __future__ import annotations

from importlib.util import find_spec

__all__ = ["require"]


def require(module: str, user: str) -> None:
    """Raise an `ImportError` that says what to install unless `module` can be imported.

    `user` is what needs it.
    """
    if find_spec(module) is None:
        msg = f"{user} needs {module}, which is not installed: pip install 'safetyframe[testing]'"
        raise ImportError(msg, name=module)
