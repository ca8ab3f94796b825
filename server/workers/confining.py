"""Confine a worker: bounded memory, no core dump, no network, no life after its parent.

Place in the house: called by a worker once its store is open (set earlier, the limits would keep it from opening).
"""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
from pathlib import Path

__all__ = ["confine", "die_with_parent"]

# Options of the system call prctl.
_DEATH_SIGNAL, _SECCOMP, _NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER = 2
# The number of the system call socket(2), which begins every connection.
_SOCKET = {"x86_64": 41, "aarch64": 198, "riscv64": 198}
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_REFUSE, _ALLOW = 0x0005_0001, 0x7FFF_0000  # EPERM, and everything else goes on


def confine(memory: int) -> None:
    """Bound this process's memory to what it has now and `memory` bytes more, and close the network to this thread."""
    now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _close_network()


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends."""
    _prctl(_DEATH_SIGNAL, signal.SIGKILL, 0)


def _close_network() -> None:
    """Refuse socket(2) by a seccomp filter; where the system has none, the refusal of SERVICE stands alone."""
    call = _SOCKET.get(platform.machine())
    if call is None:
        return
    steps = ((_LOAD, 0, 0, 0), (_IF_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW))
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    _prctl(_NO_NEW_PRIVILEGES, 1, 0)
    _prctl(_SECCOMP, _FILTER, ctypes.addressof(described))


def _prctl(option: int, first: int, second: int) -> None:
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        zero = ctypes.c_ulong(0)
        libc.prctl(option, ctypes.c_ulong(first), ctypes.c_ulong(second), zero, zero)
