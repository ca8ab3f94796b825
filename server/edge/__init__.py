"""Serve the application to the world: event loop, byte cache, access log, workers.

Place in the house: the outermost of `server`; `kechuang serve` calls `launch`.
"""

from server.edge.launching import launch
from server.edge.service import Service

__all__ = ["Service", "launch"]
