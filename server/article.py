"""Show an article: the sentences that may be shown, what each names and claims, and what became of every number.

Place in the stream: the last, over HTTP; `/doc` lists the articles, `resource` sends `/doc/<id>` here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from server import evidence, pages, palette, showing, things
from server.asking import Row, ask
from server.evidence import Evidence, place
from server.palette import Family
from server.regrets import regret
from server.showing import Said
from server.things import Thing

blueprint = Blueprint("article", __name__)
HOT = (0, 1, 2, 4, 8)  # claims of a sentence from which its cell is drawn in the next shade


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a shown sentence: what it names, which claims it is evidence of, whether nothing explains it."""

    text: str
    thing: Thing | None
    claims: tuple[str, ...]
    unexplained: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the page."""

    iri: str
    ordinal: int
    length: int
    kind: str
    use: str
    shown: bool
    runs: tuple[Run, ...]
    claims: tuple[tuple[Evidence, tuple[Said, ...]], ...]

    @property
    def heat(self) -> int:
        """Give the shade of its cell, from 0 to 4."""
        return sum(len(self.claims) >= least for least in HOT) - 1


@dataclass(frozen=True, slots=True)
class Layers:
    """What lies over the text of a document, by offset."""

    mentions: Sequence[tuple[int, str, Thing]]
    evidence: Sequence[tuple[int, str, str]]
    unexplained: Sequence[tuple[int, str]]


@blueprint.get("/doc")
@blueprint.get("/doc/")
def documents() -> Response:
    """List the articles."""
    return pages.render("articles.html", documents=ask("documents"))


def page(iri: str, path: str) -> Response:
    """Show one article; 404 when the data does not know it."""
    found = ask("documents", document=iri)
    if not found or not found[0].text("document"):
        raise regret(404, "unknown")
    lines = _lines(iri)
    accounts = ask("accounts", document=iri)
    response = pages.render(
        "article.html",
        document=found[0],
        lines=lines,
        legend=_legend(lines),
        uses=Counter(line.use for line in lines if line.use),
        accounts=Counter(_tail(row.text("account")) for row in accounts),
        unexplained=[row for row in accounts if _tail(row.text("account")) == "unexplained"],
        doubts=_doubts(iri),
        forms=showing.links(path),
    )
    return showing.with_links(response, path, at=f"/{path}.html")


def _lines(iri: str) -> list[Line]:
    witnesses: dict[str, list[Row]] = defaultdict(list)
    rows = ask("witness", document=iri)
    for row in rows:
        witnesses[row.text("sentence")].append(row)
    said = _said(ask("said-in", document=iri))
    layers = _layers(iri, rows)
    return [_line(row, witnesses[row.text("sentence")], said, layers) for row in ask("sentences", document=iri)]


def _layers(iri: str, rows: list[Row]) -> Layers:
    mentions = {
        (row.number("start"), row.text("exact")): things.thing(row, "thing") for row in ask("mentions", document=iri)
    }
    accounts = [row for row in ask("accounts", document=iri) if _tail(row.text("account")) == "unexplained"]
    return Layers(
        [(start, exact, thing) for (start, exact), thing in mentions.items()],
        list(dict.fromkeys((row.number("start"), row.text("exact"), row.text("claim")) for row in rows)),
        [(row.number("start"), row.text("exact")) for row in accounts],
    )


def _line(row: Row, witnesses: list[Row], said: Mapping[str, tuple[Said, ...]], layers: Layers) -> Line:
    claims = evidence.collect(witnesses)
    text, start, end = row.text("text"), row.number("start"), row.number("end")
    return Line(
        iri=row.text("sentence"),
        ordinal=row.number("ordinal"),
        length=end - start,
        kind=_tail(row.text("kind")),
        use=_tail(row.text("use")),
        shown=bool(text),
        runs=tuple(_runs(text, start, end, layers)) if text else (),
        claims=tuple((claim, said.get(claim.claim, ())) for claim in claims.values()),
    )


def _runs(text: str, start: int, end: int, layers: Layers) -> list[Run]:
    """Cut a sentence wherever a layer begins or ends."""
    names: dict[int, Thing] = {}
    carried: dict[int, list[str]] = defaultdict(list)
    open_: set[int] = set()
    for offset, words, thing in layers.mentions:
        names.update(dict.fromkeys(_positions(text, offset, words, within=(start, end)), thing))
    for offset, words, claim in layers.evidence:
        for position in _positions(text, offset, words, within=(start, end)):
            carried[position].append(claim)
    for offset, words in layers.unexplained:
        open_.update(_positions(text, offset, words, within=(start, end)))
    runs: list[Run] = []
    for position, char in enumerate(text):
        run = Run(char, names.get(position), tuple(carried.get(position, ())), position in open_)
        if runs and (runs[-1].thing, runs[-1].claims, runs[-1].unexplained) == (run.thing, run.claims, run.unexplained):
            run = Run(runs.pop().text + char, run.thing, run.claims, run.unexplained)
        runs.append(run)
    return runs


def _positions(text: str, offset: int, words: str, *, within: tuple[int, int]) -> range:
    start, end = within
    found = place(text, offset - start, words) if start <= offset < end else None
    return range(*found) if found else range(0)


def _said(rows: list[Row]) -> dict[str, tuple[Said, ...]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        subject = Thing(row.text("subject"), row.text("subjectZh"), row.text("subjectEn"))
        found[row.text("claim")].append(Said(subject, things.term(row.text("property")), things.value(row)))
    return {claim: tuple(said) for claim, said in found.items()}


def _legend(lines: list[Line]) -> list[tuple[Family, int]]:
    """Count the different things named, by colour."""
    named = {run.thing for line in lines for run in line.runs if run.thing}
    counts = Counter(thing.family for thing in named)
    return [(family, counts[family.name]) for family in palette.families() if counts[family.name]]


def _doubts(iri: str) -> list[tuple[Row, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ask("doubts", document=iri):
        found[row.text("doubt")].append(row)
    return [(rows[0], rows) for rows in found.values()]


def _tail(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
