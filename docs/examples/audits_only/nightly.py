"""Audits what another system exported last night, and says where to look first.

    python nightly.py FOLDER

FOLDER holds JSON Lines, as docs/reference/history-format.md describes them. The status is 0 where
something was audited, all of it was judged and nothing found, else 1; so cron sends the page on to
whoever reads its mail.
"""

import sys
from functools import reduce
from operator import add

from safetyframe.auditing import Summary, audit_part, parts_of
from safetyframe.charter import BY_ID


def audit(folder: str) -> tuple[Summary, int]:
    """Judge every history in the folder, and count those whose lines do not stand together.

    Any other `map` will do, such as a process pool's.
    """
    reports = list(map(audit_part, parts_of([folder])))
    marks = [mark for report in reports for mark in report.marks]
    return reduce(add, (r.summary for r in reports), Summary()), len(marks) - len(set(marks))


def page(total: Summary, torn: int) -> list[str]:
    """Give the page: clauses and numbers, and which files to take from the cupboard. No prose."""
    said = [
        f"{total.trajectories} trajectories, {total.records} acts, {total.judged} of them judged.",
        f"{total.found} found. {total.unjudged_acts} not to be judged: that is not fine.",
        f"{sum(total.bad_lines.values())} lines not to be read.",
    ]
    breaches: dict[str, int] = {}
    for (one, _), many in total.breaches.items():
        breaches[one] = breaches.get(one, 0) + many
    for one, many in sorted(breaches.items(), key=lambda pair: (-pair[1], pair[0])):
        # What is not well formed breaks no clause: it stands under "form".
        meant = BY_ID[one].en if one in BY_ID else "not well formed"
        said.append(f"{many:5}  {one}: {meant}")
    if torn:
        said.append(f"{torn} trajectories are in two files: judged without what was before.")
    if total.first:
        said.append(f"Look first at {', '.join(one.trajectory for one in total.first)}.")
    return said


if __name__ == "__main__":
    found, apart = audit(sys.argv[1])
    print("\n".join(page(found, apart)))
    sys.exit(0 if found.trajectories and found.clean and not apart else 1)
