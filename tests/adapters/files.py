"""The file of the messenger `jsonl`, on a disk that fills up and whose plug can be pulled.

Nobody pulls a real one. It is noted what was brought to the disk, and the rest is taken away: lines
that were not synced, and a file in a folder that was not.
"""

import os
import resource
import stat
from contextlib import contextmanager
from pathlib import Path

from attrs import define, field

__all__ = ["fill_up", "make_room", "place", "pull_the_plug", "written"]


@define
class Disk:
    """What is on the disk: how far each file is, and which files have their name there."""

    lengths: dict = field(factory=dict)
    named: set = field(factory=set)

    def synced(self, handle):
        found = os.fstat(handle)
        self.lengths[found.st_dev, found.st_ino] = found.st_size
        if stat.S_ISDIR(found.st_mode):
            names = (os.stat(name, dir_fd=handle) for name in os.listdir(handle))  # noqa: PTH208
            self.named |= {(one.st_dev, one.st_ino) for one in names}


DISKS: dict[str, Disk] = {}


@contextmanager
def place(folder):
    """A file that is not there yet; until the end, whatever is synced anywhere is noted."""
    url, disk, really = f"jsonl:///{folder}/n.jsonl", Disk(), os.fsync

    def noted(handle):
        really(handle)
        disk.synced(handle)

    DISKS[url], os.fsync = disk, noted
    try:
        yield url
    finally:
        os.fsync = really
        del DISKS[url]


def file_of(url):
    return Path(url.removeprefix("jsonl:///"))


def written(url):
    return file_of(url).read_bytes().splitlines() if file_of(url).exists() else []


def pull_the_plug(url):
    found = file_of(url).stat()
    key = (found.st_dev, found.st_ino)
    if key in DISKS[url].named:
        os.truncate(file_of(url), DISKS[url].lengths.get(key, 0))
    else:
        file_of(url).unlink()


def _most(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def fill_up(url):
    """Let no file of this process grow beyond what this one has."""
    _most(file_of(url).stat().st_size)


def make_room(_):
    _most(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
