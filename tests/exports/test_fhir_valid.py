"""What is exported is FHIR R4, say two validators that share nothing, and they would notice.

They come from npm (`tests/support/npm.py`): skipped where node is not there, a failure on CI.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest

from safetyframe import exports
from tests.exports.seeing import ended, everybody, walked
from tests.support import npm

HERE = Path(__file__).parent / "validators"
#: Long enough for a machine that is busy; it takes seconds.
PATIENCE = 300


@pytest.fixture(scope="session")
def judged(request, tmp_path_factory):
    """Ask both validators: gives for each resource what each has against it."""
    cache = npm.kept(request, tmp_path_factory)
    node, folder = npm.needed(
        "the validators of FHIR", lambda: npm.installed(HERE, cache / "validators")
    )

    def judge(resources):
        # node looks for modules beside the script, so the script goes there, as it is now.
        script = folder / f"check-{hashlib.sha256(CHECK.encode()).hexdigest()[:16]}.mjs"
        script.write_text(CHECK, encoding="utf-8")
        done = subprocess.run(
            [*node, str(script)],
            input=json.dumps(resources),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return judge


CHECK = (HERE / "check.mjs").read_text(encoding="utf-8")
BUNDLES = [exports.fhir(*seen.both) for seen in (*everybody(), *ended())]
WHOLE = max(BUNDLES, key=lambda bundle: len(bundle["entry"]))


def first(bundle, kind, having=None):
    return next(
        entry["resource"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == kind
        and (having is None or having in entry["resource"])
    )


def planted(kind, change, having=None):
    bundle = deepcopy(WHOLE)
    change(first(bundle, kind, having))
    return bundle


def put(name, value):
    return lambda resource: resource.update({name: value})


def in_activity(name, value):
    return lambda plan: plan["activity"][0].update({name: value})


#: Faults of each kind: which validator has to see it, and what it has to say.
FAULTS = {
    "a status that is none": (
        ("CarePlan", put("status", "bogus")),
        ("fhir", 'CarePlan.status: Code "bogus" not found'),
    ),
    "a state of an activity that is none": (
        ("CarePlan", lambda plan: plan["activity"][0]["detail"].update(status="done"), "activity"),
        ("fhir", "CarePlan.activity[0].detail.status"),
    ),
    "a state of a goal that is none": (
        ("Goal", put("lifecycleStatus", "activ")),
        ("fhir", "Goal.lifecycleStatus"),
    ),
    "an unknown property": (("CarePlan", put("wat", 3)), ("medplum", "additional property")),
    "an unknown property, to the other": (("CareTeam", put("wat", 3)), ("fhir", "Unexpected")),
    "an activity that is two things (cpl-3)": (
        ("CarePlan", in_activity("reference", {"reference": "Task/1"}), "activity"),
        ("medplum", "cpl-3"),
    ),
    "a target without a measure (gol-1)": (
        ("Goal", lambda goal: goal["target"][0].pop("measure"), "target"),
        ("medplum", "gol-1"),
    ),
    "nobody it is about": (("Goal", lambda goal: goal.pop("subject")), ("medplum", "subject")),
    "nobody who did it": (("Provenance", lambda p: p.pop("agent")), ("medplum", "agent")),
    "a day for an instant": (
        ("Provenance", put("recorded", "2025-01-13")),
        ("medplum", "recorded"),
    ),
    "a number for words": (("Goal", put("startDate", 3)), ("medplum", "expected string")),
    "a probability over a hundred (ras-2)": (
        ("RiskAssessment", lambda one: one["prediction"][0].update(probabilityDecimal=101)),
        ("medplum", "ras-2"),
    ),
}


def test_two_validators_have_nothing_against_any_of_it_and_see_what_is_wrong(judged):
    walks = [exports.fhir(*seen.both) for seen in walked(0, 3)]
    sound = [one for one in (*BUNDLES, *walks) if one["entry"]]
    wrong = [planted(*fault) for fault, _ in FAULTS.values()]
    said = judged([*sound, *wrong])
    nothing = {"medplum": [], "fhir": []}
    assert [one for one in said[: len(sound)] if one != nothing] == []
    assert len(sound) > len(BUNDLES) / 2
    for (name, (_, (validator, told))), one in zip(FAULTS.items(), said[len(sound) :], strict=True):
        assert any(told in line for line in one[validator]), (name, one)


def test_every_state_of_a_plan_is_among_them():
    plans = [first(bundle, "CarePlan") for bundle in BUNDLES if bundle["entry"]]
    assert {plan["status"] for plan in plans} == {
        "draft",
        "active",
        "completed",
        "revoked",
        "entered-in-error",
        "unknown",
    }


def test_the_bundle_that_is_spoilt_holds_every_kind_of_resource():
    assert {entry["resource"]["resourceType"] for entry in WHOLE["entry"]} == {
        "CarePlan",
        "CareTeam",
        "Goal",
        "Observation",
        "Provenance",
        "RiskAssessment",
    }


def test_what_is_installed_is_held_and_tied_to_no_mirror():
    manifest = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: held for name, held in lock["packages"].items() if name}
    for name, version in manifest["dependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version
    # `fhir` brings what it needs in its own archive: that is held with it.
    held = [one for one in packages.values() if not one.get("inBundle")]
    assert all(one["integrity"].startswith("sha512-") for one in held)
    assert not [name for name, one in packages.items() if "resolved" in one]
