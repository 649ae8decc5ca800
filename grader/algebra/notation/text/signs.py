"""The alphabet: every spelling of a sign, in LaTeX, Unicode and ASCII, and the sign it is."""

from __future__ import annotations

_GREEK_WORDS = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi chi psi omega ell Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
GREEK = {word: word for word in _GREEK_WORDS.split()} | {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
    "hslash": "h",
}
_WORDS = """
sin cos tan sinh cosh tanh sech exp log ln max min det arctan lim tr Pr arg argmax argmin sgn erf
rank dim inf sup mod gcd deg diag softmax relu ReLU sigmoid sign Var Cov cov var
"""
WORD_COMMANDS = frozenset(_WORDS.split())

COMMAND_SIGNS = {
    "cdot": "·", "bullet": "·", "times": "*", "ast": "*", "star": "*", "odot": "⊙", "circ": "⊙",
    "otimes": "⊗", "oslash": "⊘", "div": "/", "pm": "±", "mp": "±",
    "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "simeq": "≈", "lt": "<", "gt": ">", "equiv": "=",
    "triangleq": "=", "coloneqq": "←", "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "leftarrow": "←", "gets": "←", "longleftarrow": "←",
    "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "therefore": "⇒",
    "iff": "⇔", "Leftrightarrow": "⇔", "Longleftrightarrow": "⇔",
    "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "infty": "∞",
    "in": "∈", "notin": "∉", "forall": "∀", "exists": "∃", "mapsto": "↦", "sim": "∼",
    "propto": "∝", "top": "⊤", "intercal": "⊤", "prime": "'", "dagger": "⊤",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖", "parallel": "‖",
    "lvert": "|", "rvert": "|", "vert": "|", "mid": "|",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "{": "\\{", "}": "\\}", "lbrace": "\\{", "rbrace": "\\}", "lbrack": "[", "rbrack": "]",
    "\\": "newline", "newline": "newline", "cr": "newline", "tabularnewline": "newline",
    "vdots": "…", "cdots": "…", "ldots": "…", "dots": "…", "dotsc": "…", "dotsb": "…",
    "ddots": "⋱", "quad": "quad", "qquad": "quad", "land": "∧", "wedge": "∧", "lor": "∨",
    "vee": "∨", "sqrt": "√", "%": "%", "backslash": "\\", "choose": "choose", "colon": ":",
    "because": "∵", "square": "∎", "Box": "∎", "blacksquare": "∎", "qed": "∎", "checkmark": "∎",
    "setminus": "∖", "cup": "∪", "cap": "∩", "subset": "⊂", "subseteq": "⊂", "emptyset": "∅",
    "_": "_", "&": "and", "#": "#",
}  # fmt: skip
_LAYOUT_WORDS = """
left right middle displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits
big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm
mathbf boldsymbol bm mathrm mathit mathcal mathsf mathscr vec mathbb mathbbm mathds operatorname
nonumber notag mathop mathopen mathclose mathord mathbin mathrel thinspace negthinspace
medspace thickspace underline noindent centering hfill allowbreak nobreak smash null par
cancel bcancel xcancel ensuremath rm bf it hline strut mathstrut left. text mbox tiny small large
Large LARGE huge Huge normalsize footnotesize scriptsize relax protect phantom vphantom dotfill
"""
LAYOUT = frozenset(_LAYOUT_WORDS.split())
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "check": "check", "breve": "breve",
}  # fmt: skip
KEPT_COMMANDS = {
    "frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "binom": "binom",
    "dbinom": "binom", "tbinom": "binom", "substack": "substack", "underbrace": "underbrace",
    "overbrace": "underbrace", "over": "over",
}  # fmt: skip
UNICODE_SIGNS = {
    "−": "-", "–": "-", "—": "-", "·": "·", "⋅": "·", "∙": "·", "•": "·", "×": "*", "∗": "*",
    "⊙": "⊙", "∘": "⊙", "⊗": "⊗", "⊘": "⊘", "÷": "/", "∕": "/", "±": "±",
    "≤": "≤", "⩽": "≤", "≥": "≥", "⩾": "≥", "≠": "≠", "≈": "≈", "≡": "=", "≔": "←", "→": "→",
    "←": "←", "⇒": "⇒", "⟹": "⇒", "∴": "⇒", "⇔": "⇔", "∂": "∂", "∇": "∇", "∑": "∑", "Σ": "∑",
    "∏": "∏", "∫": "∫", "∞": "∞", "∈": "∈", "∀": "∀", "⊤": "⊤", "‖": "‖", "∥": "‖", "√": "√",
    "′": "'", "’": "'", "…": "…", "⋯": "…", "⋮": "…", "⋱": "⋱", "∧": "∧", "∨": "∨", "⟨": "⟨",
    "⟩": "⟩", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "∎": "∎", "□": "∎", "■": "∎", "✓": "∎",
    "⁄": "/", "∝": "∝", "∼": "∼", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
    "“": " ", "”": " ", '"': " ", "‘": "'",
}  # fmt: skip
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
UNICODE_SIGNS.update({sign: sign for sign in FRACTIONS})
del UNICODE_SIGNS["Σ"]  # the sum or the letter: the parser decides
_GREEK_ORDER = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell epsilon phi
"""
GREEK_LETTERS = dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩℓϵϕ", _GREEK_ORDER.split(), strict=True))
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₗₘₙₚₜₐₑₒₓₕₛᵣᵤᵥ"
SUBSCRIPTS = dict(zip(_LOWERED, "0123456789+-ijklmnptaeoxhsruv", strict=True))
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ⁻⁺⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴴᴷᴸᴹᴺ"
SUPERSCRIPTS = dict(zip(_RAISED, "0123456789⊤-+()abcdefghijklmnoprstuvwxyzABDHKLMN", strict=True))
ACCENTED = {
    "ŷ": ("hat", "y"), "ẑ": ("hat", "z"), "ĵ": ("hat", "j"), "ŵ": ("hat", "w"),
    "ĥ": ("hat", "h"), "â": ("hat", "a"), "ê": ("hat", "e"), "ô": ("hat", "o"),
    "û": ("hat", "u"), "Ŷ": ("hat", "Y"), "î": ("hat", "i"), "ȳ": ("bar", "y"),
}  # fmt: skip
ASCII_SIGNS = {
    "...": "…", "**": "^", "<=": "≤", ">=": "≥", "!=": "≠", "==": "=", ":=": "←", "=>": "⇒",
    "->": "→", "~": " ",
}  # fmt: skip
PLAIN = frozenset("+-*/^_=<>()[]{}|,;:&'.@!?%")
