"""Files that survive a power cut, and why one cannot be written, in words."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from cleanpress.errors import BatchError
from cleanpress.write.characters import encodable, visible

_WHY = {
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "the quota of the disk is used up",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is a file",
}


def shown(path: Path | str) -> str:
    """A path as it may stand in a message.

    >>> shown(Path("a/b.jsonl"))
    'a/b.jsonl'
    """
    return visible(encodable(os.fsdecode(path)))


def refused(path: Path, error: OSError, mend: str = "") -> BatchError:
    """The error to raise where a file cannot be written.

    >>> str(refused(Path("out.jsonl"), OSError(errno.ENOSPC, ""), "Make some."))
    'out.jsonl cannot be written: there is no space left on the disk. Make some.'
    """
    why = _WHY.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
    return BatchError(f"{shown(path)} cannot be written: {why}. {mend}".rstrip())


def put_whole(path: Path, data: bytes) -> None:
    """Write a file under a name where it is seen only when it is whole and on the disk."""
    rough = path.with_name(f"{path.name}.new")
    with rough.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    rough.replace(path)
    settle_names(path.parent)


def settle_names(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(path: Path) -> None:
    """Have a file's bytes on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def remove(path: Path) -> None:
    """Remove a file or a folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
