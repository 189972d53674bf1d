"""The issues of one article: which wordings mean the same, and what each issue is called."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import text_order
from worker.nlp.english.words import word_list
from worker.nlp.entities.issues.concepts import concept
from worker.nlp.entities.issues.normal_words import Words
from worker.nlp.entities.issues.wordings import Wording, wording
from worker.nlp.entities.names import plain_marks, slug
from worker.nlp.tokens import text_of, tokens_of

PREFIX: Final = "issue:"

_UNDOING: Final = word_list("issue_undoing")

DIGESTED_CHARS: Final = 500
"""Title and lead: an update further down keeps the ids."""

DIGEST_DIGITS: Final = 8


@dataclass(frozen=True)
class IssueCluster:
    """One issue of an article."""

    id: str
    """``medtop:CODE`` or ``issue:SLUG``; a vague one's ends in a digest of the article."""

    name: str
    mentions: tuple[TokenSpan, ...]
    """In text order, never empty."""

    vague: bool
    """Whether no phrase says which one is meant: only "the bill", "the Senate bill", "his plan"."""


@dataclass
class _Form:
    """The places in which one normal form stands."""

    spans: list[TokenSpan]
    wordings: list[Wording]

    @property
    def one(self) -> Wording:
        return self.wordings[0]

    @property
    def pointing(self) -> bool:
        """Whether it needs the text before it to be understood: "the ban", but not "tariffs"."""
        return all(one.vague for one in self.wordings)


def issues(doc: Doc, spans: Iterable[TokenSpan]) -> list[IssueCluster]:
    """The issues that some phrases of an article mean, in text order.

    Wordings with the same normal form are one issue. So are a shorter and a longer wording with the
    same head ("Trump's travel ban", "the travel ban") if there is one longer wording only, and a
    noun alone ("the ban") and the one issue before it with that head.

    Args:
        doc: the article.
        spans: phrases of one article that say what somebody is for or against, each with or without
            its determiner; none has a named entity as its head.

    Returns:
        Issues with different ids. Phrases without a clear noun are in none of them.

    """
    forms = _forms(spans)
    joined = {form: form for form in forms}
    _join_shorter(forms, joined)
    _join_pointing(forms, joined)
    groups: dict[Words, list[_Form]] = defaultdict(list)
    for form, places in forms.items():
        groups[_root(form, joined)].append(places)
    article = digest(doc)
    return _unique(_cluster(article, group) for group in groups.values())


def _forms(spans: Iterable[TokenSpan]) -> dict[Words, _Form]:
    forms: dict[Words, _Form] = {}
    for span in text_order(list(spans)):
        read = wording(text_of(span))
        # "Another bill" is none of those before it.
        if read is not None and not (_is_new(read) and read.form in forms):
            places = forms.setdefault(read.form, _Form([], []))
            places.spans.append(span)
            places.wordings.append(read)
    return forms


def _root(form: Words, joined: dict[Words, Words]) -> Words:
    while joined[form] != form:
        form = joined[form]
    return form


def _is_new(read: Wording) -> bool:
    """Whether a phrase says that it means one not named before: "a bill", "other measures"."""
    return read.vague and not read.definite


def _join_shorter(forms: dict[Words, _Form], joined: dict[Words, Words]) -> None:
    """A wording with fewer details joins the only one that has all of them."""
    of_head: dict[str, list[Words]] = defaultdict(list)
    having: dict[tuple[str, str], list[Words]] = defaultdict(list)
    for form, places in forms.items():
        if not places.one.fixed:
            of_head[places.one.head].append(form)
            for detail in places.one.details:
                having[places.one.head, detail].append(form)
    for form, places in forms.items():
        short = places.one
        if short.bare or short.fixed or concept(form):
            continue
        # What has all details has the rarest of them, and few wordings have that.
        rarest = min(
            (having[short.head, detail] for detail in short.details),
            key=len,
            default=of_head[short.head],
        )
        fuller_ones = {
            _root(other, joined) for other in rarest if _says_all(forms[other].one, short)
        }
        _join_only(form, fuller_ones, joined)


def _says_all(fuller: Wording, short: Wording) -> bool:
    """Whether the fuller wording has all details of the short one, and does not undo it.

    "The housing plans" are no "plan to ban housing".
    """
    undone = fuller.details & _UNDOING and short.details and not short.details & _UNDOING
    return short.details <= fuller.details and not undone


def _join_pointing(forms: dict[Words, _Form], joined: dict[Words, Words]) -> None:
    """A noun alone, "the ban", joins the only issue before it that is a ban."""
    by_head: dict[str, list[Words]] = defaultdict(list)
    for form, places in forms.items():
        if not places.one.bare:
            by_head[places.one.head].append(form)
    for form, places in forms.items():
        if not places.pointing or _is_new(places.one) or concept(form):
            continue
        start, head = places.spans[0].start, places.one.head
        before = {
            _root(other, joined) for other in by_head[head] if forms[other].spans[0].start < start
        }
        _join_only(form, before, joined)


def _join_only(form: Words, others: set[Words], joined: dict[Words, Words]) -> None:
    others.discard(_root(form, joined))
    if len(others) == 1:
        joined[_root(form, joined)] = others.pop()


def _cluster(article: str, group: list[_Form]) -> IssueCluster:
    wordings = [one for places in group for one in places.wordings]
    clear = [one for one in wordings if concept(one.form) or not one.unclear]
    fuller = clear or [one for one in wordings if not one.bare] or wordings
    named = [one for one in fuller if concept(one.form) or not one.bare] or fuller
    shortest = min(named, key=lambda one: (len(one.form), one.name.isupper(), len(one.name)))
    identifier = PREFIX + slug(" ".join(shortest.form))
    return IssueCluster(
        id=concept(shortest.form) or (identifier if clear else f"{identifier}-{article}"),
        name=plain_marks(shortest.name),
        mentions=text_order([span for places in group for span in places.spans]),
        vague=not clear,
    )


def digest(doc: Doc) -> str:
    """A digest that keeps "the bill" of one article apart from that of the next."""
    tokens = islice((text for text in tokens_of(doc).texts if not text.isspace()), DIGESTED_CHARS)
    # Crawlers change the white space between paragraphs, which makes no other article.
    text = "".join(tokens)[:DIGESTED_CHARS].encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:DIGEST_DIGITS]


def _unique(clusters: Iterable[IssueCluster]) -> list[IssueCluster]:
    """One cluster for each id: long slugs are cut, and several wordings name one concept."""
    by_id: dict[str, IssueCluster] = {}
    for cluster in clusters:
        known = by_id.get(cluster.id)
        by_id[cluster.id] = (
            cluster
            if known is None
            else replace(
                known,
                mentions=text_order([*known.mentions, *cluster.mentions]),
                vague=known.vague and cluster.vague,
            )
        )
    return sorted(by_id.values(), key=lambda cluster: cluster.mentions[0].start)
