"""Run the service in a process of its own, and start it again should it ever end.

Place in the house: the process that `kechuang serve` started. It has one thread, opens nothing and serves nobody, so
nothing ends it but a signal; what it is told by signals, it tells the service.
"""

from __future__ import annotations

import logging
import mmap
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from kg.errors import KechuangError
from server.workers.confining import die_with_parent

__all__ = ["keep"]

logger = logging.getLogger("kechuang")
AGAIN_SECONDS = 0.5  # between two starts of a service that ends at once
CHILD_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Watch:
    """The process that serves, and whether it ever did."""

    run: Callable[[Callable[[], None]], None]
    pid: int = 0
    is_ending: bool = False
    served: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 1))

    def tell(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # signal's signature
        """Hand a signal on."""
        self.is_ending = self.is_ending or number != signal.SIGHUP
        if self.pid:
            os.kill(self.pid, signal.SIGHUP if number == signal.SIGHUP else signal.SIGTERM)

    def fork(self) -> None:
        """Start the process that serves."""
        signal.pthread_sigmask(signal.SIG_BLOCK, CHILD_SIGNALS)
        self.pid = os.fork()
        if self.pid == 0:
            for number in CHILD_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, CHILD_SIGNALS)
        if self.pid == 0:
            self._serve()

    def _serve(self) -> None:
        """Serve, and end this process without what only its parent is to clean up."""
        die_with_parent()
        code = 1
        try:
            self.run(lambda: self.served.write_byte(1))
            code = 0
        except KechuangError as error:
            print(f"kechuang: {error}", file=sys.stderr)
        except Exception:
            logger.exception("the service ended")
        finally:
            logging.shutdown()
            sys.stderr.flush()
            os._exit(code)


def keep(run: Callable[[Callable[[], None]], None]) -> None:
    """Keep a service running until a signal ends it; `run` calls what it is given once it serves.

    A service that never came to serve is not started again: then this process ends as well.
    """
    watch = Watch(run)
    for number in CHILD_SIGNALS:
        signal.signal(number, watch.tell)
    while not watch.is_ending:
        began = time.monotonic()
        watch.fork()
        status = os.waitstatus_to_exitcode(os.waitpid(watch.pid, 0)[1])
        if not watch.is_ending and not watch.served[0]:
            raise SystemExit(1)
        if not watch.is_ending:
            logger.error("the service ended (%s) and is started again", status)
            time.sleep(max(0.0, AGAIN_SECONDS - (time.monotonic() - began)))
