"""Lets the tests of this folder share how a student's process is started."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
