"""An optional second reader: a language model may propose claims, and every proposal is checked before it is believed.

Place in the stream: view + what the rules read → further claims, each under a rule `llm:<model>/<prompt>`. Without a
reader nothing here runs. A proposal never replaces what a rule has read.
"""

from kg.extraction.second.accepting import Verdict, accept, claims
from kg.extraction.second.caching import Cached
from kg.extraction.second.endpoint import Endpoint
from kg.extraction.second.proposals import Proposal, Reader

__all__ = ["Cached", "Endpoint", "Proposal", "Reader", "Verdict", "accept", "claims"]
