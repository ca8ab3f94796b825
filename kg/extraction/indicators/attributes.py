"""Attributes: a number that stands before the thing it describes: 总投资50亿元的某项目, 首期10亿元某基金.

Place in the stream: cell → measure and subject, before the rules' own reading is settled. The thing stands after 的, or
right after the number, or is a definite 项目 that an earlier clause names.
"""

from __future__ import annotations

from functools import cache

import regex

from kg.extraction.indicators import heads, nouns
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.subjects import NATIONAL, Subject
from kg.extraction.indicators.vocabulary import any_of
from kg.extraction.patterns import TOKENS
from kg.extraction.quantities import TYPES
from kg.model import Ref, Span

_NUMBER = "[" + "".join(TOKENS[name] for name in (*TYPES, "This")) + "]"
_COMPARES = "(?:约|达到?|超过?|近|逾|高达|为|合计|共|突破|已|将)*"
_BARE_RIGHT = regex.compile(r"(?P<np>[^，。；：的]{2,26}?(?:基金|母基金|项目|工程|产业园|基地))")
_UNIT_THINGS = ("", "NUM")
_PROJECT = regex.compile(r"[\p{Han}A-Za-z0-9“（）]{4,26}?(?:项目|工程)”?")
_SOME_WORK = regex.compile(r"[\p{Han}A-Za-z0-9“”（）]{2,22}?(?:基金|项目|工程|产业园|基地)")
_DEFINITE = regex.compile("(?:这个|该|此)?(?:项目|工程|园区|基地)")


def forward(cell: Cell, context: Context) -> tuple[str, Subject] | None:
    """Read the measure before a number and the thing behind it."""
    quantity = cell.number.item
    if quantity.unit in _UNIT_THINGS or cell.number.type != "Qty":
        return None
    shadow = cell.shadow
    left = _left().search(shadow.text, cell.begin, cell.at)
    value = shadow.text[cell.at + 1 : cell.at + 3] == "市值"
    if left is None and not value:
        return None
    right = _right().match(shadow.text, cell.at + (3 if value else 1))
    bare = None if right else _BARE_RIGHT.match(shadow.text, cell.at + 1)
    found = right or bare
    if found is None:
        return None
    span = shadow.span(*found.span("np"))
    found_thing = thing(span, context)
    return ("市值" if left is None else left["what"], found_thing) if found_thing is not None else None


def thing(span: Span, context: Context) -> Subject | None:
    """Find what a noun phrase names: a definite work, a project, the first name in it that is no region."""
    text = context.view.text
    definite = _DEFINITE.match(text, span.start, span.end)
    if definite:
        return nouns.antecedent(context.subjects, "项目", span.start)
    project = _PROJECT.match(text, span.start, span.end)
    if project:
        return Subject(Ref("group", project[0]), project[0], Span(*project.span()))
    for known in context.subjects.inside(span):
        is_thing = known.type == "Zone" or known.ref.kind != "place"
        if is_thing and known.label not in NATIONAL and known.span.start - span.start <= 8:
            return known.subject
    work = heads.work(span, context)
    if work is not None:
        return work
    found = _SOME_WORK.match(text, span.start, span.end)
    return Subject(Ref("group", found[0]), found[0], Span(*found.span())) if found else None


@cache
def _left() -> regex.Pattern[str]:
    return regex.compile(rf"(?P<what>{any_of('attributes')}){_COMPARES}$")


@cache
def _right() -> regex.Pattern[str]:
    more = rf"(?:、(?:{any_of('attributes')}){_COMPARES}{_NUMBER})*"
    return regex.compile(rf"(?:以上|左右|余)?{more}的(?P<np>[^，。；：]{{2,36}})")
