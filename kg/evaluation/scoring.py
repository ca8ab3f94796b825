"""Score the builder against golds: precision, recall and F1 of each field, and every miss.

Place in the stream: golds + extractions → `Evaluation`. What a gold calls lenient counts neither way.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import extraction, reporting
from kg.evaluation import golds, matching
from kg.evaluation.golds import Gold
from kg.model import Article
from kg.reading import article as articles
from kg.reading import view

FIELDS = (
    "numbers",
    "values",
    "units",
    "comparators",
    "value, unit and comparator",
    "kinds",
    "periods",
    "kind and period",
    "subjects",
    "measures",
    "subject and measure",
    "core entities",
    "entities",
    "relations",
    "relations (pair only)",
)
"""The fields in the order they are printed; those of single entity types follow."""

Item = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """How often a field was right: of the gold's (recall) and of those found (precision)."""

    gold: int = 0
    found: int = 0
    right: int = 0
    right_found: int = 0

    @property
    def recall(self) -> float:
        """Give the share of the gold that was read right."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Give the share of what was read that is right."""
        return self.right_found / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing read wrong, left out, or read where there is nothing."""

    name: str
    field: str
    text: str
    gold: str
    found: str
    start: int


@dataclass
class Evaluation:
    """The scores of a folder of texts."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    texts: int = 0
    characters: int = 0
    unexplained: int = 0
    periods_missing: int = 0


def evaluate(folder: Path) -> Evaluation:
    """Read every text of a folder and compare with its gold.

    The gold's date stands for the sidecar's where a text has none: it is the day of publication.
    """
    evaluation = Evaluation()
    for gold in golds.read(folder):
        _score(gold, reporting.report(extraction.read(_dated(gold))), evaluation)
    return evaluation


def _dated(gold: Gold) -> Article:
    article = articles.read(gold.text)
    if article.metadata.issued or not gold.date:
        return article
    metadata = dataclasses.replace(article.metadata, issued=gold.date, issued_basis="explicit")
    return dataclasses.replace(article, metadata=metadata)


def _score(gold: Gold, report: Item, evaluation: Evaluation) -> None:
    evaluation.texts += 1
    evaluation.characters += report["document"]["characters"]
    evaluation.unexplained += sum(entry["what"] == "number" for entry in report["unexplained"])
    aliases = {entity["id"]: [entity["label"], *entity["aliases"]] for entity in report["entities"]}
    indicators = [
        {**item, "names": [item["subject"]["label"], *aliases.get(item["subject"]["id"], [])]}
        for item in report["indicators"]
    ]
    _score_numbers(gold, indicators, evaluation)
    _score_entities(gold, report["entities"], evaluation)
    _score_relations(gold, report["relations"], evaluation)


def _score_numbers(gold: Gold, found: Sequence[Item], evaluation: Evaluation) -> None:
    taken: set[int] = set()
    for item in gold.indicators:
        number = next((n for n, other in enumerate(found) if n not in taken and matching.overlap(item, other)), None)
        if number is not None:
            taken.add(number)
        if not item.get("lenient"):
            _score_number(gold.name, item, found[number] if number is not None else None, evaluation)
    spurious = [other for n, other in enumerate(found) if n not in taken]
    for name in FIELDS[:11]:
        evaluation.scores[name].found += len(spurious)
    for other in spurious:
        said = f"{other['measure']} | {other['subject']['label']}"
        evaluation.misses.append(Miss(gold.name, "spurious", other["text"], "", said, other["start"]))


def _score_number(name: str, item: Item, other: Item | None, evaluation: Evaluation) -> None:
    if other is None:
        for each in FIELDS[:11]:
            evaluation.scores[each].gold += 1
        evaluation.misses.append(Miss(name, "numbers", item["number_text"], item["measure"], "", item["start"]))
        return
    evaluation.periods_missing += other["period"]["basis"] == "none"
    for each, right, wanted, said in _verdicts(item, other):
        right = right is not False  # None: no period at all, counted above
        score = evaluation.scores[each]
        score.gold += 1
        score.found += 1
        score.right += right
        score.right_found += right
        if not right and " and " not in each:
            evaluation.misses.append(Miss(name, each, item["number_text"], wanted, said, item["start"]))


def _verdicts(item: Item, other: Item) -> Iterator[tuple[str, bool | None, str, str]]:
    """Give field, verdict (None: not said, a small fault), gold and found for one number."""
    subject, names = other["subject"]["label"], other["names"]
    names = [*names, *(matching.NATION if subject in matching.NATION else ())]
    value = matching.same_value(item["value"], other["value"])
    unit = view.simplify(item["unit"]) == other["unit"] or item["unit"] in ("none", "无")
    compared = item["comparator"] == other["comparator"]
    kind = item["kind"] == other["kind"]
    period = matching.same_period(item.get("time", ""), other["period"])
    about = any(matching.same_phrase(item["subject"], name) for name in names)
    measured = matching.same_phrase(item["measure"], other["measure"])
    yield "numbers", True, "", ""
    yield "values", value, str(item["value"]), str(other["value"])
    yield "units", unit, item["unit"], other["unit"]
    yield "comparators", compared, item["comparator"], other["comparator"]
    yield "value, unit and comparator", value and unit and compared, "", ""
    yield "kinds", kind, item["kind"], other["kind"]
    yield "periods", period, item.get("time", ""), f"{other['period']['text']} ({other['period']['basis']})"
    yield "kind and period", kind and period is not False, "", ""
    yield "subjects", about, item["subject"], subject
    yield "measures", measured, item["measure"], other["measure"]
    yield "subject and measure", about and measured, "", ""


def _score_entities(gold: Gold, found: Sequence[Item], evaluation: Evaluation) -> None:
    for item in gold.entities:
        same = [entity for entity in found if _is_same(item, entity)]
        fields = ["entities", f"type {item['type']}", *(["core entities"] if item.get("core") else [])]
        for each in fields:
            typed = each.startswith("type ")
            evaluation.scores[each].gold += 1
            evaluation.scores[each].right += any(not typed or entity["type"] == item["type"] for entity in same)
        if not same:
            said = "core" if item.get("core") else "in passing"
            evaluation.misses.append(Miss(gold.name, "entities", item["text"], item["type"], said, item["start"]))
    for entity in found:
        matched = [item for item in gold.entities if _is_same(item, entity)]
        for each in ("entities", "core entities", f"type {entity['type']}"):
            evaluation.scores[each].found += 1
            evaluation.scores[each].right_found += bool(matched)
        if not matched:
            first = entity["mentions"][0] if entity["mentions"] else {"start": 0}
            miss = Miss(gold.name, "entity spurious", entity["label"], "", entity["class"], first["start"])
            evaluation.misses.append(miss)


def _is_same(item: Item, entity: Item) -> bool:
    names = {entity["label"], *entity["aliases"], *(mention["text"] for mention in entity["mentions"])}
    if item["text"].strip("“”《》") in {name.strip("“”《》") for name in names}:
        return True
    return any(matching.same_place(item, mention) for mention in entity["mentions"])


def _score_relations(gold: Gold, found: Sequence[Item], evaluation: Evaluation) -> None:
    for item in gold.relations:
        pairs = [other for other in found if _same_pair(item, other)]
        right = any(other["predicate"] == item["p"] for other in pairs)
        for each, verdict in (("relations", right), ("relations (pair only)", bool(pairs))):
            evaluation.scores[each].gold += 1
            evaluation.scores[each].right += verdict
        if not pairs:
            wanted = f"{item['s']} {item['p']} {item['o']}"
            evaluation.misses.append(Miss(gold.name, "relations", item.get("quote", ""), wanted, "", 0))


def _same_pair(item: Item, other: Item) -> bool:
    ends = (other["subject"], other["object"])
    straight = matching.same_phrase(item["s"], ends[0]) and matching.same_phrase(item["o"], ends[1])
    return straight or (matching.same_phrase(item["s"], ends[1]) and matching.same_phrase(item["o"], ends[0]))
