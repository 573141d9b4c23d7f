"""What the law must answer, clause by clause, as JSON that any language reads.

`data/` holds one file per enforced clause, `vectors.schema.json` says what such a file looks like.
A vector gives what is on record, asks one question, and holds the whole answer. `run` asks the law
of this package; `judge` asks any other program that speaks the protocol of
docs/reference/vectors.md:

    python -m safetyframe.testing.vectors                      # our law against all vectors
    python -m safetyframe.testing.vectors judge -- node mine.js
    python -m safetyframe.testing.vectors serve                # our law, as such a program
    python -m safetyframe.testing.vectors where                # the folder of the files

Needs nothing but the core.
"""

from safetyframe.testing.vectors.answering import Answers, answer, answers
from safetyframe.testing.vectors.comparing import canonical, differences
from safetyframe.testing.vectors.judging import Report, Score, Verdict, judge, run
from safetyframe.testing.vectors.model import DATA, SCHEMA, Stage, Vector, load, stages

__all__ = [
    "DATA",
    "SCHEMA",
    "Answers",
    "Report",
    "Score",
    "Stage",
    "Vector",
    "Verdict",
    "answer",
    "answers",
    "canonical",
    "differences",
    "judge",
    "load",
    "run",
    "stages",
]
