"""What every guard is given: a claim, and the article that it is about."""

from dataclasses import dataclass

from spacy.tokens import Doc

from worker.nlp.entities.mentions import Mention, MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.tokens import tokens_of


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
            LookupError: the claim has no holder. Only guards of pairs may ask for it, and the
                table gives them only claims that have one.

        """
        if self.claim.holder is None:
            raise LookupError("the claim has no holder in its sentence")
        return self.claim.holder

    @property
    def gap(self) -> tuple[int, int]:
        """The tokens between holder and target; LookupError as for ``holder``."""
        first, second = sorted((self.holder, self.target), key=lambda mention: mention.start)
        return first.end, max(first.end, second.start)

    def words(self, start: int, end: int) -> list[str]:
        """The tokens from ``start`` to before ``end`` in lower case; those that the doc has."""
        return tokens_of(self.doc).lowers[max(0, start) : max(0, end)]

    def is_person(self, mention: Mention | None) -> bool:
        """Whether the mention is that of a person; False for None."""
        return mention is not None and self.index.entities[mention.entity].type == "person"
