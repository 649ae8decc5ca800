"""Programs run in this process over modules made of texts; the tests' own modules beside this."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
