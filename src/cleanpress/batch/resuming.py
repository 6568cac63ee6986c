"""Whether a run may begin or go on where it is asked to, and what to do where it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cleanpress.batch.digest import START, rolled
from cleanpress.batch.document import Document
from cleanpress.batch.files import refused, shown
from cleanpress.batch.finish import INDEX
from cleanpress.batch.job import Settings, is_folder
from cleanpress.batch.names import number_of
from cleanpress.batch.tally import Tally
from cleanpress.batch.workplace import Workplace, busy, manifest_of
from cleanpress.errors import BatchError

_ANEW = "or begin anew with --overwrite."


def check_target(settings: Settings, place: Workplace) -> None:
    """Raises BatchError where the output may not be written: it is an input, something else's, or would be lost."""
    output = settings.output
    try:
        place.manifest.exists()
    except OSError as error:
        raise refused(output, error, "Name another output.") from error
    if not output.parent.is_dir():
        raise BatchError(
            f"{shown(output)} cannot be written: the folder {shown(output.parent)} does not exist; make it."
        )
    if any(Path(name).exists() and Path(name).resolve() == output.resolve() for name in settings.inputs):
        raise BatchError(f"{shown(output)} is an input and would be overwritten; name another output.")
    if output.exists() and not (output.is_dir() or output.is_file()):
        raise BatchError(f"{shown(output)} is a device or a pipe, which a batch would replace; name a file.")
    if output.exists() and output.is_dir() != is_folder(settings.job):
        what, wanted = ("a folder", "a file") if output.is_dir() else ("a file", "a folder")
        raise BatchError(f"{shown(output)} is {what}, but {settings.job.form} goes to {wanted}; name another output.")
    if output.is_dir():
        _check_folder(output)
    if output.is_mount():
        raise BatchError(f"{shown(output)} is where a disk is mounted; name a folder in it.")
    # What is begun anew may be damaged.
    if not settings.overwrite and place.asked() is not None:
        if place.is_busy():
            raise BatchError(busy(output))
        if not settings.resume:
            raise BatchError(
                f"{shown(place.folder)} holds a run that was interrupted after {place.committed().tally.documents:,} "
                f"documents; add --resume to go on, {_ANEW}"
            )
    elif settings.retry_failed and manifest_of(output) is None:
        raise BatchError(f"There is no result in {shown(output)} to try failures of again; leave --retry-failed out.")
    elif _is_there(output) and not (settings.resume or settings.overwrite or settings.retry_failed):
        raise BatchError(f"{shown(output)} exists; name another output, {_ANEW}")


def _check_folder(output: Path) -> None:
    """Raises BatchError where a folder holds what no batch has written, which would be lost."""
    foreign = [path.name for path in output.iterdir() if path.name != INDEX and not number_of(path.name)]
    if foreign or (any(output.iterdir()) and not (output / INDEX).is_file()):
        name = shown(min(foreign)) if foreign else f"files without an {INDEX}"
        raise BatchError(f"The folder {shown(output)} holds other things ({name}); name a new one or an empty one.")


def _is_there(output: Path) -> bool:
    return output.is_file() or (output.is_dir() and any(output.iterdir()))


def finished_before(settings: Settings, place: Workplace, asked: Mapping[str, Any]) -> Tally | None:
    """What was counted where the output that is to be resumed, or whose failures are to be tried again, is whole and
    nothing is left to do; None where there is something.

    Raises BatchError where it is another run's.
    """
    if settings.overwrite or not (settings.resume or settings.retry_failed) or not _is_there(settings.output):
        return None
    if place.asked() is not None:
        return None
    manifest = manifest_of(settings.output)
    if manifest is None:
        raise BatchError(f"{shown(settings.output)} exists, but no batch has written it; name another output, {_ANEW}")
    options = {**asked["options"], "--retry-failed": False}
    check_same(manifest, {**asked, "options": options}, settings.output)
    names = ("documents", "size", "statuses", "removed", "nothing_removed", "unsure", "slowest", "largest")
    return None if settings.retry_failed else Tally(**{name: manifest[name] for name in names})


def is_unchanged(stamp: str, output: Path) -> bool:
    """Whether a stamp of the input's files says that they are those that a whole output was made of."""
    manifest = manifest_of(output)
    return bool(stamp) and manifest is not None and manifest["digests"].get("files") == stamp


def check_input(documents: Iterable[Document], output: Path, watch: Callable[[int, int], None]) -> None:
    """Raises BatchError where these are not the documents that a whole output was made of.

    `watch` is called for each with the number of those that were read, and of all.
    """
    manifest = manifest_of(output) or {}
    digest, wanted = START, manifest.get("documents", 0)
    for number, document in enumerate(documents, start=1):
        digest = rolled(digest, document)
        watch(number, wanted)
    if manifest and manifest["digests"]["documents"] != digest:
        raise BatchError(
            f"{shown(output)} is finished, but the input has changed since; name another output, or clean all of it "
            "anew with --overwrite."
        )


def check_same(before: Mapping[str, Any], now: Mapping[str, Any], output: Path) -> None:
    """Raises BatchError where a run was asked for with other options or versions than before."""
    for name, value in now["options"].items():
        old = before["options"].get(name)
        if old != value:
            said = "the pack has changed" if name == "--pack" else f"it was {_told(old)} and is {_told(value)} now"
            raise BatchError(
                f"{shown(output)} was begun with another {name}: {said}. Give the options of before, {_ANEW}"
            )
    for name, value in now["versions"].items():
        old = before["versions"].get(name)
        if old != value:
            raise BatchError(
                f"{shown(output)} was begun with {name} {old}, and this is {value}; install the former "
                f"(python -m pip install '{name}=={old}'), {_ANEW}"
            )


def _told(value: Any) -> str:
    if value in (None, [], "", False):
        return "left out"
    if value is True:
        return "given"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
