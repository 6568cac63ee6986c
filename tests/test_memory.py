"""A page for which there is too little memory raises MemoryError: it does not pass for an empty one."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cleanpress
from cleanpress.judge import consult
from cleanpress.model import Page
from cleanpress.read.html import read_html

# The parser asks for a whole attribute at once, which the address space that is left has no room for.
_PARSE = """
import resource
from pathlib import Path
from cleanpress.model import Limits
from cleanpress.read.html import read_html

page = b"<p data-x='" + b"y" * 24_000_000 + b"'>Rain."
read_html(b"<p>Rain.", url=None, encoding=None, limits=Limits())
taken = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmSize" in line)
room = taken * 1024 + len(page) * 5 // 2
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    print(read_html(page, url=None, encoding=None, limits=Limits()).status)
except MemoryError:
    print("MemoryError")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_parser_without_memory_does_not_give_an_empty_page() -> None:
    done = subprocess.run([sys.executable, "-c", _PARSE], capture_output=True, text=True, check=True)
    assert done.stdout == "MemoryError\n"


def test_trafilatura_without_memory_is_no_fault_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_memory(*_: object, **__: object) -> str:
        raise MemoryError

    page = read_html("<p>Rain.", url=None, encoding=None, limits=cleanpress.Limits())
    monkeypatch.setattr("trafilatura.extract", without_memory)
    assert isinstance(page, Page)
    with pytest.raises(MemoryError):
        consult.trafilatura_text(page)
