"""What every guard is given: a claim, and the article that it was made about."""

from dataclasses import dataclass

from spacy.tokens import Doc

from worker.nlp.entities.mentions import Mention, MentionIndex
from worker.nlp.stance.claims import Claim


@dataclass(frozen=True)
class Case:
    """One claim in its article. Guards read it and change nothing."""

    doc: Doc
    index: MentionIndex
    claim: Claim

    @property
    def target(self) -> Mention:
        """The mention that the stance is toward."""
        return self.claim.target

    @property
    def holder(self) -> Mention:
        """The mention that takes the stance.

        Raises:
            LookupError: the claim has no holder. Only guards of pairs ask for one, and the table
                gives them only claims that have one.

        """
        if self.claim.holder is None:
            raise LookupError("the claim has no holder in its sentence")
        return self.claim.holder

    @property
    def gap(self) -> tuple[int, int]:
        """The tokens between holder and target; LookupError as for ``holder``."""
        first, second = sorted((self.holder, self.target), key=lambda mention: mention.start)
        return first.end, max(first.end, second.start)
