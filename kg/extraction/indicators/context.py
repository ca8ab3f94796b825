"""What a reader keeps in mind from number to number.

Place in the stream: shared by the steps of the inference, one per view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject, Subjects
from kg.extraction.indicators.timing import Clock
from kg.extraction.patterns import Annotation
from kg.model import Span, View

_REPORT = regex.compile("工作报告|公报|规划|总结|工作要点|方案|纲要|实施意见|计划执行|执行情况|工作情况")


@dataclass
class Context:
    """The state of one reading, from the first sentence to the last."""

    view: View
    subjects: Subjects
    clock: Clock
    report: bool  # a report speaks of one region or body throughout
    block: int = -1
    carried: Subject | None = None  # the topic of the paragraph so far
    previous: Reading | None = None  # the reading before, in this sentence
    about: Subject | None = None  # whom it was about
    base: str = ""  # what it measured
    base_span: Span | None = None
    flow: str = ""  # the verb that a list shares: 新增
    clause: int = -1
    told: list[tuple[str, int, Span | None]] = field(default_factory=list)  # what this sentence has measured so far
    before: str = ""  # what the sentence before, in the same paragraph, measured first
    by_unit: dict[str, str] = field(default_factory=dict)  # what was last measured in each unit
    goes_on: bool = False  # the sentence before ended with a semicolon
    currency: str = "CCY_CNY"
    quantities: list[Annotation] = field(default_factory=list)
    spoken: Sequence[tuple[Span, Subject]] = ()  # the stretches of direct speech, with the speaker's organisation

    def enter_sentence(self) -> None:
        """Forget what holds within a sentence only; over a semicolon measure and subject go on."""
        self.clause, self.flow, self.previous = -1, "", None
        self.before = self.told[0][0] if self.told else self.before
        self.told = []
        if not self.goes_on:
            self.base, self.base_span, self.about = "", None, None
        elif self.about is not None:
            self.about = replace(self.about, basis="before", span=None)


def is_report(view: View) -> bool:
    """Say whether a text speaks of one region or body throughout, as reports, plans and communiqués do."""
    return any(_REPORT.search(sentence.text) for sentence in view.sentences[:2])


def currency(view: View) -> str:
    """Tell the currency that 元 means: that of the region the text speaks of again and again."""
    for signs, unit in _CURRENCIES:
        if len(signs.findall(view.text)) >= 3:
            return unit
    return "CCY_CNY"


_CURRENCIES = (
    (
        regex.compile("香港|特区政府|立法会|港元|财政司|行政长官|本港|港府|数码港|创科局|创科署|港交所|港深|深港"),
        "CCY_HKD",
    ),
    (
        regex.compile(
            "台湾|新台币|行政院|经济部|工研院|国科会|台积电|竹科|南科|中科院?园区|科学园区|新竹|联发科|联电|奈米|台股|中央社"
        ),
        "CCY_TWD",
    ),
)
