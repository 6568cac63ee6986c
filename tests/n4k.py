"""Fetches the real news pages that the tests use: the HTML files in newspaper4k's own test data.

They are not part of this repository. `pages()` has pip download the pinned source distribution once into a cache folder
($CLEANPRESS_CACHE, or `cleanpress-tests` in the user's cache folder), checks it against the digest below, and reads the
pages out of the archive without unpacking it. `python tests/n4k.py` does the same and says where the archive is.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

VERSION = "0.9.6"
ARCHIVE = f"newspaper4k-{VERSION}.tar.gz"
SHA256 = "a3f2f0e017dddb6f1019ee77aaa8980e13e6ecea0b949abc7167aae4770d2d0e"
FOLDER = PurePosixPath(f"newspaper4k-{VERSION}/tests/data/html")
NAMES = tuple(
    """ap_meta_refresh arabic_article article_with_br article_with_divs autoindustria burmese_article chinese_article
    chinese_article_001 chinese_article_002 cleveland.com1 cnn_001 cnn_002 cnn_article cnn_main_site cnn_test_nlp
    fox13now_001 google_meta_refresh japanese_article japanese_article2 latvian_article sample_rss spanish_article
    thai_article time_001 video_article_01 video_article_02 wired_001 wired_main_site yahoo_main_site
    yna_co_kr""".split()
)
"""The pages, without `.html`. Some are no articles on purpose: a feed, front pages, redirects."""

_LARGEST_PAGE = 10_000_000
_SECONDS = 300


class FetchError(Exception):
    """The archive could not be had, or is not the pinned one."""


def cache_folder() -> Path:
    """The folder in which the archive is kept; it need not exist yet."""
    chosen = os.environ.get("CLEANPRESS_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "cleanpress-tests"


def archive() -> Path:
    """The path of the checked archive, fetched if the cache does not hold it.

    Raises:
        FetchError: it cannot be fetched, or its digest is another one.
    """
    kept = cache_folder() / ARCHIVE
    if not _is_pinned(kept):
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=kept.parent, prefix="fetch-") as folder:
                _download(Path(folder)).replace(kept)
        except OSError as problem:
            raise FetchError(f"cannot keep {ARCHIVE} in {kept.parent} ({problem}); set CLEANPRESS_CACHE") from problem
    return kept


def pages() -> dict[str, bytes]:
    """Each page's bytes by its name in `NAMES`.

    Raises:
        FetchError: the archive cannot be had, or lacks a page.
    """
    found: dict[str, bytes] = {}
    with tarfile.open(archive(), "r:gz") as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if path.parent != FOLDER or path.suffix != ".html":
                continue
            stream = tar.extractfile(member) if member.isreg() and member.size <= _LARGEST_PAGE else None
            if stream is not None:
                found[path.stem] = stream.read()
    if set(found) != set(NAMES):
        raise FetchError(f"{ARCHIVE} holds other pages than expected: {sorted(set(found) ^ set(NAMES))}")
    return found


def _is_pinned(path: Path) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == SHA256


def _download(folder: Path) -> Path:
    """Has pip put the archive into `folder`; pip itself refuses another digest, before it runs anything of it."""
    wanted = folder / "requirements.txt"
    wanted.write_text(f"newspaper4k=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--no-binary", "newspaper4k", "--require-hashes", "-r", str(wanted), "-d", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as problem:
        raise FetchError(f"pip did not download {ARCHIVE} within {_SECONDS} seconds") from problem
    fetched = folder / ARCHIVE
    if not _is_pinned(fetched):
        last = (done.stderr.strip() or done.stdout.strip() or f"exit {done.returncode}").splitlines()[-1]
        raise FetchError(f"pip could not download {ARCHIVE}: {last}")
    return fetched


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{archive()}: {len(pages())} pages\n")
    except FetchError as problem:
        sys.exit(str(problem))
