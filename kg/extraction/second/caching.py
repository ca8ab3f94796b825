"""Keep what a reader proposed, by the hash of what it read, so that a build can be repeated without the model.

Place in the stream: around a Reader; the kept answers are judged again each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extraction.second.proposals import Proposal, Reader, parse
from kg.model import View

__all__ = ["Cached"]


@dataclass(frozen=True)
class Cached:
    """A reader whose proposals are kept in a folder; with no reader only what is kept is given."""

    folder: Path
    reader: Reader | None
    rule: str = ""  # the rule name whose answers are kept, when there is no reader

    @property
    def name(self) -> str:
        """Give the rule name of the reader."""
        return self.reader.name if self.reader else self.rule

    def propose(self, view: View) -> Iterable[Proposal | str]:
        """Give the kept proposals, or ask and keep."""
        place = self.folder / f"{self._key(view)}.json"
        if place.is_file():
            return parse(_load(place))
        if self.reader is None:
            return []
        proposals = list(self.reader.propose(view))
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = [asdict(one) for one in proposals if isinstance(one, Proposal)]
        place.write_text(json.dumps({"claims": kept}, ensure_ascii=False, indent=1), encoding="utf-8")
        return proposals

    def _key(self, view: View) -> str:
        return hashlib.sha256(f"{view.article.sha256}\n{self.name}".encode()).hexdigest()[:32]


def _load(place: Path) -> object:
    try:
        kept: object = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: the kept answer cannot be read ({error}); delete it to ask again") from error
    return kept
