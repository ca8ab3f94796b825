"""Fill in what a rule states: its triples, with the things that its groups stand for.

A rule's `set.facts` are triples in words; `terms` below says what a word may be. A fact whose group took no part is
left out, a fact whose group is a list is stated for each member.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.errors import RuleError
from kg.extraction import numerals
from kg.extraction.patterns import Match
from kg.extraction.relations.scene import ref_of
from kg.extraction.relations.topics import Topic
from kg.model import Concept, Fact, Object, Period, Ref, Text

__all__ = ["Filled", "fill"]

_SHORT = {
    "川": "四川省",
    "渝": "重庆市",
    "皖": "安徽省",
    "沪": "上海市",
    "京": "北京市",
    "浙": "浙江省",
    "苏": "江苏省",
    "粤": "广东省",
}
_LIST = regex.compile("[、，]|(?<=[^、]{2})(?:和|及)(?=[^、]{2,}$)")

_KINDS = frozenset(
    {
        *("org", "person", "place", "facility", "highland", "strategy", "programme", "measure", "goal", "group"),
        *("field", "industry", "cluster", "technology", "product", "standard", "scenario", "honour", "ranking"),
        *("event", "role"),
    }
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The facts of one firing and the n-ary thing they describe, if any."""

    facts: tuple[Fact, ...]
    node: Ref | None = None


def fill(match: Match, topic: Topic | None) -> list[Filled]:
    """Fill a rule's template for one match: once, or once for each thing of the group `set.each`."""
    each = match.rule.set.get("each")
    if not each:
        return [filled] if (filled := _fill(match, topic, {})) else []
    refs = [ref for mark in match.annotations(each) if (ref := ref_of(mark)) is not None]
    return [filled for ref in refs if (filled := _fill(match, topic, {each: ref}))]


def _fill(match: Match, topic: Topic | None, chosen: dict[str, Ref]) -> Filled | None:
    filler = _Filler(match, topic, chosen)
    node = filler.node()
    if match.rule.set.get("node") and node is None:
        return None
    facts = tuple(fact for line in match.rule.set["facts"] for fact in filler.facts(line, node))
    facts = tuple(dict.fromkeys(fact for fact in facts if fact.subject != fact.object))
    described = [fact for fact in facts if node is None or fact.subject == node or fact.object == node]
    return Filled(facts, node) if described else None


class _Filler:
    def __init__(self, match: Match, topic: Topic | None, chosen: dict[str, Ref]) -> None:
        self.match, self.topic, self.chosen = match, topic, chosen

    def facts(self, line: str, node: Ref | None) -> Iterator[Fact]:
        subject, predicate, object_ = line.split(" ")
        for left in self.terms(subject, node):
            for right in self.terms(object_, node):
                if isinstance(left, Ref):
                    yield Fact(left, predicate, right)

    def node(self) -> Ref | None:
        """Make the n-ary thing of `set.node`: a goal by its words, anything else by its parts."""
        spelled = self.match.rule.set.get("node", "")
        if not spelled:
            return None
        kind, *parts = spelled.split(" ")
        if ":" in kind:
            return next((term for term in self.terms(kind, None) if isinstance(term, Ref)), None)
        made: list[Ref | str] = []
        for part in parts:
            terms = (self.terms(part, None) or self._spelled(part)) if self._known(part) else [part]
            made += [term if isinstance(term, (Ref, str)) else str(term) for term in terms]
        required = self.terms(parts[0], None) if self._known(parts[0]) else []
        return Ref(kind, parts=tuple(made)) if required else None

    def _spelled(self, part: str) -> list[Object]:
        text = self.text(part.rpartition(":")[2])
        return [_tidy(text)] if text else []

    def _known(self, part: str) -> bool:
        name = part.rpartition(":")[2]
        return name == "topic" or name in self.match.rule.groups or name in self.match.rule.set

    def terms(self, spelled: str, node: Ref | None) -> list[Object]:
        """List what one word of a template stands for here."""
        kind, _, name = spelled.rpartition(":")
        if spelled == "node":
            return [node] if node is not None else []
        if spelled == "topic":
            return [self.topic.ref] if self.topic else []
        if spelled in ("true", "false"):
            return [spelled == "true"]
        if kind == "concept":
            scheme, _, concept = name.partition("/")
            return [Concept(scheme, concept)]
        if spelled in self.chosen:
            return [self.chosen[spelled]]
        if not kind:
            named = [ref for mark in self.match.annotations(name) if (ref := ref_of(mark)) is not None]
            if not named and name == self.match.rule.set.get("default") and self.topic:
                return [self.topic.ref]
            return [*named] if named or name in self.match.rule.groups else self._written(name)
        return list(self._made(kind, name))

    def _written(self, name: str) -> list[Object]:
        written = self.match.rule.set.get(name)
        return [str(written)] if isinstance(written, str) else []

    def _made(self, kind: str, name: str) -> Iterator[Object]:
        text = self.text(name)
        if kind == "period":
            marks = self.match.annotations(name)
            yield from (
                Ref("period", mark.item.label) for mark in marks if isinstance(mark.item, Period) and mark.item.start
            )
        elif not text:
            return
        elif kind == "text":
            yield Text(text)
        elif kind == "string":
            yield text
        elif kind == "int":
            value = numerals.parse(text)
            if value is not None:
                yield int(value)
        elif kind == "list":
            named = {ref.name: ref for mark in self.match.annotations(name) if (ref := ref_of(mark)) is not None}
            for item in _LIST.split(text):
                yield next(
                    (ref for label, ref in named.items() if item in (label, label.removesuffix("产业"))),
                    Ref("field", item),
                )
        else:
            yield from self._thing(kind, name, text)

    def _thing(self, kind: str, name: str, text: str) -> Iterator[Ref]:
        """Make a thing of a kind; what is a whole named thing already stays that thing."""
        if kind == "province":
            yield Ref("place", _SHORT[text])
        elif kind == "scope":
            named = [ref for mark in self.match.annotations(name) if (ref := ref_of(mark)) is not None]
            yield (
                named[0]
                if named
                else Ref("place", "中国" if text in ("我国", "国内", "全国", "中国") else _scope(text))
            )
        elif kind == "tech":
            yield from (
                Ref("technology", ref.name)
                for mark in self.match.annotations(name)
                if (ref := ref_of(mark)) is not None
            )
        elif kind in _KINDS:
            marks = self.match.annotations(name)
            whole = [
                ref for mark in marks if (ref := ref_of(mark)) is not None and mark.span == self.match.span_of(name)
            ]
            yield whole[0] if whole and whole[0].kind == kind else Ref(kind, _tidy(text))
        else:
            raise RuleError(f"{self.match.rule.id}: {kind}:{name} is no term of a template")

    def text(self, name: str) -> str:
        """Give a group's characters, or the constant that the rule sets."""
        written = self.match.rule.set.get(name)
        if name not in self.match.rule.groups and isinstance(written, str):
            return regex.sub(r"\{(\w+)\}", lambda found: self._name_of(found[1]), written)
        return self.match.text_of(name)

    def _name_of(self, group: str) -> str:
        refs = [ref for mark in self.match.annotations(group) if (ref := ref_of(mark)) is not None]
        return refs[0].name if refs else self.match.text_of(group)


def _scope(text: str) -> str:
    return {"世界": "全球", "国际": "全球", "业内": "行业"}.get(text, text)


def _tidy(text: str) -> str:
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return text
