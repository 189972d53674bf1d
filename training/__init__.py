"""How the shipped weights are made: data readers, joint training, export, scorecard."""
