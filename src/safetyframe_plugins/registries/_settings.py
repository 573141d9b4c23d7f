"""Settings in TOML: read whole, checked whole, and a key that nobody knows is an error."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

from attrs import Attribute, frozen
from cattrs import BaseValidationError, Converter, transform_error

from safetyframe import HostError, PersonId, RegistryError, Role
from safetyframe.values import is_aware, is_reference

__all__ = [
    "PATIENCE",
    "Meaning",
    "check_reference",
    "check_server",
    "expecting",
    "path_of",
    "read_settings",
    "seconds",
    "secret_in",
]

T = TypeVar("T")

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: No settings of ours wait longer than this for a registry, in seconds.
PATIENCE: Final = 60.0


def path_of(url: str, scheme: str) -> Path:
    """Give the file that `url` names: ``people:///srv/people.toml`` is ``/srv/people.toml``.

    Raises `HostError` for a URL that names none. What stands where others have a host, and a login
    before it, is no name of a file, and is not repeated as one.
    """
    rest = url.partition("://")[2]
    named = rest.startswith("/") and not rest.endswith("/")
    if not named or "?" in rest or "#" in rest or _STRAY_PERCENT.search(rest):
        raise HostError(f"write {scheme}:///srv/settings.toml; in a name, ? is %3F, # %23, % %25")
    name = unquote(rest)
    if "\0" in name:
        raise HostError("a file's name has no zero byte")
    return Path(name)


@frozen(kw_only=True)
class Meaning:
    """What a word of theirs for a role is here: a role, and the body that gives the mandate."""

    role: Role
    body: str

    def __attrs_post_init__(self) -> None:
        """Refuse a body that is no reference."""
        _refuse_unless(is_reference(self.body), "body", "a reference")


def read_settings(path: Path, kind: type[T]) -> T:
    """Read the file at `path` as a `kind`. Raises `RegistryError`: where, and what was expected."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RegistryError(f"{path}: it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise RegistryError(f"{path}: it is not UTF-8") from None  # the error holds what is there
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at [^)]*\)$", str(error))  # not what stands there: it may be a secret
        raise RegistryError(f"{path}: it is not TOML {at.group() if at else ''}".rstrip()) from None
    try:
        return _CONVERTER.structure(table, kind)
    except BaseValidationError as error:
        raise RegistryError(f"{path}: {'; '.join(_told(error))}") from None


def _told(error: BaseValidationError) -> list[str]:
    """Say where and what was expected; never what was found."""
    return transform_error(error, format_exception=_one)


def _one(error: BaseException, kind: type | None) -> str:
    said = str(error) if isinstance(error, _SettingError) else ""
    if isinstance(error, KeyError):
        said = "a key is missing"
    extra = getattr(error, "extra_fields", None)
    if extra:
        said = f"unknown keys: {', '.join(sorted(extra))}"
    return said or f"expected {getattr(kind, '__name__', kind)}"


class _SettingError(ValueError):
    """What was expected. Says nothing of what was found."""


def _refuse_unless(fine: bool, key: str, expected: str) -> None:
    if not fine:
        raise _SettingError(f"{key}: expected {expected}")


def check_reference(_: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse what is no opaque reference. For attrs."""
    expected = "a reference: 1 to 128 letters, digits and ._:/@+-#"
    _refuse_unless(is_reference(value), attribute.name, expected)


def expecting(
    expected: str, fine: Callable[[Any], bool]
) -> Callable[[object, Attribute[Any], Any], None]:
    """Refuse what is not `fine`, and say what was `expected`. For attrs."""

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        _refuse_unless(fine(value), attribute.name, expected)

    return check


def seconds(
    most: float, *, least: float | None = None
) -> Callable[[object, Attribute[Any], Any], None]:
    """Refuse seconds beyond `most`, or below `least`; None: they are more than nothing."""
    if least is None:
        return expecting(f"seconds, more than 0 and at most {most:g}", lambda n: 0 < n <= most)
    return expecting(f"seconds, from {least:g} to {most:g}", lambda n: least <= n <= most)


def check_server(_: object, attribute: Attribute[Any], value: str) -> None:
    """Refuse an address that is not https, but for this machine's own, or holds a password."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        fine = parts.username is None and parts.port != 0 and value.isprintable()
        fine = (
            fine
            and " " not in value
            and (
                (parts.scheme == "https" and bool(host))
                or (parts.scheme == "http" and host in _LOOPBACK)
            )
        )
    except ValueError:
        fine = False
    _refuse_unless(fine, attribute.name, "an https:// address without a password in it")


def secret_in(path: Path, *, env: str | None, file: str | None) -> str | None:
    """Give the secret in an environment variable or a file (relative to `path`); None for neither.

    Raises `RegistryError`, which never repeats it.
    """
    if env is not None and file is not None:
        raise RegistryError(f"{path}: name token_env or token_file, not both")
    # Neither name is repeated: a slip of the pen puts the token itself there.
    if env is not None:
        if not _VARIABLE.fullmatch(env):
            expected = "the name of an environment variable: letters, digits and _"
            raise RegistryError(f"{path}: token_env: expected {expected}")
        secret = os.environ.get(env, "").strip()
        where = "token_env names no environment variable that holds a token"
    elif file is not None:
        where = "token_file names no file with a token in it, beside these settings"
        try:
            secret = (path.parent / file).read_text("ascii").strip()
        except (OSError, ValueError):
            raise RegistryError(f"{path}: {where}") from None
    else:
        return None
    if not secret or not secret.isprintable() or " " in secret:
        raise RegistryError(f"{path}: {where}")
    return secret


def _instant(value: object, _: object) -> datetime:
    if not isinstance(value, datetime) or not is_aware(value):
        raise _SettingError("expected a date-time with an offset: 2025-01-31T09:00:00+01:00")
    return value


def _role(value: object, _: object) -> Role:
    names = [role.value for role in Role]
    if value not in names:
        raise _SettingError(f"expected one of {', '.join(names)}")
    return Role(value)


def _exactly(kind: type[T]) -> Any:  # noqa: ANN401 -- what cattrs wants
    def check(value: object, _: object) -> T:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _SettingError(f"expected {_CALLED[kind]}")
        return value

    return check


def _number(value: object, _: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _SettingError("expected a number")
    return float(value)


_CALLED: Final[dict[type, str]] = {str: "text"}


def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook(datetime, _instant)
    made.register_structure_hook(Role, _role)
    made.register_structure_hook(str, _exactly(str))
    made.register_structure_hook(float, _number)
    made.register_structure_hook_func(lambda kind: kind is PersonId, _exactly(str))
    return made


_CONVERTER: Final = _converter()
