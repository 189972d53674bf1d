import subprocess
import sys

from worker.nlp.model.packaged import model_version, packaged


def test_the_model_is_loaded_once():
    assert packaged() is packaged()


def test_the_name_is_that_of_the_loaded_weights():
    assert model_version() == packaged().heads.model


def test_asking_for_the_name_loads_nothing():
    code = (
        "import sys, worker.nlp; worker.nlp.model_version();"
        "sys.exit(bool({'onnxruntime', 'spacy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
