"""A child process with limits on memory and a watchdog on time, for what an organisation's own templates may do.

    with Child("archive_tool.documents.confined") as child:
        child.ask(name, {...}) -> {...}

One child serves a whole run; when an answer takes too long or too much memory the child is ended, which is an ordinary
refusal of that template, and the next one gets a new child. Parent and child exchange JSON, never pickles. The module
named has `answering() -> Callable[[question], answer]`, which is called once in the child.
"""

import json
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from threading import Timer
from types import TracebackType
from typing import IO, Any, Final, Self

from archive_tool import limits
from archive_tool.errors import TemplateFailed
from archive_tool.platforms import end_group, limit_child

_LENGTH: Final = struct.Struct("<Q")
_START: Final = (
    "import importlib,json,sys;sys.path[:]=json.loads(sys.argv[1]);"
    "from archive_tool.confining import serve;"
    "serve(sys.stdin.buffer,sys.stdout.buffer,importlib.import_module(sys.argv[2]).answering())"
)
_START_SECONDS: Final = 30  # importing the libraries, on a slow machine
_CPU_SECONDS: Final = 3600  # of a whole run; each template has the watchdog


def send(pipe: IO[bytes], said: Mapping[str, Any]) -> None:
    """Writes one message."""
    data = json.dumps(said, ensure_ascii=True).encode()
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message; raises EOFError when the other side has gone or says too much."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length = _LENGTH.unpack(head)[0]
    if length > 2 * limits.TEMPLATE_UNPACKED_BYTES:
        raise EOFError
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return json.loads(data)


class Child:
    """The child, started at the first question.

    Args:
        module: the module of ours that answers.
        seconds: how long one answer may take.
        memory: bytes that the child may have.
    """

    def __init__(
        self, module: str, seconds: float = limits.TEMPLATE_SECONDS, memory: int = limits.TEMPLATE_MEMORY_BYTES
    ) -> None:
        self._module = module
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child."""
        process, self._process = self._process, None
        if process is not None:
            end_group(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()

    def ask(self, name: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer; raises TemplateFailed in the name of the template when it takes too long (T-108) or too much."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            end_group(process)

        watchdog = Timer(self._seconds, end)
        watchdog.start()
        try:
            send(process.stdin, said)
            answer: Mapping[str, Any] = receive(process.stdout)
        except (EOFError, BrokenPipeError, ValueError) as error:
            self.close()
            raise TemplateFailed("T-108" if ended else "T-109", template=name, seconds=self._seconds) from error
        finally:
            watchdog.cancel()
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            command = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), self._module]
            self._process = subprocess.Popen(  # noqa: S603 - this Python itself
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={},
                start_new_session=True,
            )  # fmt: skip
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            process = self._process
            watchdog = Timer(_START_SECONDS, lambda: end_group(process))
            watchdog.start()
            try:
                send(self._process.stdin, {"memory": self._memory})
                receive(self._process.stdout)
            except (EOFError, BrokenPipeError) as error:
                self.close()
                raise TemplateFailed("T-109", template="", seconds=self._seconds) from error
            finally:
                watchdog.cancel()
        return self._process


def serve(requests: IO[bytes], answers: IO[bytes], answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """The child: answers what it is asked until the parent goes."""
    limit_child(receive(requests)["memory"], _CPU_SECONDS)
    send(answers, {})
    while True:
        try:
            said = receive(requests)
        except EOFError:
            return
        send(answers, answer(said))
