import pytest

from worker.nlp.entities.gazetteer.given_names import given_key, usual_gender


def test_a_short_form_has_the_key_of_the_long_one():
    assert given_key("jim") == given_key("james") == "james"
    assert given_key("zed") == "zed"


@pytest.mark.parametrize(
    ("name", "gender"), [("james", "m"), ("anna", "f"), ("pat", None), ("zed", None)]
)
def test_the_gender_of_a_given_name_only_where_it_is_sure(name, gender):
    assert usual_gender(name) == gender
