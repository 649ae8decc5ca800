# The exported names, in one list: `__init__.py` loads each from here when it is first used.
from .algebra import Function as Function
from .algebra import Model as Model
from .algebra import Symbol as Symbol
from .assignment import Assignment as Assignment
from .assignment import Question as Question
from .checks.code.agreement import Agreement as Agreement
from .checks.code.contract import Contract as Contract
from .checks.code.fixture import Fixture as Fixture
from .checks.code.gradient import Gradient as Gradient
from .checks.code.property import Property as Property
from .checks.code.pytest_check import PyTest as PyTest
from .checks.code.sequences import Sequences as Sequences
from .checks.code.speed import Speed as Speed
from .checks.code.training import Training as Training
from .checks.written.choice import Choice as Choice
from .checks.written.claims import Best as Best
from .checks.written.claims import Final as Final
from .checks.written.claims import Trend as Trend
from .checks.written.experiment import Experiment as Experiment
from .checks.written.expression import Derivation as Derivation
from .checks.written.expression import Expression as Expression
from .checks.written.graph import Graph as Graph
from .checks.written.numbers import Numbers as Numbers
from .checks.written.replay import Replay as Replay
from .checks.written.review import Review as Review
from .checks.written.shape import Shape as Shape
from .checks.written.witness import Witness as Witness
from .context import Context as Context
from .feedback import Feedback as Feedback
from .grading import grade as grade
from .loading import load as load
from .notebook import check as check
from .notebook import load_ipython_extension as load_ipython_extension
from .numerics.fields import (
    Field as Field,
)
from .numerics.fields import (
    cotangents as cotangents,
)
from .numerics.fields import (
    drawn as drawn,
)
from .numerics.fields import (
    integers as integers,
)
from .numerics.fields import (
    many as many,
)
from .numerics.fields import (
    one_hot as one_hot,
)
from .numerics.fields import (
    one_of as one_of,
)
from .numerics.fields import (
    reals as reals,
)
from .numerics.fields import (
    size as size,
)
from .numerics.fields import (
    sizes as sizes,
)
from .numerics.fields import (
    uniform as uniform,
)
from .numerics.inputs import (
    Inputs as Inputs,
)
from .numerics.safe_pickle import load_arrays as load_arrays
from .numerics.structured import (
    ascending as ascending,
)
from .numerics.structured import (
    distinct as distinct,
)
from .numerics.structured import (
    graph as graph,
)
from .numerics.structured import (
    orthogonal as orthogonal,
)
from .numerics.structured import (
    permutation as permutation,
)
from .numerics.structured import (
    positive_definite as positive_definite,
)
from .numerics.structured import (
    stochastic as stochastic,
)
from .numerics.structured import (
    symmetric as symmetric,
)
from .protocol import Check as Check
from .protocol import Needs as Needs
from .protocol import Recording as Recording
from .results import Failure as Failure
from .results import Results as Results
from .results import Verdict as Verdict
from .sandbox.host.limits import Limits as Limits
from .sequences.life import Life as Life
from .sequences.life import call as call
from .sequences.life import new as new
from .sequences.life import read as read
