from dataclasses import FrozenInstanceError

import pytest

from worker.nlp.entities.gazetteer.records import Condition, Record


def test_a_record_is_told_apart_by_all_it_holds_and_can_be_a_key():
    plain = Record("Congo", "country", "iso3166:CD")
    asked = Record("Congo", "country", "iso3166:CD", Condition(("Kinshasa",)))
    assert plain == Record("Congo", "country", "iso3166:CD")
    assert len({plain, asked}) == 2


def test_nobody_changes_what_all_articles_share():
    with pytest.raises(FrozenInstanceError):
        Record("Congo", "country").ordinary = True
