"""Takes a page apart: every tag, and all words that can be read or heard."""

from __future__ import annotations

from html.parser import HTMLParser

#: Attributes whose value is read out, or refers to something.
_TOLD = ("aria-label", "alt", "title", "href", "id", "datetime", "content", "lang")


class Page(HTMLParser):
    """A page, taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[str] = []
        self.sections: dict[str, list[str]] = {}
        self.style = ""
        self._inside: list[str] = []
        self._section: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.append((tag, held))
        self._inside.append(tag)
        self.parts += [held[name] for name in _TOLD if held.get(name)]
        if tag == "section":
            self._section = held.get("id")

    def handle_endtag(self, tag):
        self._inside.append("")
        if tag == "section":
            self._section = None

    def handle_data(self, data):
        if self._inside and self._inside[-1] == "style":
            self.style += data
            return
        self.parts.append(data)
        if self._section:
            self.sections.setdefault(self._section, []).append(data)

    def handle_comment(self, data):
        self.parts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def section(self, name: str) -> str:
        return " ".join(" ".join(self.sections.get(name, ())).split())

    def names(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]
