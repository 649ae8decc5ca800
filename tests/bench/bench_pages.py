"""Pages of a class of 1,000: how large they are, how long they take, how fast the first opens.

Run it: `python tests/bench/bench_pages.py`. Samples of the first homework are graded, and their
questions recombined.
"""

import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from grader import grading, loading
from grader.reports.html.writing import write
from grader.results import Results

SAMPLES = ("correct", "published", "wrong_bias_mean", "wrong_leaky", "broken_syntax")
COUNT = 1000


def graded(root: Path) -> list[Results]:
    assignment = loading.load(root / "reference" / "cmu10417_hw1")
    folder = root / "submissions" / "cmu10417_hw1"
    with grading.judging(assignment) as judges:
        return [grading.grade(assignment, folder / name, judges=judges) for name in SAMPLES]


def recombined(samples: list[Results]) -> Iterator[Results]:
    choose = random.Random(0)  # noqa: S311 - nothing secret
    for number in range(COUNT):
        questions = zip(*(sample.questions for sample in samples), strict=True)
        chosen = tuple(choose.choice(of_all) for of_all in questions)
        yield replace(samples[0], submission=f"student{number:04}", questions=chosen)


def opening(page: Path) -> float:
    """Seconds until the page has loaded in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        opened = browser.new_page()
        opened.goto(page.as_uri())
        return (
            float(
                opened.evaluate(
                    "performance.timing.loadEventEnd - performance.timing.navigationStart"
                )
            )
            / 1000
        )


def main() -> None:
    samples = graded(Path(__file__).parents[2])
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "pages"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        write(out, recombined(samples))
        seconds = time.process_time() - began
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        pages = [path.stat().st_size for path in out.glob("*/report.html")]
        archive = Path(shutil.make_archive(str(Path(temporary) / "all"), "zip", out))
        print(f"{COUNT} submissions: {seconds:.1f} s of CPU, {grown:.0f} MB more memory")
        for name in ("index.html", "review.html"):
            size = (out / name).stat().st_size / 1e6
            print(f"{name}: {size:.2f} MB, opens in {opening(out / name):.2f} s")
        print(f"report.html: {sum(pages) / COUNT / 1e3:.0f} kB, at most {max(pages) / 1e3:.0f} kB")
        print(f"all, zipped: {archive.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
