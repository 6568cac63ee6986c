"""A file of many texts, parted by a line of their own."""

from __future__ import annotations


def documents(data: bytes, separator: str | None) -> list[bytes]:
    """The documents in a file: the whole of it without a separator, else what stands between the lines that are it.

    White space around such a line does not count. An empty stretch before the first and behind the last is none.

    >>> documents(b"One.\\n---\\nTwo.\\n---\\n", "---")
    [b'One.\\n', b'Two.\\n']
    >>> documents(b"One.", None)
    [b'One.']
    """
    if separator is None:
        return [data]
    wanted = separator.strip().encode()
    found = [bytearray()]
    for line in data.splitlines(keepends=True):
        if line.strip() == wanted:
            found.append(bytearray())
        else:
            found[-1] += line
    while len(found) > 1 and not found[-1].strip():
        found.pop()
    if len(found) > 1 and not found[0].strip():
        found.pop(0)
    return [bytes(each) for each in found]
