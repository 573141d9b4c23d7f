"""`Index` against a plain dict: same entries, same order, edits that never show elsewhere.

Laying down the overlay on reading must not be seen by any other reader. Threads are let in between
any two steps of the interpreter, one spot after the other, so that a race is found for certain.
"""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, multiple, rule

from safetyframe.index import Index, UnknownSliceError, unknown

KEYS = st.integers(0, 90)
VALUES = st.integers(1, 9)


class Model(RuleBasedStateMachine):
    """Indexes and drafts, each beside the dict that it should equal."""

    indexes = Bundle("indexes")
    drafts = Bundle("drafts")

    @rule(target=indexes, items=st.dictionaries(KEYS, VALUES, max_size=6))
    def start(self, items):
        return Index(items), dict(items)

    @rule(target=indexes, items=st.lists(st.tuples(KEYS, VALUES), max_size=6))
    def start_from_pairs(self, items):
        return Index(items), dict(items)

    @rule(target=drafts, held=indexes)
    def edit(self, held):
        index, model = held
        return index.edit(), dict(model)

    @rule(held=drafts, key=KEYS, value=VALUES)
    def put(self, held, key, value):
        draft, model = held
        draft[key] = value
        model[key] = value

    @rule(held=drafts, many=st.integers(60, 70), value=VALUES)
    def put_many(self, held, many, value):
        draft, model = held
        for key in range(many):
            draft[key] = value + key
            model[key] = value + key

    @rule(target=indexes, held=consumes(drafts))
    def freeze(self, held):
        draft, model = held
        return multiple((draft.freeze(), model))

    @rule(held=drafts, key=KEYS)
    def draft_reads(self, held, key):
        draft, model = held
        assert draft.get(key) == model.get(key)
        assert draft.items() == list(model.items())
        assert draft.last() == (list(model.values())[-1] if model else None)

    @rule(held=indexes, key=KEYS)
    def reads(self, held, key):
        index, model = held
        assert index.get(key) == model.get(key)
        assert (key in index) == (key in model)
        if key in model:
            assert index[key] == model[key]
        else:
            with pytest.raises(KeyError):
                index[key]

    @rule(held=indexes)
    def reads_all(self, held):
        index, model = held
        assert len(index) == len(model)
        assert list(index) == list(index.keys()) == list(model)
        assert list(index.values()) == list(model.values())
        assert list(index.items()) == list(model.items())
        assert bool(index) is bool(model)

    @rule(one=indexes, other=indexes)
    def compares(self, one, other):
        assert (one[0] == other[0]) is (one[1] == other[1])
        assert one[0] != one[1]  # an index is no dict


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=60, stateful_step_count=40)


@given(st.dictionaries(KEYS, VALUES), st.lists(st.tuples(KEYS, VALUES)), KEYS)
def test_edits_of_one_index_never_show_in_it_or_in_each_other(base, changes, key):
    index = Index(base)
    one, other = index.edit(), index.edit()
    for name, value in changes:
        one[name] = value
    other[key] = 42
    assert dict(index.items()) == base
    assert dict(one.freeze().items()) == {**base, **dict(changes)}
    assert dict(other.freeze().items()) == {**base, key: 42}
    again = index.edit().freeze()
    assert again == index


@given(st.dictionaries(KEYS, VALUES, max_size=3), st.lists(KEYS, max_size=6))
def test_the_last_entry_is_the_one_that_came_in_last(base, keys):
    draft, model = Index(base).edit(), dict(base)
    for value, key in enumerate(keys, start=100):
        draft[key] = value
        model[key] = value
        assert draft.last() == list(model.values())[-1]
        assert draft.freeze().edit().last() == list(model.values())[-1]


def test_what_is_given_is_copied():
    given_items = {1: 1}
    index = Index(given_items)
    given_items[2] = 2
    assert list(index) == [1]


def test_an_index_is_not_hashable_and_shows_nothing_of_its_content():
    index = Index({"anna": "secret"})
    with pytest.raises(TypeError):
        hash(index)
    assert "anna" not in repr(index)
    assert "secret" not in repr(index)


def test_unknown_is_one_value_and_survives_copies():
    nothing = unknown()
    assert nothing is unknown()
    assert copy.deepcopy(nothing) is nothing
    assert copy.copy(nothing) is nothing
    assert pickle.loads(pickle.dumps(nothing)) is nothing  # noqa: S301  our own bytes
    assert nothing != Index()
    assert Index() != nothing
    for ask in (list, len, bool, lambda i: i.get(1), lambda i: i[1], lambda i: 1 in i):
        with pytest.raises(UnknownSliceError):
            ask(nothing)


def total(index):
    return sum(index.values())


def test_what_is_derived_is_worked_out_once_and_for_these_entries_only():
    asked = []

    def counted(index):
        asked.append(index)
        return total(index)

    index = Index({1: 1, 2: 2})
    assert index.derived(counted) == index.derived(counted) == 3
    assert asked == [index]
    draft = index.edit()
    draft[2] = 20
    after = draft.freeze()
    assert (after.derived(counted), index.derived(counted)) == (21, 3)
    assert index.edit().freeze().derived(counted) == 3
    again = pickle.loads(pickle.dumps(after))  # noqa: S301  our own bytes
    assert again == after
    assert again.derived(total) == 21
    with pytest.raises(UnknownSliceError):
        unknown().derived(total)


# --- several readers at once ---------------------------------------------------------------------

READS: dict[str, tuple[Callable[[Index[int, int]], Any], Any]] = {
    "get base": (lambda i: i.get(1), 1),
    "get changed": (lambda i: i.get(2), 20),
    "get new": (lambda i: i.get(3), 30),
    "item changed": (lambda i: i[2], 20),
    "item new": (lambda i: i[3], 30),
    "contains": (lambda i: (1 in i, 3 in i, 9 in i), (True, True, False)),
    "len": (len, 3),
    "iterate": (list, [1, 2, 3]),
    "items": (lambda i: list(i.items()), [(1, 1), (2, 20), (3, 30)]),
    "values": (lambda i: list(i.values()), [1, 20, 30]),
    "edit": (
        lambda i: i.edit().freeze().edit().items(),
        [(1, 1), (2, 20), (3, 30)],
    ),
    "edit and look": (lambda i: i.edit().get(3), 30),
    "edit and last": (lambda i: i.edit().last(), 30),
    "equals": (lambda i: i == Index({1: 1, 2: 20, 3: 30}), True),
    "derived": (lambda i: i.derived(total), 51),
}


def layered() -> Index[int, int]:
    """An index with changes lying over its base."""
    draft = Index({1: 1, 2: 2}).edit()
    draft[2] = 20
    draft[3] = 30
    return draft.freeze()


def with_another_at(
    spot: int, work: Callable[[], Any], other: Callable[[], Any]
) -> tuple[Any, int]:
    """Do `work`; after its `spot`-th step let `other` run to its end. Counts the steps."""
    steps = 0

    def trace(frame: Any, happening: str, _: Any) -> Any:
        nonlocal steps
        if "index.py" not in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes = True
        if happening == "opcode":
            steps += 1
            if steps == spot:
                sys.settrace(None)
                other()
                sys.settrace(trace)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return work(), steps
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("name", READS)
def test_a_reader_may_come_between_any_two_steps_of_another(name):
    read, expected = READS[name]
    wrong = []
    for beside in (len, lambda i: list(i.items())):
        spot, steps = 0, 1
        while spot <= steps:
            index = layered()
            try:
                found, steps = with_another_at(
                    spot, lambda i=index: read(i), lambda i=index, b=beside: b(i)
                )
            except Exception as error:  # noqa: BLE001  whatever it is, a reader must not meet it
                found = error
            after = [(key, index.get(key)) for key in index]
            if found != expected or after != [(1, 1), (2, 20), (3, 30)]:
                wrong.append((spot, found, after))
            spot += 1
        assert steps > 0
    assert wrong == []
