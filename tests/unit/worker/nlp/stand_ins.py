# ruff: noqa: ARG002 - the signatures are those of the trained heads
"""Hand-made docs and heads, for tests of the rules between them."""

from dataclasses import replace

import numpy as np
import spacy
from spacy.tokens import Doc

from worker.nlp.documents import (
    DocAttribution,
    DocEntity,
    DocTarget,
    Pointer,
    Reference,
    article_doc,
    findings,
    words_of,
)
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.model.encoder import EncodedSentence, Window
from worker.nlp.model.read_sentences import ReadSentence, read_sentences

NLP = spacy.blank("en")
THRESHOLDS = {"read": 0.7, "polarity": 0.5, "attribution": 0.5}


def doc_of(body: str, title: str = "", **entities: str) -> Doc:
    """A doc in sentences; each token's vector is its position, so heads can tell tokens apart.

    Entities are given as ``Peru="country"``; an underscore means a blank.
    """
    doc = article_doc(NLP, title, body)
    mark_sentences(doc)
    doc.tensor = np.repeat(np.arange(len(doc), dtype=np.float32)[:, None], 384, axis=1)
    found = findings(doc)
    for number, sentence in enumerate(doc.sents):
        at = tuple(token.i for token in words_of(sentence))
        mean = np.full(384, number, dtype=np.float32)
        # Each word is one piece, whose number is the word's token.
        owners, pieces = np.arange(len(at), dtype=np.int64), np.array(at, dtype=np.int64)
        marks = np.full((1, 384), -1, dtype=np.float32)
        hidden = np.concatenate([marks, doc.tensor[list(at)], marks])
        window = Window(hidden, hidden, owners, pieces)
        encoded = EncodedSentence(doc.tensor[list(at)], mean, mean, (window,))
        read_sentences(doc).append(ReadSentence(encoded, at))
    for name, kind in entities.items():
        text = name.replace("_", " ")
        mentions = tuple(spans_of(doc, text))
        found.entities.append(DocEntity(f"name:{kind}:{text}", text, kind, 0.5, mentions))
    return doc


def spans_of(doc: Doc, text: str):
    """Every place where the text occurs in the doc."""
    at = doc.text.find(text)
    while at >= 0:
        span = doc.char_span(at, at + len(text))
        if span is not None:
            yield span
        at = doc.text.find(text, at + 1)


def referring(doc: Doc, **words: str) -> Doc:
    """Give entities references, as ``Kolb="She"``: one word is a pronoun, more a description."""
    found = findings(doc)
    for at, entity in enumerate(found.entities):
        if (text := words.get(entity.name)) is not None:
            kind = "description" if " " in text else "pronoun"
            references = tuple(Reference(span, kind, 0.9) for span in spans_of(doc, text))
            found.entities[at] = replace(entity, references=references)
    return doc


def reads(
    doc: Doc,
    *,
    target: str,
    holder: str | dict[str, float] | None = None,
    polarity="against",
    probability=0.9,
    sentence: int | None = None,
    name: str | dict[str, float] | None = None,
    **other,
) -> DocTarget:
    """Put a target on the doc, as if the reader had found it.

    Args:
        doc: made by ``doc_of``.
        target: its words, where they occur first.
        holder: words, or words and the share of each. The words of the target's sentence are meant,
            if it has them. The author is the holder if None.
        polarity: what it is.
        probability: of that polarity.
        sentence: the number of the sentence in which the target is looked for.
        name: words that name what the target means, or words and the share of each. None if the
            reader sees no name.
        other: fields of the target, such as ``author`` and ``elsewhere``.

    """
    sentences = list(doc.sents)
    wanted = [
        (span, number)
        for span in spans_of(doc, target)
        for number, one in enumerate(sentences)
        if one.start <= span.start < one.end and sentence in (None, number)
    ]
    span, number = wanted[0]
    home = sentences[number].start
    shares = {holder: 0.9} if isinstance(holder, str) else holder or {}
    names = {name: 0.9} if isinstance(name, str) else name or {}
    holders = _of_tokens(doc, shares, home)
    rest = 1.0 - sum(shares.values())
    usual = {"opposite": 0.02, "plain": 0.8, "author": rest, "elsewhere": 0.0}
    usual |= {"kind": "policy"}
    made = DocTarget(
        span=span,
        sentence=number,
        polarity=polarity,
        probability=probability,
        holders=holders,
        name=Pointer(_of_tokens(doc, names, home), 1.0 - sum(names.values())),
        **usual | other,
    )
    findings(doc).targets.append(made)
    return made


def _of_tokens(doc: Doc, shares: dict[str, float], home: int) -> dict[int, float]:
    """The share of each token of some words, of those in the sentence at home if it has them."""
    found: dict[int, float] = {}
    for words, share in shares.items():
        places = list(spans_of(doc, words))
        near = [one for one in places if one.sent.start == home]
        place = (near or places)[0]
        found |= {token.i: share / len(place) for token in place}
    return found


def said(doc: Doc, source: str | None, content: str, cue="said", entity: str | None = None):
    """Put an attribution on the doc, each part where its words occur first."""
    parts = [None if text is None else next(spans_of(doc, text)) for text in (source, cue, content)]
    found = DocAttribution("direct", (parts[2],), parts[1], parts[0], entity)
    findings(doc).attributions.append(found)
    return found


class Heads:
    """Heads with given answers: tone by word, tags by sentence."""

    def __init__(
        self,
        doc: Doc,
        *,
        tones=(),
        tags=None,
        topics=None,
        thresholds=None,
        doubted=(),
    ):
        self.thresholds = THRESHOLDS | (thresholds or {})
        self._doc = doc
        self._tones = dict(tones)
        self._tags = tags or {}
        self._topics = topics or {}
        self._doubted = set(doubted)

    def _word(self, sentence, words) -> str:
        middle = sentence.tokens[slice(*words)].mean(axis=0)
        return self._doc[round(float(middle[0]))].text

    def tone(self, sentence, target):
        label, score = self._tones.get(self._word(sentence, target), ("neutral", 0.9))
        rest = (1 - score) / 2
        return {"against": rest, "neutral": rest, "favor": rest} | {label: score}

    def tagged(self, name, sentences):
        return [self.attribution(*one) for one in sentences]

    def attribution(self, tokens, words):
        spans = []
        for label, text in self._tags.get(" ".join(words), ()):
            wanted = text.split()
            for start in range(len(words) - len(wanted) + 1):
                if list(words[start : start + len(wanted)]) == wanted:
                    spans.append((start, start + len(wanted), label, 0.9))
                    break
        return sorted(spans)

    def attributed(self, parts, cue):
        return (), 0.4 if set(cue) & self._doubted else 0.9

    def topics(self, cls, mean, pieces):
        return self._topics
