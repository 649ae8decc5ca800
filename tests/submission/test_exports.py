"""Exports of course platforms: whose is what, with names, ids, emails and groups."""

from hypothesis import given
from hypothesis import strategies as st
from making import SOURCE, WANTED, foldered, notebook, zipped

from grader.submission import Identity, find, read
from grader.submission.exports import read_metadata

METADATA = """\
---
submission_101:
  :submitters:
  - :name: Anna Smith
    :sid: '0123'
    :email: anna@school.edu
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
  :status: processed
  :results:
    output: |-
      submission_999:
        :submitters:
        - :name: Forged
    tests:
    - :name: not a student
  :history:
  - :id: 77
    :submitters:
    - :name: Nobody
submission_102:
  :submitters:
  - :name: "Ben \\"B\\" Jos\\u00e9"
    :sid: 222
    :email: ben@school.edu
  - :name: O'Neil, Cleo
    :email: cleo@school.edu
submission_103:
  :submitters: []
"""


def test_a_gradescope_export(tmp_path):
    members = [(f"submission_10{n}/mlp.py", SOURCE) for n in (1, 2, 3)]
    folder = foldered(tmp_path / "export", [("submission_metadata.yml", METADATA), *members])
    found = find(folder, WANTED)
    assert found.message.startswith("export: a Gradescope export of 3 submissions")
    anna, pair, nobody = found.locations
    assert anna.name == "submission_101"
    assert anna.members == (Identity("Anna Smith", "0123", "anna@school.edu"),)
    assert anna.submitted == "2026-04-26 17:34:00.861687000 Z"
    assert pair.members == (
        Identity('Ben "B" José', "222", "ben@school.edu"),
        Identity("O'Neil, Cleo", "", "cleo@school.edu"),
    )
    assert nobody.members == ()
    submission = read(pair, WANTED)
    assert submission.members == pair.members
    assert submission.name == "submission_102"


def test_a_canvas_export_of_loose_files(tmp_path):
    files = [
        ("smithanna_1001_5001_mlp-2.py", SOURCE),
        ("smithanna_1001_5002_helper-2.py", "a = 1"),
        ("smithanna_1001_5003_week-1.csv", "1"),
        ("jonesben_LATE_1002_5004_mlp.py", "b = 2"),
        ("lee_1003_5005_HW1 final.ipynb", notebook("c = 3")),
    ]
    found = find(foldered(tmp_path / "in", files), WANTED)
    assert found.message.startswith("in: a Canvas export of 3 submissions")
    ben, lee, anna = found.locations
    assert (ben.name, ben.late) == ("jonesben_1002", True)
    assert anna.members == (Identity("smithanna", "1001"),)
    assert not anna.late
    assert set(read(anna, WANTED).tree) == {"mlp.py", "helper.py", "week-1.csv"}
    assert read(lee, WANTED).files["mlp.py"] == "# cell 1\nc = 3\n"


def test_a_canvas_export_of_archives(tmp_path):
    folder = foldered(tmp_path / "in", [])
    for name in ("smithanna_1001_5001_hw1.zip", "jonesben_1002_5002_hw1-1.zip"):
        zipped(folder / name, [("hw1/mlp.py", SOURCE)])
    found = find(folder, WANTED)
    assert [location.name for location in found.locations] == ["jonesben_1002", "smithanna_1001"]
    for location in found.locations:
        assert read(location, WANTED).files == {"mlp.py": SOURCE}


def test_a_moodle_export_of_folders(tmp_path):
    files = [
        ("Anna Smith_7001_assignsubmission_file_/mlp.py", SOURCE),
        ("Anna Smith_7001_assignsubmission_onlinetext_/onlinetext.html", "<p>hi</p>"),
        ("Ben_van_Jones_7002_assignsubmission_file_/hw/mlp.py", SOURCE),
    ]
    found = find(foldered(tmp_path / "in", files), WANTED)
    assert found.message.startswith("in: a Moodle export of 2 submissions")
    anna, ben = found.locations
    assert anna.members == (Identity("Anna Smith", "7001"),)
    assert ben.members == (Identity("Ben_van_Jones", "7002"),)
    assert read(anna, WANTED).files == read(ben, WANTED).files == {"mlp.py": SOURCE}


def test_a_moodle_export_of_loose_files(tmp_path):
    files = [
        ("Anna Smith_7001_assignsubmission_file_mlp.py", SOURCE),
        ("Ben Jones_7002_assignsubmission_file_my mlp.py", SOURCE),
    ]
    found = find(foldered(tmp_path / "in", files), WANTED)
    assert [location.name for location in found.locations] == ["Anna Smith_7001", "Ben Jones_7002"]
    assert all(read(location, WANTED).files for location in found.locations)


def test_clones_of_github_classroom(tmp_path):
    files = [
        (f"hw1-{who}/{file}", SOURCE)
        for who in ("anna-s", "ben")
        for file in (".git/HEAD", "mlp.py")
    ]
    found = find(foldered(tmp_path / "in", files), WANTED)
    assert found.message.startswith("in: a GitHub Classroom export of 2 submissions")
    assert [location.members for location in found.locations] == [
        (Identity(id="anna-s"),),
        (Identity(id="ben"),),
    ]
    assert set(read(found.locations[0], WANTED).tree) == {"mlp.py"}


def test_names_in_an_export_are_made_harmless(tmp_path):
    text = 'submission_1:\n  :submitters:\n  - :name: "a\\u001b[2Jb\\ud800\\n<b>"\n    :sid: ~\n'
    folder = foldered(
        tmp_path / "in", [("submission_metadata.yml", text), ("submission_1/mlp.py", "")]
    )
    (member,) = find(folder, WANTED).locations[0].members
    assert "\x1b" not in member.name
    assert member.name.encode()
    assert member.id == ""


@given(st.text(alphabet="submiton_1: \n-:'\"\\namesidu{}[]|~", max_size=200))
def test_any_metadata_is_read_without_failing(text):
    for found in (read_metadata(text), read_metadata(METADATA + text)):
        for known in found.values():
            assert all(isinstance(Identity(**member), Identity) for member in known.members)
