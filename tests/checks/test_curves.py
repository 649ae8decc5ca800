"""Files of curves: what is read, and what is said of one that can't be."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.written.curves import Curves, CurvesError, read_curves

COLUMNS = ("train_loss", "test_accuracy")
CSV = "setting,epoch,train_loss,test_accuracy\na,2,0.5,0.75\na,1,1,0.5\nwide net,1,2,0.25\n"
READ = Curves(
    {"a": (1, 2), "wide net": (1,)},
    {
        "a": {"train_loss": (1.0, 0.5), "test_accuracy": (0.5, 0.75)},
        "wide net": {"train_loss": (2.0,), "test_accuracy": (0.25,)},
    },
)
ROWS = [
    {"setting": "a", "epoch": 1, "train_loss": 1, "test_accuracy": 0.5},
    {"setting": "a", "epoch": 2, "train_loss": 0.5, "test_accuracy": 0.75},
    {"setting": "wide net", "epoch": 1, "train_loss": 2, "test_accuracy": 0.25},
]
NESTED = {
    "a": {"train_loss": [1, 0.5], "test_accuracy": [0.5, 0.75]},
    "wide net": {"train_loss": [2], "test_accuracy": [0.25], "epoch": [1]},
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.csv", CSV),
        ("c.csv", CSV.replace(",", ";")),
        ("c.csv", CSV.replace(",", "\t").replace("\n", "\r\n")),
        ("c.csv", CSV.replace("train_loss,test_accuracy", "Train Loss, test-acc")),
        ("c.csv", CSV.replace("test_accuracy", "test_accuracy,seconds").replace("75\n", "75,3\n")),
        ("c.csv", CSV.replace("0.75", "75%").replace("0.25", "25%")),
        ("c.csv", CSV.replace("0.75", "75").replace("0.5\n", "50\n").replace("0.25", "25")),
        ("c.json", json.dumps(ROWS)),
        ("c.json", json.dumps(NESTED)),
    ],
)
def test_all_these_are_the_same_curves(name, text):
    assert read_curves(name, text, COLUMNS) == READ


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("c.csv", "", "c.csv has no rows yet"),
        ("c.csv", CSV.split("\n")[0], "c.csv has no rows yet"),
        ("c.csv", CSV.replace("train_loss", "loss"), "c.csv, line 2: there is no train_loss"),
        ("c.csv", CSV.replace("a,1,", "a,one,"), "line 3: epoch is 'one', which is no number"),
        ("c.csv", CSV.replace("a,1,", "a,1.5,"), "line 3: epoch '1.5' isn't a whole number"),
        ("c.csv", CSV.replace("a,1,", "a,nan,"), "line 3: epoch 'nan' isn't a whole number"),
        ("c.csv", CSV.replace("a,1,1", "a,1,low"), "line 3: train_loss is 'low', which is no num"),
        ("c.csv", CSV.replace("a,1,", "a,2,"), "c.csv, line 3: epoch 2 of 'a' is at c.csv, line 2"),
        ("c.csv", CSV.replace("setting", "epoch"), "c.csv, line 1: a column is there twice"),
        ("c.csv", CSV.replace(",0.25", ""), "c.csv, line 4: there is no test_accuracy"),
        ("c.csv", '"' + "x" * 200_000, "c.csv, line 1: field larger"),
        ("c.csv", "setting,epoch,train_loss,test_accuracy\n" + "a,1e999,1,1\n", "isn't a whole"),
        ("c.json", "{", "c.json isn't JSON"),
        ("c.json", "[" * 100_000, "c.json isn't JSON"),
        ("c.json", "1" * 10_000, "c.json"),
        ("c.json", "3", "c.json is neither a list of rows nor an object of settings"),
        ("c.json", "[3]", "c.json, row 1 isn't an object"),
        ("c.json", '{"a": 3}', "c.json, 'a': this isn't an object of lists"),
        ("c.json", '{"a": {"train_loss": [1, 2], "test_accuracy": [1]}}', "no test_accuracy"),
        ("c.json", '{"a": {"train_loss": [[1]], "test_accuracy": [1]}}', "is no number"),
        ("c.json", '{"a": {"train_loss": [true], "test_accuracy": [1]}}', "is no number"),
    ],
)
def test_a_file_that_cant_be_read_gets_one_line(name, text, told):
    with pytest.raises(CurvesError) as error:
        read_curves(name, text, COLUMNS)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text(), st.sampled_from(["c.csv", "c.json"]))
def test_no_text_makes_it_fail_otherwise(text, name):
    for curves in (text, CSV + text, json.dumps(NESTED)[: len(text)] + text):
        with suppress(CurvesError):
            read_curves(name, curves, COLUMNS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["epoch", "setting", *COLUMNS]), inner, max_size=4)
    ),
)


@given(JSON)
def test_no_json_makes_it_fail_otherwise(data):
    for whole in (data, [data], {"a": data}):
        with suppress(CurvesError):
            read_curves("c.json", json.dumps(whole), COLUMNS)


def test_values_too_large_to_add_up_are_infinite():
    text = CSV.replace("0.5,", "1.7e308,").replace("a,1,1", "a,1,-1e200")
    loss = read_curves("c.csv", text, COLUMNS).values["a"]["train_loss"]
    assert loss == (float("-inf"), float("inf"))


def test_half_a_character_in_a_name_is_replaced():
    text = json.dumps({"a\ud800": {"train_loss": [1], "test_accuracy": [1]}})
    curves = read_curves("c.json", text, COLUMNS)
    assert list(curves.values) == ["a\ufffd"]
    with pytest.raises(CurvesError) as error:
        read_curves("c.json", json.dumps({"a\ud800": 3}), COLUMNS)
    assert str(error.value).encode()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_many_settings_are_refused_at_once(ending):
    text = {
        "csv": CSV + "".join(f"s{n},1,0,0\n" for n in range(90_000)),
        "json": json.dumps(
            {f"s{n}": {"train_loss": [1], "test_accuracy": [1]} for n in range(9000)}
        ),
    }[ending]
    with pytest.raises(CurvesError, match="there are over 200 settings"):
        read_curves(f"c.{ending}", text, COLUMNS)


@pytest.mark.parametrize(
    "text",
    [
        "setting" + ",x" * 100_000 + "\n" + "a" + ",1" * 100_000,
        json.dumps({"a": {f"c{n}": [1] for n in range(100_000)}}),
    ],
)
def test_many_columns_are_refused_at_once(text):
    with pytest.raises(CurvesError, match="there are over 200 columns"):
        read_curves("c.json" if text[0] == "{" else "c.csv", text, COLUMNS)


def test_json_of_too_many_values_is_refused():
    with pytest.raises(CurvesError, match="it holds over 2,000,000 values"):
        read_curves("c.json", "[" + "[]," * 2_000_000 + "[]]", COLUMNS)


def test_identical_curves_are_found_in_groups():
    rows = "".join(f"{name},{epoch},{epoch},0.5\n" for name in "abcd" for epoch in (1, 2))
    text = CSV.split("\n")[0] + "\n" + rows.replace("d,2,2", "d,2,3")
    assert read_curves("c.csv", text, COLUMNS).identical() == [["a", "b", "c"]]


def test_a_setting_is_found_whatever_its_case():
    curves = read_curves("c.csv", CSV, COLUMNS)
    assert curves.named("Wide-Net") == "wide net"
    assert [curves.named(k) for k in range(3)] == ["a", "wide net", None]
    assert curves.named("b") is None
