"""No adapter is imported before it is asked for, and none connects to anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extras import need
from framework_pages import NEWS

FRAMEWORKS = ["datatrove", "scrapy", "langchain_core", "llama_index", "haystack"]

# Connecting, sending and looking up a name end the process at once, wherever they are caught.
QUIET = """
import os, sys
def hook(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}:
        os.write(2, f"{event} {arguments[1:]}".encode())
        os._exit(99)
sys.addaudithook(hook)
page = open(sys.argv[1], encoding="utf-8").read()
"""
USES = {
    "datatrove": """
from datatrove.data import Document
from cleanpress.pipelines.datatrove import CleanpressExtractor
(found,) = CleanpressExtractor(timeout=60).run(iter([Document(text=page, id="1")]))
print(found.metadata["clean_status"])
""",
    "scrapy": """
import asyncio
from cleanpress.pipelines.scrapy import CleanpressPipeline
print(asyncio.run(CleanpressPipeline().process_item({"html": page}))["clean_status"])
""",
    "langchain_core": """
from cleanpress.pipelines.langchain import CleanpressLoader
print(CleanpressLoader(sys.argv[1]).load()[0].metadata["status"])
""",
    "llama_index": """
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document
from cleanpress.pipelines.llama_index import CleanpressNodeParser
pipeline = IngestionPipeline(transformations=[CleanpressNodeParser(), SentenceSplitter()])
print(pipeline.run(documents=[Document(text=page)])[0].metadata["status"])
""",
    "haystack": """
from cleanpress.pipelines.haystack import CleanpressToDocument
print(CleanpressToDocument().run(sources=[sys.argv[1]])["documents"][0].meta["status"])
""",
}
EXTRAS = {"langchain_core": "langchain", "llama_index": "llama-index"}


def run(code: str, home: Path) -> str:
    """What the code prints, run in a process of its own as a user's who has set nothing."""
    unset = {"HAYSTACK_TELEMETRY_ENABLED", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(NEWS)],
        env={**{name: value for name, value in os.environ.items() if name not in unset}, "HOME": str(home)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.mark.parametrize("module", USES)
def test_an_adapter_connects_to_nothing(module: str, tmp_path: Path) -> None:
    need(module, EXTRAS.get(module, module))
    assert run(QUIET + USES[module], tmp_path) == "ok"


def test_a_connection_would_be_found_out(tmp_path: Path) -> None:
    code = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept Exception:\n    pass\n"
    with pytest.raises(AssertionError, match="getaddrinfo"):
        run(QUIET + code, tmp_path)


def test_frameworks_are_imported_by_their_adapter_only(tmp_path: Path) -> None:
    code = "import sys, cleanpress, cleanpress.pipelines.cleaning"
    assert run(f"{code}\nprint([name for name in {FRAMEWORKS} if name in sys.modules])", tmp_path) == "[]"
