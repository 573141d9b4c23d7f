"""The texts that templates are made of."""

from __future__ import annotations

from collections.abc import Iterator

from safetyframe.texts.model import Plural, Template, Templates


def forms(text: Template) -> tuple[str, ...]:
    """A text, or the two forms of one that counts."""
    return (text.one, text.many) if isinstance(text, Plural) else (text,)


def every(templates: Templates) -> Iterator[str]:
    """All texts of one code, in all their forms."""
    for template in templates if isinstance(templates, tuple) else (templates,):
        yield from forms(template)
