"""Views in the forms that other systems read: FHIR R4, OCEL 2.0, an answer to a person's request.

    bundle = exports.fhir(frame.show(name, viewer), frame.records_for(name, viewer))

Each is a pure function of Views, so an export shows what its viewer may know and no more (X13).
They give plain dicts, one way: nothing here is read back as something to keep.
"""

from __future__ import annotations

from safetyframe.exports.fhir import fhir
from safetyframe.exports.ocel import ocel
from safetyframe.exports.subject import subject, texts_of

__all__ = ["fhir", "ocel", "subject", "texts_of"]
