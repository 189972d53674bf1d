# ruff: noqa: ARG002 - the signatures are those of the trained heads
"""Hand-made docs and heads, for tests of the rules between them."""

import numpy as np
import spacy
from spacy.tokens import Doc

from worker.nlp.documents import DocEntity, article_doc, findings, words_of
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.read_sentences import ReadSentence, read_sentences

NLP = spacy.blank("en")
NEUTRAL_RELATION = {
    "neutral": 0.92,
    "p_favor_q": 0.02,
    "p_against_q": 0.02,
    "q_favor_p": 0.02,
    "q_against_p": 0.02,
}
THRESHOLDS = {"stance": 0.7, "polarity": 0.5, "attribution": 0.5}


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
        encoded = EncodedSentence(doc.tensor[list(at)], mean, mean)
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


class Heads:
    """Heads with given answers: relations by word, tone by word, tags by sentence."""

    def __init__(
        self,
        doc: Doc,
        *,
        relations=(),
        tones=(),
        tags=None,
        topics=None,
        thresholds=None,
        doubted=(),
    ):
        self.thresholds = THRESHOLDS | (thresholds or {})
        self._doc = doc
        self._relations = {(p, q): (label, score) for p, q, label, score in relations}
        self._tones = dict(tones)
        self._tags = tags or {}
        self._topics = topics or {}
        self._doubted = set(doubted)

    def _word(self, sentence, words) -> str:
        middle = sentence.tokens[slice(*words)].mean(axis=0)
        return self._doc[round(float(middle[0]))].text

    def relation(self, sentence, p, q):
        first, second = self._word(sentence, p), self._word(sentence, q)
        there, back = self._relations.get((first, second)), self._relations.get((second, first))
        scores = dict(NEUTRAL_RELATION)
        for found, label in ((there, "p_{}_q"), (back, "q_{}_p")):
            if found is not None:
                scores[label.format(found[0])] = found[1]
                scores["neutral"] = min(scores["neutral"], 1 - found[1])
        return scores

    def tone(self, sentence, target):
        return self.polarity(sentence, target)

    def polarity(self, sentence, target):
        label, score = self._tones.get(self._word(sentence, target), ("neutral", 0.9))
        rest = (1 - score) / 2
        return {"against": rest, "neutral": rest, "favor": rest} | {label: score}

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
