"""How the shipped weights came to be: readers, joint training, export, scorecard."""
