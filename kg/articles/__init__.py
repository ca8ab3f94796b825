"""The bundled article: its text exactly as received, and beside it what is known of it from outside."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

__all__ = ["bundled"]


def bundled() -> list[Path]:
    """List the articles that come with the package."""
    return sorted(Path(str(resources.files(__name__))).glob("*.txt"))
