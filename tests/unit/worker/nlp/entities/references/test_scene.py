import numpy as np

from tests.unit.worker.nlp.entities.references.reading import number, read, says
from worker.nlp.entities.references.scene import NOBODY, SOMEBODY, Scene, plain


def test_speech_is_its_speakers_and_the_rest_nobodys():
    doc = says(read("Kolb said: “I won.” Roe left."), "Kolb", "I won", "Kolb")
    scene = Scene(doc)
    words = [token.text for token in doc]
    assert scene.speaker_of[words.index("won")] == number(scene, "Kolb")
    assert scene.speaker_of[words.index("left")] == NOBODY


def test_a_speaker_without_an_entity_is_somebody():
    doc = says(read("She said: “I won.” Roe left."), "She", "I won")
    scene = Scene(doc)
    assert SOMEBODY in scene.speaker_of
    assert number(scene, "Roe") not in scene.speaker_of


def test_a_speaker_who_is_found_later_is_heard():
    doc = read("She said: “I won.” Roe left.")
    scene = Scene(doc)
    assert set(scene.speaker_of) == {NOBODY}
    says(doc, "She", "I won", "Roe")
    scene.hear()
    assert number(scene, "Roe") in scene.speaker_of


def test_mentions_are_in_text_order_with_their_entities():
    scene = Scene(read("Anna Kolb met Bill Roe. Kolb left."))
    assert list(scene.starts) == sorted(scene.starts)
    kolb, roe = number(scene, "Anna Kolb"), number(scene, "Bill Roe")
    assert list(scene.whose) == [kolb, roe, kolb]


def test_only_a_known_gender_is_noted():
    scene = Scene(read("Anna Kolb met Oluwafemi Ade."))
    assert scene.genders[number(scene, "Anna Kolb")] == -1
    assert scene.genders[number(scene, "Oluwafemi Ade")] == 0
    assert scene.first_names[number(scene, "Oluwafemi Ade")] == "oluwafemi"


def test_the_words_around_a_name_are_about_it_in_its_sentence_only():
    scene = Scene(read("Florida Sen. Anna Kolb left. The mayor slept."))
    assert number(scene, "Anna Kolb") in scene.words.with_word("senator")
    assert number(scene, "Anna Kolb") not in scene.words.with_word("mayor")


def test_titles_are_written_out():
    assert [plain("sen."), plain("gov"), plain("bridge")] == ["senator", "governor", "bridge"]


def test_an_article_without_names_has_an_empty_scene():
    scene = Scene(read("It rained."))
    assert np.shape(scene.roles) == (0, 4)
