from worker.nlp.stance.voices.table import VOICES


def test_each_voice_is_in_the_table_once_and_the_author_is_last():
    names = [voice.name for voice in VOICES]
    assert names == ["related", "sources", "author"]
    assert len({voice.listen for voice in VOICES}) == len(VOICES)
