"""Explain why the graph holds a statement: `why(store, subject, predicate, object)`.

Place in the stream: beside the queries, on a store. The code is in `reasons`, what words mean in `resolution`.
"""

from kg.explanation.reasons import Explanation, Statement, Witness, explain, find, why

__all__ = ["Explanation", "Statement", "Witness", "explain", "find", "why"]
