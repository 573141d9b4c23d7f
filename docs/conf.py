"""How the site is built: ``python -m sphinx -n -W --keep-going docs build/docs``.

The pages are Markdown that reads as it is on a forge. What Sphinx needs beside them is here and in
`_ext`; nothing of it stands in a page but comments.
"""

import sys
from pathlib import Path

import safetyframe

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "safetyframe"
release = version = safetyframe.__version__
language = "en"

extensions = ["myst_parser", "listed"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["README.md", "_*", "**/.venv"]

nitpicky = True
apart = ("reference/api/",)

myst_heading_anchors = 3  # `page.md#a-heading`, as a forge makes them
myst_links_external_new_tab = False

html_theme = "furo"
html_title = "safetyframe"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
pygments_style = "friendly"
pygments_dark_style = "monokai"

# Only by `python -m sphinx -b linkcheck docs build/links`, which asks the network.
linkcheck_ignore = [r"https?://(127\.0\.0\.1|[\w.]*\.example)\b", r"https://host/"]
linkcheck_timeout = 20
