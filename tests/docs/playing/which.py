"""Which pages are played whole. The blocks of all others are named, and taken by a test by name."""

#: Pages below docs/.
PLAYED = (
    "index.md",
    "tutorial/embedder.md",
    "tutorial/tester.md",
    "tutorial/vendor.md",
    "how-to/adopt-a-file.md",
    "how-to/add-a-rule.md",
    "how-to/ask-with-own-tables.md",
    "how-to/audit-a-year.md",
    "how-to/erase-a-text.md",
    "how-to/upgrade.md",
    "how-to/write-a-policy.md",
)
