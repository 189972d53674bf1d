"""Every difference of a cluster is found, with its severity and its fix."""

import json
import re
import shlex
from dataclasses import replace

import pytest

from topics.catalogue import Catalogue
from topics.cluster.checks import (
    PARTITIONS_SETTING,
    REPLICATION_SETTING,
    Difference,
    Tools,
    TopicState,
    differences,
)
from worker.settings import Settings, variable

CATALOGUE = Catalogue(partitions=4, replication_factor=3)
TOOLS = Tools("kafka:9092")
ARTICLES = CATALOGUE.articles.name
DEAD = CATALOGUE.dead_letters.name
DEFAULTS = {"retention.bytes": "-1", "unclean.leader.election.enable": "false"}


def as_it_should_be() -> dict[str, TopicState]:
    return {
        spec.name: TopicState(
            name=spec.name,
            exists=True,
            replicas=((1, 2, 3),) * 4,
            configs={**spec.configs, **DEFAULTS},
            brokers=(1, 2, 3, 4),
        )
        for spec in CATALOGUE.all
    }


def check(topic: str = ARTICLES, **change: object) -> list[Difference]:
    states = as_it_should_be()
    configs = {**states[topic].configs, **change.pop("configs", {})}
    states[topic] = replace(states[topic], configs=configs, **change)
    return differences(CATALOGUE, states, TOOLS)


def test_a_cluster_as_it_should_be_has_no_difference() -> None:
    assert differences(CATALOGUE, as_it_should_be(), TOOLS) == []


def test_a_missing_topic_loses() -> None:
    (found,) = check(exists=False, replicas=(), configs={})
    assert (found.topic, found.severity) == (ARTICLES, "loses")
    assert found.mend == "stancewire topics create"


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("cleanup.policy", "compact", "loses"),
        ("cleanup.policy", "delete,compact", "loses"),
        ("cleanup.policy", "compact,delete", "loses"),
        ("retention.ms", "3600000", "loses"),
        ("retention.ms", "99999999999", "harmless"),
        ("retention.ms", "-1", "harmless"),
        ("max.message.bytes", "1000", "loses"),
        ("max.message.bytes", "2000000", "harmless"),
        ("min.insync.replicas", "1", "loses"),
        ("min.insync.replicas", "3", "harmless"),
        ("min.insync.replicas", "4", "loses"),
        ("retention.bytes", "1073741824", "loses"),
        ("unclean.leader.election.enable", "true", "loses"),
        *(
            ("compression.type", name, "harmless")
            for name in ("uncompressed", "gzip", "snappy", "lz4", "zstd")
        ),
        ("message.timestamp.type", "LogAppendTime", "harmless"),
    ],
)
def test_a_setting_is_weighed_and_its_mend_sets_it_back(
    name: str, value: str, severity: str
) -> None:
    (found,) = check(configs={name: value})
    expected = {**CATALOGUE.articles.configs, **DEFAULTS}[name]
    assert (found.what, found.found, found.expected) == (name, value, expected)
    assert found.severity == severity
    assert found.mend == (
        "kafka-configs.sh --bootstrap-server kafka:9092 --entity-type topics "
        f"--entity-name {ARTICLES} --alter --add-config {name}={expected}"
    )


def test_the_dead_letters_topic_must_take_what_its_main_topic_takes() -> None:
    states = as_it_should_be()
    raised = {**states[ARTICLES].configs, "max.message.bytes": "10000000"}
    states[ARTICLES] = replace(states[ARTICLES], configs=raised)
    found = [
        difference
        for difference in differences(CATALOGUE, states, TOOLS)
        if difference.severity == "loses"
    ]
    assert [(difference.topic, difference.found) for difference in found] == [
        (DEAD, str(CATALOGUE.dead_letters.max_message_bytes))
    ]
    assert found[0].mend.endswith(
        f"--entity-name {DEAD} --alter --add-config max.message.bytes=10000000"
    )


@pytest.mark.parametrize("partitions", [1, 3, 5, 12])
def test_another_number_of_partitions_reorders(partitions: int) -> None:
    (found,) = check(replicas=((1, 2, 3),) * partitions)
    assert (found.found, found.expected) == (str(partitions), "4")
    assert found.severity == ("reorders" if partitions < 4 else "harmless")
    assert found.mend.startswith(f"{PARTITIONS_SETTING}={partitions}") == (partitions < 4)
    assert ("--alter" in found.mend) == (partitions < 4)  # Kafka never takes partitions away


@pytest.mark.parametrize("setting", [3, 4, 5, 6])
def test_the_advice_about_partitions_ends_where_nothing_is_worse_than_harmless(
    setting: int,
) -> None:
    states = as_it_should_be()
    states[ARTICLES] = replace(states[ARTICLES], replicas=((1, 2, 3),) * 6)
    advised = {
        found.mend.split()[0]
        for found in differences(Catalogue(partitions=setting, replication_factor=3), states, TOOLS)
        if found.mend.startswith(PARTITIONS_SETTING)
    }
    assert advised == ({f"{PARTITIONS_SETTING}=4"} if setting != 4 else set())
    after = differences(Catalogue(partitions=4, replication_factor=3), states, TOOLS)
    assert [found.severity for found in after] == ["harmless"]


def test_more_copies_are_harmless() -> None:
    (found,) = check(replicas=((1, 2, 3, 4),) * 4)
    assert (found.severity, found.mend) == ("harmless", f"{REPLICATION_SETTING}=4")


def test_the_partition_with_the_fewest_copies_counts_and_the_mend_names_brokers() -> None:
    (found,) = check(replicas=((1, 2, 3), (2,), (1, 2, 3), (4, 1)))
    assert (found.severity, found.found) == ("loses", "1")
    plan = json.loads(re.search(r"echo '(.*)'\)", found.mend).group(1))
    copies = {entry["partition"]: entry["replicas"] for entry in plan["partitions"]}
    assert copies[0] == [1, 2, 3]
    assert copies[1][0] == 2  # the leader's copy stays where it is
    assert copies[3][:2] == [4, 1]
    assert all(len(set(brokers)) == 3 for brokers in copies.values())


def test_with_too_few_brokers_the_mend_is_a_setting() -> None:
    (found,) = check(replicas=((1,),) * 4, brokers=(1,), configs={"min.insync.replicas": "2"})[:1]
    assert found.mend.endswith(f"{REPLICATION_SETTING}=1")


def test_the_worst_comes_first() -> None:
    found = check(configs={"compression.type": "gzip", "retention.ms": "1"}, replicas=((1, 2, 3),))
    assert [difference.severity for difference in found] == ["loses", "reorders", "harmless"]


def test_a_secured_cluster_needs_a_login_in_the_commands() -> None:
    command = Tools("kafka:9093", secured=True).set_config("t", "retention.ms", "1")
    assert "--command-config client.properties" in command
    assert "--command-config" not in TOOLS.set_config("t", "retention.ms", "1")


def test_a_name_that_a_shell_would_obey_is_quoted() -> None:
    odd = Catalogue("x'; touch /tmp/owned; '", partitions=4, replication_factor=3)
    states = {
        spec.name: TopicState(
            spec.name,
            exists=True,
            replicas=((1,),) * 2,
            configs={"retention.ms": "1"},
            brokers=(1, 2, 3),
        )
        for spec in odd.all
        if spec is not odd.dead_letters
    }
    states[odd.dead_letters.name] = TopicState(odd.dead_letters.name, exists=False)
    mends = [
        found.mend
        for found in differences(odd, states, Tools("kafka:9092"))
        if found.topic == odd.articles.name
    ]
    assert len(mends) == 3
    for mend in mends:
        # To the shell, a quoted name is one word or part of one.
        words = shlex.split(mend.replace("(", " ").replace(")", " "))
        assert any(odd.articles.name in word for word in words)
        assert "touch" not in words


def test_the_settings_that_mends_name_exist() -> None:
    names = {variable(field) for field in Settings.model_fields}
    assert {PARTITIONS_SETTING, REPLICATION_SETTING} <= names
