"""The reference in a file, for processes: written anew each time, and renamed."""

import fcntl
import os
import pickle
import threading
from contextlib import contextmanager
from pathlib import Path

from attrs import evolve

from safetyframe.errors import StoreError, UnsupportedError
from tests.kit.conform.reference import CAPABILITIES, NO, YES, Data, Reference

DURABLE = evolve(CAPABILITIES, durable=YES, multi_process=YES, joins=NO)


class FilePlace:
    """One file, and a lock beside it that holds between processes."""

    shared = True

    def __init__(self, path):
        self.path = Path(path)
        self.lock = threading.Lock()

    @property
    def data(self):
        try:
            return pickle.loads(self.path.read_bytes())  # noqa: S301 -- our own, just written
        except FileNotFoundError:
            return Data()

    @contextmanager
    def writing(self):
        with self.lock, self.path.with_suffix(".lock").open("a") as lock:
            if self.shared:
                fcntl.flock(lock, fcntl.LOCK_EX)
            data = self.data
            yield data
            self.put(data)

    def put(self, data):
        # Its own file for each writer, or one that does not lock would spoil another's.
        new = self.path.with_suffix(f".{os.getpid()}")
        new.write_bytes(pickle.dumps(data))
        new.replace(self.path)


class Filed(Reference):
    """The reference, without transactions of hosts."""

    def within(self, transaction):
        raise UnsupportedError("it has no transactions to work within")


def open_file(url, kind=Filed, place=FilePlace):
    path = Path(url.removeprefix("ref:"))
    if not path.parent.is_dir():
        try:
            path.parent.stat()
        except OSError as error:
            raise StoreError("there is no such folder: make it first") from error
    return kind(place(path))


def raw(url):
    return Path(url.removeprefix("ref:")).read_bytes()
