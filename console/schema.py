"""The store's tables: the events, compressed, and what they are searched by.

The text of an article is in its event alone. The index of words reads it from there, through
``passage``, when it has to show words around a hit or to forget an article.

What a page counts over all articles is held so that it needs no sorting: the indexes of stances
have a story's next to each other, ``packed`` has the numbers of an article's entities and topics in
one value each, ``sides`` says which stances an article has (1 for, 2 against), ``taken`` keeps what
is counted by story, and ``first`` marks the one row of a story that counts.
tests/unit/console/test_cost.py counts what the pages cost.

An article's ``key`` begins with the time it was enriched, so that the order of keys is the order of
time, whichever partition was read first.
"""

AUTHOR, UNNAMED = 0, -1
"""Holders that are not entities; entities are numbered from 1."""

FAVOR, AGAINST = 1, -1
SIDES = {FAVOR: 1, AGAINST: 2}

_COUNTER_BITS = 20
_LAST_MS = (1 << 42) - 1  # the year 2109; what lies beyond is a producer's fancy

SCHEMA = """
CREATE TABLE article(
    key INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, written TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, outlet TEXT, url TEXT, published INTEGER, arrived INTEGER NOT NULL,
    language TEXT, skipped TEXT, place TEXT NOT NULL, size INTEGER NOT NULL,
    story INTEGER NOT NULL, fingerprint BLOB, sides INTEGER NOT NULL,
    month TEXT AS (strftime('%Y-%m', published / 1000, 'unixepoch')) STORED);
CREATE TABLE replaced(
    id TEXT NOT NULL, event TEXT NOT NULL, written TEXT NOT NULL,
    PRIMARY KEY(id, event, written)) WITHOUT ROWID;
CREATE INDEX article_published ON article(published, story, outlet);
CREATE INDEX article_story ON article(story, published, outlet, month, sides);
CREATE INDEX article_outlet ON article(outlet, published, story);
CREATE TABLE band(
    band INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY(band, key)) WITHOUT ROWID;
CREATE TABLE event(key INTEGER PRIMARY KEY, json BLOB NOT NULL);
CREATE VIEW passage AS
    SELECT a.key AS key, a.title AS title, body_of(e.json) AS body
    FROM article a JOIN event e ON e.key = a.key;
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content='passage', content_rowid='key', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE entity(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entity_articles ON entity(articles);
CREATE INDEX entity_issue ON entity(n) WHERE type = 'issue';
CREATE TABLE mention(
    entity INTEGER NOT NULL, key INTEGER NOT NULL, rank INTEGER NOT NULL, story INTEGER NOT NULL,
    published INTEGER, first INTEGER NOT NULL, PRIMARY KEY(entity, key)) WITHOUT ROWID;
CREATE INDEX mention_key ON mention(key, rank, entity);
CREATE INDEX mention_first ON mention(entity, published, story) WHERE first;

CREATE TABLE packed(key INTEGER PRIMARY KEY, entities BLOB NOT NULL, topics BLOB NOT NULL);

CREATE TABLE stance(
    n INTEGER PRIMARY KEY, key INTEGER NOT NULL, story INTEGER NOT NULL, published INTEGER,
    holder INTEGER NOT NULL, target INTEGER NOT NULL, polarity INTEGER NOT NULL,
    reporting TEXT NOT NULL, confidence REAL NOT NULL, words TEXT NOT NULL,
    first INTEGER NOT NULL);
CREATE INDEX stance_key ON stance(key, polarity, holder, target, confidence, reporting);
CREATE INDEX stance_holder
    ON stance(holder, story, target, polarity, key, published, confidence, reporting);
CREATE INDEX stance_target
    ON stance(target, story, holder, polarity, key, published, confidence, reporting);
CREATE INDEX stance_story
    ON stance(story, holder, target, polarity, published, key, confidence, reporting);
CREATE TABLE side(
    role INTEGER NOT NULL, party INTEGER NOT NULL, story INTEGER NOT NULL, sides INTEGER NOT NULL,
    PRIMARY KEY(role, party, story)) WITHOUT ROWID;
CREATE TABLE tally(
    role INTEGER NOT NULL, party INTEGER NOT NULL, stories INTEGER NOT NULL,
    favor INTEGER NOT NULL, against INTEGER NOT NULL, PRIMARY KEY(role, party)) WITHOUT ROWID;
CREATE TRIGGER side_new AFTER INSERT ON side BEGIN
    INSERT INTO tally VALUES (new.role, new.party, 1, new.sides & 1, new.sides >> 1)
    ON CONFLICT DO UPDATE SET stories = stories + 1, favor = favor + excluded.favor,
        against = against + excluded.against;
END;
CREATE TRIGGER side_more AFTER UPDATE ON side BEGIN
    UPDATE tally SET favor = favor + (new.sides & 1) - (old.sides & 1),
        against = against + (new.sides >> 1) - (old.sides >> 1)
    WHERE role = new.role AND party = new.party;
END;
CREATE TRIGGER side_gone AFTER DELETE ON side BEGIN
    UPDATE tally SET stories = stories - 1, favor = favor - (old.sides & 1),
        against = against - (old.sides >> 1)
    WHERE role = old.role AND party = old.party;
    DELETE FROM tally WHERE role = old.role AND party = old.party AND stories = 0;
END;
CREATE INDEX stance_first ON stance(holder, target, polarity, key) WHERE first;
CREATE INDEX stance_first_target ON stance(target, holder, polarity, key) WHERE first;
CREATE INDEX stance_published ON stance(published);
CREATE INDEX stance_confidence ON stance(confidence);

CREATE TABLE topic(n INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE about(
    topic INTEGER NOT NULL, key INTEGER NOT NULL, own INTEGER NOT NULL,
    PRIMARY KEY(topic, key)) WITHOUT ROWID;
CREATE INDEX about_key ON about(key, own, topic);
"""

TABLES_BY_KEY = ("article", "event", "packed", "about")


def key_at(arrived_ms: int, count: int = 0) -> int:
    """The key of the ``count``-th article read, which was enriched at this time."""
    return (min(max(arrived_ms, 0), _LAST_MS) << _COUNTER_BITS) | (count % (1 << _COUNTER_BITS))
