"""Authors' mistakes, and the one line that each must be answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from small import FILES, declared


@dataclass(frozen=True)
class Mistake:
    """Some files with a mistake in them, found by `command`, and the message."""

    name: str
    files: Mapping[str, str | bytes]
    message: str = ""
    command: tuple[str, ...] = ("load",)
    removed: tuple[str, ...] = field(default=())


FIXTURES = ("fixtures",)
STARTER = ("starter", "-o", "out")


def check(name: str, declaration: str, message: str = "", **options) -> Mistake:
    files = {"assignment.py": declared(declaration), **options.pop("files", {})}
    return Mistake(name, files, message, **options)


def assignment(name: str, old: str, new: str, message: str = "", **options) -> Mistake:
    text = declared()
    assert old in text, old
    return Mistake(name, {"assignment.py": text.replace(old, new)}, message, **options)


def file(name: str, path: str, text: str | bytes, message: str = "", **options) -> Mistake:
    return Mistake(name, {path: text}, message, **options)


def drivers(name: str, text: str, declaration: str = "Agreement(drivers.double, inputs.xs)", message: str = "", **options) -> Mistake:
    return check(name, declaration, message, files={"drivers.py": text}, **options)


D = "drivers.double, inputs.xs"
QUESTION = 'Question("1", "One", 4, ['
PROPERTY = f"Property({D}, properties.doubled)"
MODEL = "from grader import Model, Symbol, Function\n\n"

MISTAKES = [
    # the assignment
    assignment("title_number", '"Small"', "1"),
    assignment("files_string", '["mlp.py"]', '"mlp.py"'),
    assignment("files_stem", '["mlp.py"]', '["mlp"]'),
    assignment("files_missing", '["mlp.py"]', '["mlp.py", "net.py"]'),
    assignment("files_number", '["mlp.py"]', '["mlp.py", 3]'),
    assignment("points_sum", '["mlp.py"], [', '["mlp.py"], points=5, questions=['),
    assignment("imports_string", '["mlp.py"], [', '["mlp.py"], imports="numpy", questions=['),
    assignment("imports_dotted", '["mlp.py"], [', '["mlp.py"], imports=["numpy.linalg"], questions=['),
    assignment("limits_string", '["mlp.py"], [', '["mlp.py"], limits=Limits(call_seconds="5"), questions=['),
    assignment("limits_number", '["mlp.py"], [', '["mlp.py"], limits=5, questions=['),
    assignment("limits_unknown", '["mlp.py"], [', '["mlp.py"], limits=Limits(seconds=5), questions=['),
    assignment("questions_single", '"Small", ["mlp.py"], [', '"Small", ["mlp.py"], Question("1", "One", 1, []), files=['),
    Mistake("question_alone", {"assignment.py": 'from grader import *\n\nhomework = Assignment("S", [], Question("1", "One", 1, []))\n'}),
    Mistake("questions_none", {"assignment.py": 'from grader import *\n\nhomework = Assignment("S", ["mlp.py"], [])\n'}),
    Mistake("no_assignment", {"assignment.py": "from grader import *\n"}),
    Mistake("two_assignments", {"assignment.py": declared() + "\nother = Assignment('S', [], [])\n"}),
    assignment("option_unknown", '["mlp.py"], [', '["mlp.py"], point=5, questions=['),
    # a question
    assignment("visibility", QUESTION, 'Question("1", "One", 4, visibility="hiden", checks=['),
    assignment("points_string", QUESTION, 'Question("1", "One", "4", ['),
    assignment("points_negative", QUESTION, 'Question("1", "One", -4, ['),
    assignment("points_nan", QUESTION, 'Question("1", "One", float("nan"), ['),
    assignment("points_infinite", QUESTION, 'Question("1", "One", float("inf"), ['),
    assignment("points_forgotten", QUESTION, 'Question("1", "One", ['),
    assignment("id_number", QUESTION, 'Question(1, "One", 4, ['),
    assignment("id_empty", QUESTION, 'Question("", "One", 4, ['),
    assignment("id_twice", QUESTION, f'Question("1", "Zero", 1, [Agreement({D})]),\n    {QUESTION}'),
    Mistake("checks_single", {"assignment.py": declared().replace("4, [\n", "4, checks=").replace(",\n    ]),", "),").replace("        Agr", "Agr")}),
    check("no_checks", "", command=("load",)),
    check("not_a_check", "drivers.double"),
    check("checks_class", "Agreement"),
    check("titles_twice", f"Agreement({D}),\n        Agreement({D})"),
    check("only_guards", f"Contract({D})"),
    check("no_weight", f"Agreement({D}, weight=0)"),
    # any check
    check("weight_negative", f"Agreement({D}, weight=-1)"),
    check("weight_string", f"Agreement({D}, weight='2')"),
    check("weight_infinite", f"Agreement({D}, weight=float('inf'))"),
    check("guard_string", f"Agreement({D}, guard='yes')"),
    check("hint_list", f"Agreement({D}, hint=['a', 'b'])"),
    check("option_misspelled", f"Agreement({D}, wieght=2)"),
    check("driver_unknown", "Agreement(drivers.duoble, inputs.xs)"),
    check("inputs_unknown", "Agreement(drivers.double, inputs.ys)"),
    check("kind_unknown", f"Agreemnt({D})"),
    check("kind_of_their_own", f"Mine({D})", files={"assignment.py": declared(f"Mine({D})").replace("homework", "class Mine(Agreement):\n    pass\n\n\nhomework")}),
    check("kind_without_judge", "Mine()", files={"assignment.py": declared("Mine()").replace("homework", "class Mine(Check):\n    pass\n\n\nhomework")}),
    check("kind_not_a_check", "Mine()", files={"assignment.py": declared("Mine()").replace("homework", "class Mine:\n    pass\n\n\nhomework")}),
    check("kind_without_super", "Mine()", files={"assignment.py": declared("Mine()").replace("homework", "class Mine(Check):\n    def __init__(self):\n        self.x = 1\n\n    def judge(self, context):\n        return self.earn()\n\n\nhomework")}),
    # drivers
    check("driver_lambda", "Agreement(lambda mlp, x: {'y': x}, inputs.xs)"),
    check("driver_string", "Agreement('double', inputs.xs)"),
    check("driver_called", "Agreement(drivers.double(1, 2), inputs.xs)"),
    check("driver_class", "Agreement(drivers.Double, inputs.xs)", files={"drivers.py": "class Double:\n    pass\n"}),
    check("driver_partial", "Agreement(drivers.double, inputs.xs)", files={"drivers.py": "import functools\n\n\ndef make(mlp, x, k):\n    return {'y': k * x}\n\n\ndouble = functools.partial(make, k=2)\n"}),
    check("driver_from_factory", "Agreement(drivers.double, inputs.xs)", files={"drivers.py": "def make(k):\n    def driver(mlp, x):\n        return {'y': k * x}\n    return driver\n\n\ndouble = make(2)\n"}),
    check("driver_decorated", "Agreement(drivers.double, inputs.xs)", files={"drivers.py": "import functools\n\n\n@functools.cache\ndef double(mlp, x):\n    return {'y': x}\n"}),
    check("driver_elsewhere", "Agreement(properties.doubled, inputs.xs)", files={"properties.py": "def doubled(mlp, x):\n    return {'y': x}\n"}),
    check("driver_aliased", "Agreement(drivers.twice, inputs.xs)", files={"drivers.py": FILES["drivers.py"] + "\n\ntwice = double\ndel double\n"}),
    drivers("driver_without_module", "def double():\n    return {}\n"),
    drivers("driver_other_module", "def double(net, x):\n    return {'y': x}\n"),
    drivers("driver_other_arguments", "def double(mlp, z):\n    return {'y': z}\n"),
    drivers("driver_imports", "from . import inputs\n" + FILES["drivers.py"]),
    drivers("driver_returns_nothing", "def double(mlp, x):\n    mlp.double(x)\n", command=FIXTURES),
    drivers("driver_returns_array", "def double(mlp, x):\n    return mlp.double(x)\n", command=FIXTURES),
    drivers("driver_returns_nested", "def double(mlp, x):\n    return {'y': {'z': mlp.double(x)}}\n", command=FIXTURES),
    drivers("driver_returns_list", "def double(mlp, x):\n    return {'y': [mlp.double(x)]}\n", command=FIXTURES),
    drivers("driver_returns_function", "def double(mlp, x):\n    return {'y': mlp.double}\n", command=FIXTURES),
    drivers("driver_returns_empty", "def double(mlp, x):\n    return {}\n", command=FIXTURES),
    drivers("driver_returns_numbered", "def double(mlp, x):\n    return {1: x}\n", command=FIXTURES),
    drivers("driver_raises", "def double(mlp, x):\n    return {'y': mlp.treble(x)}\n", command=FIXTURES),
    drivers("driver_exits", "def double(mlp, x):\n    raise SystemExit\n", command=FIXTURES),
    drivers("driver_recurses", "def double(mlp, x):\n    return double(mlp, x)\n", command=FIXTURES),
    # inputs
    file("regime", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'), regimes=['normall'])\n"),
    file("size_unused", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'), sizes={'m': 3})\n"),
    file("size_reversed", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'), sizes={'n': (5, 2)})\n"),
    file("size_string", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'), sizes={'n': '3'})\n"),
    file("field_string", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x='n')\n"),
    file("field_not_called", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals)\n"),
    file("axis_tuple", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals(('n', 'm')))\n"),
    file("axis_float", "inputs.py", "from grader import Inputs, reals\n\nxs = Inputs(x=reals(2.0))\n"),
    file("bounds_reversed", "inputs.py", "from grader import Inputs, integers\n\nxs = Inputs(x=integers(5, 2, 'n'))\n"),
    file("bounds_forgotten", "inputs.py", "from grader import Inputs, uniform\n\nxs = Inputs(x=uniform('n', 2))\n"),
    file("one_of_nothing", "inputs.py", "from grader import Inputs, one_of\n\nxs = Inputs(x=one_of())\n"),
    file("drawn_value", "inputs.py", "from grader import Inputs, drawn\n\nxs = Inputs(x=drawn(3))\n"),
    file("drawn_raises", "inputs.py", "from grader import Inputs, drawn\n\n\ndef make(rng):\n    return rng.normall()\n\n\nxs = Inputs(x=drawn(make))\n", command=FIXTURES),
    check("inputs_dict", "Agreement(drivers.double, {'x': 3})"),
    check("inputs_forgotten", "Agreement(drivers.double)"),
    check("inputs_none", "Agreement(drivers.double, None)"),
    # agreement, contract, gradient, property, training, fixture
    check("outputs_string", f"Agreement({D}, outputs='y')"),
    check("outputs_misspelled", f"Agreement({D}, outputs=['yy'])", command=FIXTURES),
    check("outputs_empty", f"Agreement({D}, outputs=[])"),
    check("shapes_list", f"Agreement({D}), Contract({D}, shapes=['n'])"),
    check("shapes_string", f"Agreement({D}), Contract({D}, shapes={{'y': 'n'}})"),
    check("shapes_size", f"Agreement({D}), Contract({D}, shapes={{'y': ('m',)}})"),
    check("shapes_output", f"Agreement({D}), Contract({D}, shapes={{'yy': ('n',)}})", command=FIXTURES),
    check("again_string", f"Agreement({D}), Contract({D}, again='double')"),
    check("wrt_string", f"Gradient({D}, of='y', wrt='x')"),
    check("wrt_unknown", f"Gradient({D}, of='y', wrt=['w'])"),
    check("wrt_empty", f"Gradient({D}, of='y', wrt=[])"),
    check("of_misspelled", f"Gradient({D}, of='yy', wrt=['x'])", command=FIXTURES),
    check("gradient_not_returned", f"Gradient({D}, of='y', wrt=['x'])", files={"drivers.py": "def double(mlp, x):\n    return {'y': mlp.double(x)}\n"}, command=FIXTURES),
    check("cotangent_unknown", f"Gradient({D}, of='y', wrt=['x'], cotangent='up')"),
    check("cotangent_forgotten", f"Gradient({D}, of='y', wrt=['x'])", command=FIXTURES),
    check("gradient_of_integers", f"Gradient({D}, of='y', wrt=['x'])", files={"inputs.py": "from grader import Inputs, integers\n\nxs = Inputs(x=integers(1, 4))\n"}, command=FIXTURES),
    check("property_string", f"Property({D}, 'doubled')"),
    check("property_raises", PROPERTY, files={"properties.py": "def doubled(inputs, outputs):\n    return outputs['z']\n"}, command=FIXTURES),
    check("property_bool", PROPERTY, files={"properties.py": "def doubled(inputs, outputs):\n    return True\n"}, command=FIXTURES),
    check("property_arguments", PROPERTY, files={"properties.py": "def doubled(outputs):\n    return None\n"}, command=FIXTURES),
    check("property_false_for_reference", PROPERTY, files={"properties.py": "def doubled(inputs, outputs):\n    return 'y is wrong'\n"}, command=FIXTURES),
    check("property_exits", PROPERTY, files={"properties.py": "def doubled(inputs, outputs):\n    raise SystemExit\n"}, command=FIXTURES),
    check("slack_number", f"Training({D}, slack=0.1)"),
    check("slack_misspelled", f"Training({D}, slack={{'yy': 0.1}})", command=FIXTURES),
    check("cases_string", f"Fixture({D}, cases='5')"),
    check("cases_none", f"Fixture({D}, cases=0)"),
    check("replay_forgotten", f"Agreement({D}), Replay({D})"),
    check("reference_fails", f"Agreement({D})", files={"mlp.py": "def double(x):\n    if x.size == 4:\n        raise ValueError('four')\n    return 2 * x\n"}, command=FIXTURES),
    check("reference_random", f"Agreement({D})", files={"mlp.py": "import numpy as np\n\nrng = np.random.default_rng(0)\n\n\ndef double(x):\n    return x + rng.random()\n"}, command=FIXTURES),
    # written answers
    check("key_not_read", "Expression('dw', keys.model, 'w +')"),
    check("key_undeclared", "Expression('dw', keys.model, 'w + z')"),
    check("model_forgotten", "Expression('dw', 'w + v')"),
    check("free_not_declared", "Expression('dw', keys.model, 'w_i', 'i')"),
    file("circular", "keys.py", MODEL + "model = Model((\n    Symbol('w', definition='v'),\n    Symbol('v', definition='w'),\n))\n"),
    file("definition_not_read", "keys.py", MODEL + "model = Model((Symbol('w', definition='(v'),))\n"),
    file("domain", "keys.py", MODEL + "model = Model((Symbol('w', domain='reel'),))\n"),
    file("symbol_name", "keys.py", MODEL + "model = Model((Symbol('w_1'),))\n"),
    file("symbol_twice", "keys.py", MODEL + "model = Model((Symbol('w'), Symbol('v', aliases=('w',))))\n"),
    file("symbol_shape_string", "keys.py", MODEL + "model = Model((Symbol('w', ('n')),))\n"),
    file("symbols_single", "keys.py", MODEL + "model = Model(Symbol('w'))\n"),
    file("symbols_string", "keys.py", MODEL + "model = Model(('w', 'v'))\n"),
    check("choice_unknown", "Choice('a', ('yes', 'no'), 'maybe')"),
    check("choice_string", "Choice('a', 'yes', 'no')"),
    check("numbers_number", "Numbers('a', keys.model, 0.5)"),
    check("field_twice", "Review('a', title='one'), Review('a', title='two')"),
    check("graph_unknown", "Graph('g', given={'x': '2'}, nodes={'z': 'x*y'}, gradients=['x'])"),
    check("experiment_claim", "Experiment('e', claims=[Final('f', 'losss', 0)])"),
    check("experiment_claims_single", "Experiment('e', claims=Final('f', 'train_loss', 0))"),
    check("witness_shape", "Witness('w', {'W': 2}, properties.doubled)"),
    # files
    file("syntax", "drivers.py", "def double(mlp, x)\n    return {}\n"),
    file("syntax_inputs", "inputs.py", "from grader import *\n\ndef broken(:\n"),
    file("nul_bytes", "drivers.py", "def double(mlp, x):\n    return {}\0\n"),
    file("latin_1", "inputs.py", "# caf\xe9\n".encode("latin-1")),
    file("latin_1_drivers", "drivers.py", "# one\n# caf\xe9\n".encode("latin-1")),
    file("exits", "inputs.py", "import sys\n\nsys.exit(0)\n"),
    file("exits_with_words", "mlp.py", "raise SystemExit('bye')\n"),
    file("recursion", "inputs.py", "def f():\n    return f()\n\n\nf()\n"),
    file("raises", "inputs.py", "xs = 1 / 0\n"),
    file("raises_lines", "inputs.py", "raise ValueError('one\\ntwo')\n"),
    file("import_missing", "inputs.py", "import nowhere_to_be_found\n"),
    file("import_of_grader", "inputs.py", "from grader import Inputs, real\n"),
    Mistake("file_missing", {}, removed=("inputs.py",)),
    Mistake("drivers_missing", {}, removed=("drivers.py",)),
    Mistake("reference_missing", {}, removed=("mlp.py",)),
    # fixtures
    check("fixtures_missing", f"Fixture({D})", command=("grade", "<submission>", "--out", "out")),
    check("fixtures_damaged", f"Fixture({D})", files={"fixtures.pkl": b"not a pickle"}, command=("grade", "<submission>", "--out", "out")),
    check("fixtures_damaged_checked", f"Fixture({D})", files={"fixtures.pkl": b""}, command=("check", "<submission>")),
    # handouts
    check("handout_lambda", f"Property({D}, lambda inputs, outputs: None)", command=STARTER),
    check("handout_factory", f"Property({D}, properties.within(0.1))", files={"properties.py": "def within(size):\n    def holds(inputs, outputs):\n        return None\n    return holds\n"}, command=STARTER),
    check("handout_inputs_inline", f"Property(drivers.double, Inputs(x=reals('n')), properties.doubled)", command=STARTER),
    check("handout_reference", PROPERTY, files={"properties.py": "from .mlp import double\n\n\ndef doubled(inputs, outputs):\n    return double(1) and None\n"}, command=STARTER),
    check("handout_reference_module", PROPERTY, files={"properties.py": "from . import mlp\n\n\ndef doubled(inputs, outputs):\n    return mlp.double(1) and None\n"}, command=STARTER),
    check("handout_key", f"{PROPERTY}, Expression('a', keys.model, keys.ANSWER)", files={"keys.py": FILES["keys.py"] + "ANSWER = 'w*v + w'\n", "properties.py": "from . import keys\n\n\ndef doubled(inputs, outputs):\n    return keys.ANSWER and None\n"}, command=STARTER),
    Mistake("handout_skeleton_missing", {}, removed=("starter/mlp.py",), command=STARTER),
    check("handout_star_import", PROPERTY, files={"properties.py": "from .inputs import *\n\n\ndef doubled(inputs, outputs):\n    return xs and None\n"}, command=STARTER),
    check("handout_reference_raises", f"Agreement({D})", files={"mlp.py": "def double(x):\n    raise ValueError('no')\n"}, command=STARTER),
    check("handout_dataclass_of_their_own", "Experiment('e', claims=[keys.Mine('f', 'train_loss')])", files={"keys.py": FILES["keys.py"] + "from dataclasses import dataclass\nfrom grader.checks.written.claims import Claim\n\n\n@dataclass(frozen=True)\nclass Mine(Claim):\n    def wrong(self, said, curves):\n        return None\n"}, command=STARTER),
]
