"""How well the builder reads texts with a gold: `evaluate(folder)` gives scores and the misses."""

from kg.evaluation.golds import Gold, read
from kg.evaluation.scoring import FIELDS, Evaluation, Miss, Score, evaluate

__all__ = ["FIELDS", "Evaluation", "Gold", "Miss", "Score", "evaluate", "read"]
