"""Installs somebody else's package of checks with pip, without an index."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

TAG = "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def install(project: Path, target: Path) -> Path:
    """Build a wheel of the project's one module, and let pip install it into a folder."""
    declared = (project / "pyproject.toml").read_text()
    name, version = (re.search(rf'^{k} = "(.*)"', declared, re.M)[1] for k in ("name", "version"))
    stem = f"{name.replace('-', '_')}-{version}"
    exported = re.search(r'entry-points\."(.*)"\]\n((?:\w+ = ".*"\n)+)', declared)
    entries = f"[{exported[1]}]\n{exported[2]}".replace('"', "")
    target.mkdir(parents=True, exist_ok=True)
    wheel = target / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for module in project.glob("*.py"):
            archive.write(module, module.name)
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        for file, text in (
            ("METADATA", about),
            ("WHEEL", TAG),
            ("entry_points.txt", entries),
            ("RECORD", ""),
        ):
            archive.writestr(f"{stem}.dist-info/{file}", text)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(target / "site"), str(wheel)], check=True)
    return target / "site"
