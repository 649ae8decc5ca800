"""In a real browser: sort, search, keyboard, themes; nothing planted acts, nothing is requested."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_class import NAMES
from playwright.sync_api import Browser, Page

from grader.results import Results
from grader.review import Decision, groups
from grader.reviewsheet import read as decisions

pytestmark = pytest.mark.end_to_end

PAGES = ["index.html", "review.html", "student 01/report.html", "student 01/student.html"]
ROWS = "#st tbody tr:visible"

Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, folder: Path) -> Iterator[Open]:
    """Open a page by its name; in the end nothing must have gone wrong in it."""
    said: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1400, theme: str = "light") -> Page:
        size = {"width": width, "height": 900}
        context = chromium.new_context(
            viewport=size, color_scheme=theme, reduced_motion="reduce", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((folder / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not said  # no error, and nothing of ours that the policy refused


def names(page: Page) -> list[str]:
    """The names in the rows of the table that are shown, in order."""
    return page.locator(f"{ROWS} th").all_inner_texts()


def search(page: Page, words: str) -> list[str]:
    """The names that a search finds; it waits until no more is typed."""
    page.fill("#find", words)
    page.wait_for_timeout(100)
    return names(page)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_planted_acts_and_nothing_is_requested(
    open_page: Open, folder: Path, name: str
) -> None:
    page = open_page("index.html")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto((folder / name).as_uri())
    assert "owned" not in page.title()
    assert page.locator("img, main script").count() == 0
    assert [url for url in sent if not url.startswith("data:")] == [(folder / name).as_uri()]


@pytest.mark.parametrize(
    "attack",
    [
        "document.body.innerHTML = '<img src=x onerror=\"window.owned = 1\">'",
        "const s = document.createElement('script'); s.text = 'owned = 1'; document.body.append(s)",
        "document.body.setAttribute('onclick', 'window.owned = 1'); document.body.click()",
        "window.setTimeout('window.owned = 1', 0)",
        "fetch('http://127.0.0.1:9/').catch(() => { window.refused = 1 })",
    ],
)
def test_policy_refuses_what_a_planted_script_would_do(
    chromium: Browser, folder: Path, attack: str
) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / "index.html").as_uri())
    page.evaluate(f"() => {{ try {{ {attack} }} catch {{}} }}")
    page.wait_for_timeout(50)
    assert page.evaluate("window.owned === undefined")
    page.close()
    assert said  # each refusal is logged


def test_table_sorts_by_a_column_and_back(open_page: Open) -> None:
    page = open_page("index.html")
    assert names(page) == sorted(NAMES)
    earned = "[...document.querySelectorAll('#st tbody tr')].map(r => +r.dataset.s)"
    points = page.locator("#st thead th:nth-child(2) button")
    points.click()
    assert page.evaluate(earned) == sorted(page.evaluate(earned))
    points.click()
    assert page.evaluate(earned) == sorted(page.evaluate(earned), reverse=True)
    assert page.get_attribute("th:has-text('Points')[aria-sort]", "aria-sort") == "descending"


def test_search_finds_names_points_losses_and_mistakes(open_page: Open) -> None:
    page = open_page("index.html")
    assert search(page, "STUDENT 03") == ["student 03"]
    assert search(page, "student lost:1.1") == [n for k, n in enumerate(NAMES[:10]) if k % 3]
    assert search(page, "points:0-0.5") == search(page, "lost:nothing") == []
    mistake = page.locator("#questions [data-find^=mistake]").first
    mistake.click()
    assert len(names(page)) == int(mistake.inner_text()) == 8
    assert page.inner_text("#count") == "8 of 12"


def test_bar_of_the_histogram_filters_the_table(open_page: Open) -> None:
    page = open_page("index.html")
    bar = page.locator(".only-l g.bin").first
    bar.press("Enter")
    assert len(names(page)) == int(bar.locator("text").inner_html())
    assert bar.get_attribute("aria-pressed") == "true"
    bar.press("Enter")
    assert len(names(page)) == 12


def test_table_works_by_the_keyboard(open_page: Open) -> None:
    page = open_page("index.html")
    page.keyboard.press("/")
    page.keyboard.type("student 0")
    page.wait_for_timeout(100)
    page.locator(f"{ROWS} a").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.inner_text("#readout").startswith("student 01 · 1.1 Code")
    page.keyboard.press("Enter")
    page.wait_for_url("**/student%2001/report.html#q1.1")


def test_theme_can_be_chosen(open_page: Open) -> None:
    page = open_page("index.html")
    seen = []
    for _ in range(3):  # light, dark, as the system
        page.click("#theme")
        seen.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert seen[0] == seen[2] != seen[1]


def test_decisions_are_saved_as_the_sheet_that_review_reads(
    open_page: Open, a_class: list[Results]
) -> None:
    page = open_page("review.html")
    answer = page.locator(".ans").first
    answer.locator(".seg label").last.click()
    answer.get_by_label("Reason").fill('right, "but" short')
    page.get_by_label("Your name").fill("A person")
    page.keyboard.press("Tab")
    assert page.inner_text("#decided").startswith("1 of ")
    with page.expect_download() as download:
        page.click("#save")
    sheet = Path(download.value.path()).read_text("utf-8")
    waiting = groups(a_class)
    assert decisions(sheet, waiting) == [
        Decision(waiting[0].subject.id, pytest.approx(1.0), "A person", 'right, "but" short')
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(open_page: Open, name: str, width: int, theme: str) -> None:
    page = open_page(name, width, theme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
