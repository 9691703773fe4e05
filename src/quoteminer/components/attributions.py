"""Attributions: the proposers read, the decoder decides, the Doc is written."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer import decoder
from quoteminer.errors import UsageError
from quoteminer.layers import Attribution, set_attributions
from quoteminer.lexicon import Lexicon, default_lexicon
from quoteminer.model.attributing import Ascription, attribute
from quoteminer.model.folder import DEFAULT, folder_of
from quoteminer.model.session import load_model
from quoteminer.proposal import Proposal
from quoteminer.proposers import according_to, complement, learned, nominal, parenthetical, punctuation, quotation
from quoteminer.rules.agreement import agreed
from quoteminer.rules.certainty import calibrated
from quoteminer.rules.classes import class_of
from quoteminer.rules.continuation import continued, with_later_parts
from quoteminer.rules.deeds import is_no_act
from quoteminer.rules.joining import join_following
from quoteminer.rules.lines import hold_line, lines
from quoteminer.rules.membership import owners_of
from quoteminer.rules.modality import is_asserted, is_hedged, is_negated
from quoteminer.rules.nesting import is_worth_nesting
from quoteminer.rules.placed import Placed
from quoteminer.rules.quotation_groups import LONE
from quoteminer.rules.reading import Reading
from quoteminer.rules.same_act import UNMEASURED

PROPOSERS: Final[dict[str, Callable[[Reading], Iterable[Proposal]]]] = {
    "complement": complement.propose,
    "parenthetical": parenthetical.propose,
    "quotation": quotation.propose,
    "according_to": according_to.propose,
    "punctuation": punctuation.propose,
    "nominal": nominal.propose,
}
"""Every construction by name, in the order in which they run."""


@Language.factory(
    "quoteminer_attributions",
    assigns=["doc.spans", "doc.user_data"],
    requires=["doc.spans"],
    default_config={"proposers": list(PROPOSERS), "threshold": 0.0, "model": DEFAULT},
)
def make_attributions(
    nlp: Language,  # noqa: ARG001 - the signature of a factory
    name: str,  # noqa: ARG001
    proposers: list[str],
    threshold: float,
    model: str | None,
) -> "Attributions":
    """Make the component."""
    return Attributions(proposers=proposers, threshold=threshold, model=model)


class Attributions:
    """Writes cues, contents, sources and what belongs to which.

    Args:
        proposers: names of the constructions to look for.
        threshold: proposals with a lower score are left out.
        model: the learned model: "default" for the installed one, a folder, or None for the rules alone.
        lexicon: the word tables.

    Raises:
        UsageError: there is no such proposer.
        ModelError: the folder is no model, or its files cannot be read.
    """

    def __init__(
        self,
        *,
        proposers: Sequence[str] = tuple(PROPOSERS),
        threshold: float = 0.0,
        model: str | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        unknown = [name for name in proposers if name not in PROPOSERS]
        if unknown:
            raise UsageError(f"unknown proposer {unknown[0]!r}; use some of {', '.join(PROPOSERS)}")
        self.proposers = tuple(proposers)
        self.threshold = threshold
        self.lexicon = lexicon or default_lexicon()
        self.model = None if model is None else folder_of(model)
        if self.model is not None:
            load_model(self.model)

    def find(self, doc: Doc) -> list[Attribution]:
        """The attributions of a Doc that has paragraphs and quotations, by start of content."""
        reading = Reading(doc, self.lexicon)
        chosen = decided(reading, self._proposals(reading), self.threshold)
        return [
            Attribution(
                contents=proposal.contents,
                cue=proposal.cue,
                sources=(proposal.source,) if proposal.source else (),
                lemma=proposal.lemma,
                cue_class=class_of(reading, proposal),
                rule=proposal.rule,
                confidence=self._sure(reading, proposal, parent),
                negated=proposal.head is not None and is_negated(reading, proposal.head),
                hedged=proposal.head is not None and is_hedged(reading, proposal.head),
                addressee=proposal.addressee if (proposal.addressee,) != proposal.contents else None,
                parent=parent,
            )
            for proposal, parent in zip(chosen, decoder.parents(chosen), strict=True)
        ]

    def _proposals(self, reading: Reading) -> list[Proposal]:
        ruled = of_rules(reading, self.proposers)
        if self.model is None:
            return ruled
        model = load_model(self.model)
        found = of_model(reading, attribute(model, reading.doc.text))
        return agreed(reading, found, ruled, model.config.agreement)

    def _sure(self, reading: Reading, proposal: Proposal, parent: int | None) -> float:
        """How sure an attribution is; the curves are for those that the model could have read as well."""
        if self.model is None or parent is not None or proposal.rule in UNMEASURED:
            return proposal.score
        return calibrated(reading, proposal, load_model(self.model).config.agreement)

    def __call__(self, doc: Doc) -> Doc:
        """Write the attributions of a Doc."""
        set_attributions(doc, self.find(doc))
        return doc


def of_rules(reading: Reading, proposers: Iterable[str] = tuple(PROPOSERS)) -> list[Proposal]:
    """What the rules propose: acts, with ranges that do not overlap."""
    found = _asserted(reading, chain.from_iterable(PROPOSERS[name](reading) for name in proposers))
    found = list(with_later_parts(reading, found, found))
    owners = Placed(reading, owners_of(reading, found))
    own = set(map(id, owners))
    return [proposal if id(proposal) in own else continued(reading, proposal, owners) for proposal in found]


def of_model(reading: Reading, ascriptions: Iterable[Ascription]) -> list[Proposal]:
    """What the model proposes, likewise."""
    return _asserted(reading, learned.propose(reading, ascriptions))


def decided(reading: Reading, proposals: Sequence[Proposal], threshold: float = 0.0) -> list[Proposal]:
    """Choose the attributions of a Doc from what is proposed.

    Args:
        reading: the Doc.
        proposals: of all proposers.
        threshold: proposals with a lower score are left out.

    Returns:
        A consistent set by start of content; nested ones only where they are worth it.
    """
    chosen = decoder.decode(proposals, threshold=threshold)
    chosen = [
        proposal
        for proposal, parent in zip(chosen, decoder.parents(chosen), strict=True)
        if parent is None or is_worth_nesting(reading, proposal, chosen[parent])
    ]
    return join_following(reading, chosen, LONE)


def _asserted(reading: Reading, proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals that report an act, in order."""
    found = list(lines(reading))
    acts = (proposal.tidied() for proposal in proposals if is_asserted(reading, proposal))
    return [
        proposal
        for proposal in acts
        if proposal.contents and not is_no_act(reading, proposal) and not hold_line(found, proposal.contents)
    ]
