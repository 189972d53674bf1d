"""The catalogue is consistent, whatever its prefix and limits."""

import re

import pytest

from topics.catalogue import Catalogue, TopicSpec

DEFAULT = Catalogue()
each_topic = pytest.mark.parametrize("spec", DEFAULT.all, ids=lambda spec: spec.role)


def test_names_and_roles_are_unique() -> None:
    assert len({spec.name for spec in DEFAULT.all}) == len(DEFAULT.all) == 6
    assert len({spec.role for spec in DEFAULT.all}) == 6


def test_every_topic_is_listed_under_its_role() -> None:
    for spec in DEFAULT.all:
        assert getattr(DEFAULT, spec.role) is spec


@each_topic
def test_a_dead_letter_topic_allows_and_keeps_more_than_its_main_topics(spec: TopicSpec) -> None:
    if spec.dead_letter_role is None:
        return
    dead = DEFAULT.by_name(spec.dead_letter_role)
    assert dead.max_message_bytes > spec.max_message_bytes
    assert dead.retention_ms > spec.retention_ms
    assert dead.partitions == spec.partitions


def test_only_the_input_can_be_dead_lettered() -> None:
    assert [spec.role for spec in DEFAULT.all if spec.dead_letter_role] == ["articles"]


@each_topic
def test_nothing_is_compacted_away(spec: TopicSpec) -> None:
    assert spec.configs["cleanup.policy"] == "delete"
    assert int(spec.configs["retention.ms"]) == spec.retention_ms >= 7 * 24 * 3600 * 1000
    assert int(spec.configs["max.message.bytes"]) == spec.max_message_bytes


@each_topic
def test_a_topic_says_who_writes_and_who_reads_it(spec: TopicSpec) -> None:
    assert spec.writers
    assert spec.readers


@each_topic
def test_a_topic_says_what_a_record_is_and_what_its_key_is(spec: TopicSpec) -> None:
    assert re.fullmatch(r"[A-Z][a-z ]+", spec.title)
    assert re.fullmatch(r"[A-Z].{20,}\.", spec.summary)
    assert spec.key.meaning
    assert spec.key.unit
    assert spec.key.example
    # A topic with foreign values has foreign keys too.
    assert spec.key.any_bytes == (spec.value is None)


def test_no_two_topics_share_a_title_or_a_summary() -> None:
    assert len({spec.title for spec in DEFAULT.all}) == len(DEFAULT.all)
    assert len({spec.summary for spec in DEFAULT.all}) == len(DEFAULT.all)


@each_topic
def test_names_end_in_their_version_and_are_kafkas(spec: TopicSpec) -> None:
    assert re.fullmatch(r"[a-zA-Z0-9.-]{1,200}\.v[0-9]+", spec.name)


@pytest.mark.parametrize(("copies", "in_sync"), [(1, "1"), (2, "1"), (3, "2"), (5, "2")])
def test_a_write_survives_the_loss_of_a_broker_where_there_are_three(
    copies: int, in_sync: str
) -> None:
    for spec in Catalogue(replication_factor=copies).all:
        assert spec.configs["min.insync.replicas"] == in_sync


def test_a_prefix_keeps_two_installations_apart() -> None:
    names = {spec.name for spec in Catalogue("a.").all} & {spec.name for spec in DEFAULT.all}
    assert not names
    assert Catalogue("a.").enriched.name == "a.news.enriched.v1"


def test_a_topic_is_found_by_role_and_by_name() -> None:
    catalogue = Catalogue("x.")
    assert catalogue.by_name("enriched") is catalogue.enriched
    assert catalogue.by_name("x.news.enriched.v1") is catalogue.enriched
    with pytest.raises(KeyError, match="dead_letters"):
        catalogue.by_name("news.enriched.v1")


def test_every_event_topic_has_a_type_of_its_own() -> None:
    types = [spec.event_type for spec in DEFAULT.all if spec.event_type]
    assert len(types) == len(set(types)) == 4


def test_side_topics_have_names_of_their_own_and_the_same_input() -> None:
    live, side = Catalogue("p."), Catalogue("p.").beside("candidate-2")
    assert side.articles == live.articles
    assert side.enriched.name == "p.news.enriched.v1.candidate-2"
    names = {spec.name for spec in side.all[1:]}
    assert len(names) == 5
    assert not names & {spec.name for spec in live.all}
    assert live.enriched.name == "p.news.enriched.v1"
    assert side.by_name("enriched") is side.enriched


@pytest.mark.parametrize("suffix", ["", ".", "a.b", "a b", "-a", "a\n", "x" * 41])
def test_a_suffix_that_could_name_another_topic_is_refused(suffix: str) -> None:
    with pytest.raises(ValueError, match="cannot end a topic's name"):
        Catalogue().beside(suffix)
