"""A child of ours lives by limits, and its end is an ordinary refusal."""

from io import BytesIO

import pytest

from archive_tool.confining import Child, receive, send
from archive_tool.errors import TemplateFailed


def test_a_stream_that_breaks_off_is_noticed() -> None:
    for broken in (b"", b"\x05\0\0\0\0\0\0\0ab", b"\xff" * 8):
        with pytest.raises(EOFError):
            receive(BytesIO(broken))
    pipe = BytesIO()
    send(pipe, {"a": "高"})
    pipe.seek(0)
    assert receive(pipe) == {"a": "高"}


def test_a_child_that_cannot_start_is_said_so() -> None:
    with Child("archive_tool.no_such_module") as child, pytest.raises(TemplateFailed) as failed:
        child.ask("own.html", {})
    assert failed.value.key == "T-109"
