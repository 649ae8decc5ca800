"""The words beside formulas: which bind a formula, which link steps, and which mean something else.

Words that aren't known here are kept: an answer with words that weren't understood is never
refused. Words that may turn a formula's meaning round (`not`, `or`, `the transpose of`) keep it
from being accepted too.
"""

from __future__ import annotations

import re

IF = frozenset({"if", "for", "when", "whenever", "iff", "elif", "provided", "elseif"})
OTHERWISE = frozenset({"otherwise", "else", "elsewhere", "ow", "o.w."})
_CONTEXT_WORDS = """
where since because as using with given let denote denotes define defining here recall note by
setting writing suppose assume assuming from noting consider introduce set call via knowing means
whose solving solve once after before during through reminder remember write
"""
CONTEXT = frozenset(_CONTEXT_WORDS.split())
_STRONG_WORDS = """
where since because let denote denotes define defining suppose assume given knowing know whose known
recall
"""
STRONG = frozenset(_STRONG_WORDS.split())
"""Words after which no formula of their clause is the answer, however far."""
LISTING = frozenset({"with", "where", "using", "let", "denote"})
"""Words after which equations may be listed."""
_CLEARING_WORDS = """
so hence therefore thus then get gets gives give yields yield obtain i.e. ie find finally conclude
becomes become follows
"""
CLEARING = frozenset(_CLEARING_WORDS.split())
"""Words that begin a new clause, of which the formula may be the answer."""
_MAIN_WORDS = """
so hence therefore thus then get gets gives give gave yields yield obtain obtains becomes become
finally conclude equals equal is are have has find finds answer final result i.e. ie namely
simplifies simplify return returns follows follow implies leaves total arrive overall summary
solution becoming
"""
MAIN = frozenset(_MAIN_WORDS.split())
_NEGATIVE_WORDS = """
not isn't don't doesn't never wrong incorrect false or either instead except unless neither nor
unlike rather guess guessing unsure maybe perhaps alternatively cannot can't isnt dont aren't
wasn't won't mistake hardly barely scarcely anything contrary swapped swapping
"""
NEGATIVE = frozenset(_NEGATIVE_WORDS.split())
_OPERATION_WORDS = """
minus plus times divided multiplied transpose transposed negative negated half twice double
squared square root inverse inverted sum mean average product elementwise opposite reciprocal
scaled reversed sign ignoring up log logarithm ln exp exponential cube cubed absolute magnitude
thrice third quarter trace norm reverse
mod modulo averaged
"""
OPERATIONS = frozenset(_OPERATION_WORDS.split())
"""Words that change the formula which they stand beside."""
_DONE_AFTER_WORDS = """
minus plus times divided multiplied transposed negated halved doubled squared cubed inverted rounded
clipped raised shifted scaled reversed swapped truncated but ignoring neglecting disregarding modulo
dropping omitting normalised normalized weighted
"""
DONE_AFTER = frozenset(_DONE_AFTER_WORDS.split())
"""Words that change the formula before them, a comma between or not."""
_SAID_OF_IT_WORDS = """
obtained derived required stated wanted desired needed asked expected claimed implied simplified
rearranged called named followed based related boxed indexed stacked proved noted mentioned
described factored factorised factorized summed repeated rewritten multiplied
"""
SAID_OF_IT = frozenset(_SAID_OF_IT_WORDS.split())
"""Participles after a formula that say something of it and change nothing."""
_OPPOSITE_WORDS = """
reciprocal inverse inverted opposite negative negated minus transpose transposed reverse reversed
twice half double square squared
"""
OPPOSITES = frozenset(_OPPOSITE_WORDS.split())
"""Nouns that make another formula of what stands after their colon: 'reciprocal: …'."""
_HEDGE_WORDS = "could may might possibly probably up likely should flipped"
HEDGES = frozenset(_HEDGE_WORDS.split())
"""Words that leave open what they are said of."""
_TURNED_WORDS = """
sign signs plus minus flip flips flipped reversed reverse swapped transpose transposed negative
positive opposite factor factors off wrong different other inverted inverse
"""
TURNED = frozenset(_TURNED_WORDS.split())
"""What a hedge may leave open: 'the sign could be different'."""
DONE_THEN = frozenset(
    {"multiply", "divide", "add", "subtract", "take", "transpose", "negate", "square", "swap"}
)
"""Verbs that after 'then' change the formula before them."""
BOUNDS = frozenset({"over", "than", "most", "least", "below", "above", "beyond", "under", "like"})
"""Words that keep the formula right after them from being the answer: 'less than', '1 over'."""
NEAR = frozenset({"close", "proportional", "similar", "next", "opposed", "contrary", "up"})
"""Words that do so with 'to'."""
_SAME_WORDS = """
value form expression answer product result shape instead entry element component row
"""
SAME = frozenset(_SAME_WORDS.split())
"""What 'the … of' may name without changing the formula after it."""
_FILLING_WORDS = "the a an of just simply always all everywhere identically row vector matrix"
FILLING = frozenset(_FILLING_WORDS.split())
"""Words that change nothing between 'is' and 'zero'."""
SIGNS = frozenset("+*/^%√±∓×·÷⁄∕¬∞∂∇∑∏∫½⅓⅔¼¾²³⌊⌋⌈⌉‖")
"""Signs among words that change the formula beside them: `5% of $w$`, `($w$)/2`."""
_HARMLESS_WORDS = """
a an the this that these those it its we i you our my one ones two three first second third last
next of in on at to into over under between out up down all any each every both same such only
just also again now and which what who how why be been being was were will would can could may
must should do does did done make makes take takes taking took put see shown show shows showing
use used uses apply applying applied chain rule quotient product power identity matrix vector row
rows column columns scalar diagonal derivative derivatives gradient gradients partial partials
jacobian entry entries element elements component components index indices term terms factor
factors function functions layer layers unit units step steps part parts case cases equation
equations formula expression value values variable variables weight weights bias biases input
inputs output outputs loss losses error errors label labels target class classes probability
probabilities softmax sigmoid relu tanh logits logit activation activations upstream sample
samples batch data point points example examples size shape dimension dimensions dimensional
number numbers real space hot one-hot zero kronecker delta symbol notation simply simple exactly
directly immediately easily clearly obviously elementwise element-wise entrywise componentwise
coordinate coordinates respect w.r.t. wrt side sides left right hand multiply multiplying
multiplied expand expanding expanded substitute substituting plug plugging differentiate
differentiating integrate integration setting yields known know question previous above below
following earlier problem exercise combining combined together collecting like well because yes
depends depend survive survives remains remain appear appears contributes contribute vanish
vanishes cancel cancels model models network rate learning new update updated move against
direction mean variance expectation expected bernoulli gaussian random mask dropout independent
definition defined definitions standard usual general particular special compact form forms
scalar-valued valued version written rewrite rewritten computed compute computing calculation
calculate calculated work working evaluate evaluated sums linear map linearity collapse collapsing
single affine parameters parameter count counts choice choices order matter n't matters there
exists exist holds hold true proof prove proven claim qed penalty regulariser regularizer
regularization regularisation ridge residual margin violation hinge indicator heaviside slope kink
undefined undefined, positive greater less than smaller larger nonzero correct summing add adding
adds added once contains contain stands stand maximum minimum likelihood log-likelihood density
swish silu gelu mle estimate estimator attention score scores key query th st nd rd normalised
normalized norm length unit-length weighted average chosen choose inside outside outer inner dot
hadamard product-rule chain-rule follows whole exceeds least most differs differ equal coincide
constant constants symmetric line lines start starts rank residuals nothing four five front short
kept goes enters need needs hessian course back flows flow conditions condition summand summands
about approximately roughly around epoch epochs reaches reached ends
identically agree match distinct unequal different nonnegative non-negative non-zero bigger
"""
HARMLESS = frozenset(_HARMLESS_WORDS.split())
_LABELLED_WORDS = """
step case layer eq equation equations eqn part question problem exercise rule theorem lemma section
line figure version row column unit node q no number item chapter page task definition assumption
property formula epoch point axis dimension class example order degree homework hw lecture slide
method option attempt term claim corollary proposition table sample
"""
LABELS = frozenset(_LABELLED_WORDS.split())
"""Words after which a number is a label: 'step 2'."""
OF_NAMES = IF | frozenset({"and", "all", "each", "every", "any", "of", "to", "by", "wrt", "w.r.t."})
"""Words after which a letter is a name that is spoken of: 'for every k'."""
ENGLISH = IF | OTHERWISE | CONTEXT | MAIN | NEGATIVE | OPERATIONS | HARMLESS
"""Every word that is known here: in typed text these are words, where they aren't names."""

_WORD = re.compile(r"[A-Za-z]+(?:['’.-][A-Za-z.]+)*|\d+(?:st|nd|rd|th)?|[.;:,()!?\n]|\S")


def split(text: str) -> list[str]:
    """The words and signs of prose, in lower case."""
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]


def is_prose(word: str) -> bool:
    """Whether a run of letters in typed text is more likely a word than names side by side."""
    return word.lower() in ENGLISH or (len(word) > 3 and word.isalpha() and word.islower())


def unknown(words: list[str]) -> list[str]:
    """The words that mean nothing known."""
    return [w for w in words if w[0].isalpha() and len(w) > 1 and w.rstrip(".") not in ENGLISH]
