"""The modules of stubs beside this."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
