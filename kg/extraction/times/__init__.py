"""Times: calendar periods of what a text says of when.

Place in the stream: annotations of the time layer → `Period` on each. Relative words (去年, 1—7月) count from the
reference date: the article's, else one inferred from its own words and marked so.
"""

from kg.extraction.times.intervals import label, months, words, year
from kg.extraction.times.periods import period, resolve
from kg.extraction.times.references import Reference, reference
from kg.extraction.times.said import characters

__all__ = ["Reference", "characters", "label", "months", "period", "reference", "resolve", "words", "year"]
