"""How sure an attribution is that comes out: its score, and what was measured of attributions of its kind."""

import math

from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading
from quoteminer.schema import Kind


def calibrated(reading: Reading, proposal: Proposal, settings: Agreement) -> float:
    """How sure an attribution that comes out is: its score, bent by what was measured of its kind.

    Args:
        reading: the Doc.
        proposal: the attribution.
        settings: with a curve for each kind that was measured.

    Returns:
        A probability.
    """
    curve = settings.confidence.get(kind_of(reading, proposal))
    if curve is None:
        return proposal.score
    return 1 / (1 + math.exp(-(curve.slope * log_odds(proposal.score) + curve.intercept)))


def log_odds(score: float) -> float:
    """Logarithm of the odds of a probability, those of 0 and 1 within reason."""
    score = min(max(score, 0.005), 0.995)
    return math.log(score / (1 - score))


def kind_of(reading: Reading, proposal: Proposal) -> Kind:
    """Whether all, some, or none of what is ascribed stands between quotation marks."""
    words = [at for content in proposal.contents for at in range(*content) if not reading.is_punct(at)]
    quoted = sum(reading.quoted[at] is not None for at in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"
