"""Lets the tests of this folder share its tables of expressions."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
