"""Options: those that an answer names, and whether it chooses, denies or doubts them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|without|except|unlike|hardly|far from|wrong|would|but)\b|n['’]t\b",
    re.IGNORECASE,
)

_ALSO = {"true": ("yes",), "false": ("no",)}
_ALONE = {"true": "t|y|correct|right", "false": "f|n|incorrect|wrong"}  # where nothing is beside
_PRONOUNS = "it|they|that|this|these|there|we|you|the|neither|not|because|since|as|but|and|or"
# What follows an option A, but no article.
_NO_NOUN = "and|or|is|are|was|because|since|as|only|alone|holds|but|not|if|then|says|would"
_STRUCK = re.compile(
    r"~~.*?~~|<(s|del|strike)>.*?</\1>|\\(?:sout|st|x?cancel)\{[^{}]*\}|<!--.*?-->", re.S | re.I
)
_FONTS = re.compile(r"\\(?:math\w+|operatorname|text\w*|emph|underline|boxed|left|right)(?![a-z])")

# Options are single characters of a private range while a text is read; so is 'the others'.
_FIRST, OTHERS = 0xE000, "\uf8ff"
_M, _ANY = "[\ue000-\uf8fe]", "[\ue000-\uf8ff]"
_IN = r"(?:(?:in|on|at|for|to|by|with|of|during|the|an?|any|either|both|also)\s+)*"
_LEAD = (
    r"[\s(\[.,:\"“+]*(?:(?:only|just|both|all|it|it['’]s|its|this|these|that|those|they|there|is|"
    r"are|was|has|have|the|an?|my|answers?|choices?|options?|i|we|think|believe|guess|say|choose|"
    r"chose|pick|select|in|on|at|during|while|too|probably|likely|namely|stays?|"
    r"remains?|[a-z](?=\s*[(:.)]))\b[\s:,(.]*)*"
)
_BEGIN = re.compile(rf"{_LEAD}(?={_M})", re.I)
_LEFT_SIDE = re.compile(rf"(?!{_LEAD}{_M})[^,;\n=]*[A-Za-z][^,;\n=]*=\s*(?=[+]?{_M})", re.I)
_NOUN = r"(?:\s+(?:functions?|activations?|units?|nodes?|options?))?"
_JOINT = (
    rf"{_NOUN}(\s*(?:,\s*(?:and|or)\b|[,&+/|]|\bas well as\b|\band\b|\bor\b|\s)\s*)"
    r"(?:(?:the|an?|in)\s+)*"
)
_RUN = re.compile(rf"{_M}(?:{_JOINT}{_M})*{_NOUN}")
_CLEAN = re.compile(r"\s*(?:,|&|\+|(?:,\s*)?\band\b)\s*")
_ASIDE = re.compile(r"(?<=[\s\ue000-\uf8ff])\(([^()]*)\)")
_OPENS = (
    "because|since|(?<!well )as(?! well)|so|thus|hence|therefore|while|whereas|but|although|"
    "though|which|where|unlike|except|instead|rather than|in contrast to|as opposed to|or"
)
_NOT = r"(?:not|never|no|nor|neither)"
_CLAUSE = re.compile(
    rf"([.;:,!)\n]|(?<!\w)\(|\s[-–—]+\s)|\b(?=(?:{_OPENS})\b)|\b(?={_NOT}\s+{_IN}{_M})", re.I
)
_ENDS = r"\s*(?:[.,;:)?!\n]|\Z)"
_OTHERS = re.compile(  # not 'the optimiser does the rest', 'all of them help'
    r"(?<!does )(?<!do )(?<!for )(?<!of )(?<!on )"
    r"(?:\b(?:the )?others\b|\bthe (?:rest|other)\b(?! hand))|"
    r"\b(?:all|any)(?: of (?:them|these)| three| four| five)?"
    rf"(?={_ENDS}|\s+(?:too|also|in the end)\b)|"
    rf"\bvice versa\b|\bthe opposite\b|\b(?:at least|more)(?={_ENDS})|\betc\b",
    re.I,
)
_ALONE_BEFORE = rf"{_ENDS}|\s*(?:[/|]|(?:because|since|as)\b)"
_BOTH = re.compile(rf"\bboth\b(?={_ENDS})", re.I)

# What is said of an option.
_DENIES = (
    rf"(?:\b(?:{_NOT}|without|except|non|unlike|instead|rather than|(?:in contrast|as opposed) to|"
    r"wrong|false|incorrect|untrue|invalid|fails?|failed|would|cannot|excluded|ruled out|stays?|"
    r"remains?|unchanged|constant|dead|stuck|frozen|zeros?|far from|hardly|"
    r"only (?:on|at|for|to|half|one side))\b|n['’]t\b|(?<![\d.])0(?![\d.]))"
)
_DENIED = re.compile(_DENIES, re.I)
_VERB = (
    r"(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should|seems?|gets?|keeps?)\b"
)
_ABOUT = re.compile(  # an option is denied
    rf"{_M}\s*(?:{_VERB}\s*)?(?:\w+\s+)?{_DENIES}|\b{_NOT}\s+{_IN}{_M}", re.I
)
_ALL_OF_THEM = re.compile(r"\s*(?:are|were|do|don|have|haven|stay|remain|fail|get|keep)\b", re.I)
_OPERATOR = re.compile(r"\s*(?:[=<>→⇒⊕∨∧^*/|\\~]|[-–—+]+[>\w\ue000-\uf8ff])")
_SIGN = re.compile(r"(?:(?<![a-z]{3})[-−–—]\s*|[~)/]|\b(?:minus|negative)\s*)\Z", re.I)
_HEDGE = re.compile(
    r"\A\W*or\b|\?|%|\b(?:also|too|as well|likewise|similarly|equally|same|plus|perhaps|maybe|"
    r"possibly|might|may|could|alternative(?:ly)?|otherwise|else|unless|if|then|later|afterwards|"
    r"second|sometimes|depending|doubt|no (?:less|worse|different)|"
    r"(?:not|n['’]t|cannot) (?:only|just|merely|sure|certain|clear|always|necessarily|"
    r"(?:be )?(?:exclude\w*|ruled?)|wrong|false|incorrect|untrue|invalid|impossible|"
    r"unlikely|bad))\b",
    re.I,
)
_RETRACTS = re.compile(
    r"\b(?:wait|scratch|correction|sorry|oops|i mean|second thoughts?|reconsider\w*|"
    r"chang(?:e|ed|ing) (?:my|to|it)|final answer)\b|\A\s*no\s*\Z",
    re.I,
)
_BECAUSE = re.compile(  # 'since D holds' explains nothing
    rf"\s*(?:because|since|as)\b(?:\s*{_ANY})*(?:\s+[^\s\ue000-\uf8ff]+(?:\s*{_ANY})*){{3}}", re.I
)
_BESIDE = re.compile(  # 'a unit of B', 'log(0)'
    rf"(?:\b(?:(?<!because )(?:from|into|of)\s+(?:the\s+)?|log\s+|ln\s+)|\w\()\s*{_M}+", re.I
)

_LONGEST = 2000  # characters
LONG = "this is long: write the choice alone"
ANOTHER = "another choice is named after it: write the choice alone"
DENIED = "it may deny this choice: write the choice first"


@dataclass(frozen=True)
class Chosen:
    """The options that an answer chooses, why that is doubtful, and whether nothing else is said.

    What isn't `clear` may be accepted, but not refused.
    """

    options: frozenset[str] = frozenset()
    doubt: str = ""
    clear: bool = False


@dataclass(frozen=True)
class Options:
    """`among` what one chooses, and further words for them; `subject` is what is asked about.

    Of several options more than one may be chosen.
    """

    among: Sequence[str]
    aliases: Mapping[str, Sequence[str]]
    subject: frozenset[str] = frozenset()
    several: bool = False

    def chosen(self, text: str) -> Chosen:
        """Read an answer: a list of options, and after it what is said of these and of others."""
        if len(text) > _LONGEST:
            return replace(self.chosen(text[:_LONGEST]), doubt=LONG)
        marked = self._marked(plain(text))
        left = _LEFT_SIDE.match(marked)
        text = marked[left.end() :] if left else marked
        begin = _BEGIN.match(text)
        if not begin:
            return self._among_words(marked)
        found = self._listed(text[begin.end() :])
        sure = found.clear and not (left and re.search(_M, left[0]))
        return replace(found, clear=sure)

    def _listed(self, text: str) -> Chosen:
        """Read an answer that begins with a list of options."""
        asides, text = _ASIDE.findall(text), _ASIDE.sub(" ", text)
        run = _RUN.match(text)
        assert run is not None  # noqa: S101 - an option is what it begins with
        listed = "".join(re.findall(_M, run[0]))
        joints = [joint[1] for joint in re.finditer(f"{_JOINT}(?={_M})", run[0])]
        (_, predicate), *later = _clauses(text[run.end() :])
        own = self._own(listed, joints, predicate)
        more = [clause for clause in later if clause[0] in ";\n" and _RUN.fullmatch(clause[1])]
        taken = {*own, *"".join(said for _, said in more)} & set(map(self._mark, self.among))
        clauses = [("", predicate), *(clause for clause in later if clause not in more)]
        for aside in asides:
            clauses += [("(", _clauses(aside)[0][1]), *_clauses(aside)[1:]]
        doubt = self._doubt(taken, clauses)
        if not doubt and own == listed and _ABOUT.match(listed[-1] + predicate):
            doubt = DENIED
        if _OPERATOR.match(predicate) or re.search(r"\bor\b|\|", run[0]):
            doubt = ANOTHER
        clear = (
            own == listed
            and not more
            and all(map(_CLEAN.fullmatch, joints))
            and not (predicate.strip() if len(own) > 1 else _DENIED.search(predicate))
            and not (self.several and _goes_on(predicate, later))
            and all(_ABOUT.search(said) or not self._others(said, taken) for _, said in clauses)
        )
        return Chosen(self._names(taken), doubt, clear)

    def _among_words(self, marked: str) -> Chosen:
        """An option somewhere in a sentence: 'this is called overfitting'."""
        found = re.findall(_M, marked)
        names = self._names(found)
        before = re.split(_M, marked)[0]
        if _DENIED.search(marked) or re.search(r"\bbut\b", marked) or _SIGN.search(before):
            return Chosen(names, DENIED)
        one = len(set(found)) == 1 or (self.several and len(_RUN.findall(marked)) == 1)
        return Chosen(names, "" if one else ANOTHER)

    def _own(self, listed: str, joints: Sequence[str], predicate: str) -> str:
        """The list without an end that is the subject of a denial: 'tanh, ReLU does not'."""
        if len(listed) == 1 or _HEDGE.search(predicate) or not _ABOUT.match(listed[-1] + predicate):
            return listed
        if not _ALL_OF_THEM.match(predicate):
            return listed[:-1] if "," in joints[-1] else listed
        if not self.several:
            return listed[:1]
        new = [n for n, joint in enumerate(joints[:-1], 1) if re.search(r",\s*and", joint)]
        return listed[: new[0]] if new else listed

    def _doubt(self, taken: set[str], clauses: Sequence[tuple[str, str]]) -> str:
        """Why it isn't clear what is chosen: another option, and nothing that denies it."""
        explains = False
        for place, (separator, said) in enumerate(clauses):
            if separator != "," or re.match(rf"(?:{_OPENS})\b", said, re.I):
                explains = place == 1 and separator == ":"
            explains = bool(_BECAUSE.match(said)) or (explains and not re.match(_M, said))
            others = self._others(said, taken)
            if others and (_HEDGE.search(said) or not (explains or _DENIED.search(said))):
                return ANOTHER
            if _RETRACTS.search(said):
                return ANOTHER
            if place and not others and not explains and _ABOUT.search(said):
                return DENIED
        return ""

    def _others(self, said: str, taken: set[str]) -> set[str]:
        """The options in a clause that aren't chosen, nor what is asked about."""
        found = set(re.findall(_ANY, _BESIDE.sub(" ", said))) - taken
        return {mark for mark in found if not self._names(mark) & self.subject}

    def _mark(self, option: str) -> str:
        return chr(_FIRST + list(self.among).index(option))

    def _names(self, named: Iterable[str]) -> frozenset[str]:
        return frozenset(self.among[ord(mark) - _FIRST] for mark in named if mark != OTHERS)

    def _marked(self, text: str) -> str:
        """The text with a mark for every option in it."""
        for option in sorted(self.among, key=len, reverse=True):
            mark = self._mark(option)
            text = re.sub(self._pattern(option), mark, text, flags=re.I)
            if short := _ALONE.get(option.lower()):
                alone = rf"(\A{_LEAD}|[.,;:(/|\n]\s*)\b(?:{short})\b(?={_ALONE_BEFORE})"
                text = re.sub(alone, rf"\1{mark}", text, flags=re.I)
        text = _OTHERS.sub(OTHERS, text)
        return text if self.several else _BOTH.sub(OTHERS, text)

    def _pattern(self, option: str) -> str:
        """How an option may be written: h2 also h_2, mini-batch also minibatch, true also yes.

        The article in `a neuron` isn't the option A, `no` in `no loop` not the option no.
        """
        spellings = (option, *_ALSO.get(option.lower(), ()), *self.aliases.get(option, ()))
        written = "|".join(re.sub(r"(?<=[A-Za-z])(?=\d)", "_?", re.escape(s)) for s in spellings)
        written = written.replace(r"\-", r"[\s\-\u2010-\u2013]*")
        written = re.sub(r"(?<=[a-z]{4})(?=\Z|\|)", "s?", written)
        written = re.sub(r"(?<![\w-])no(?!\w)", rf"no(?! (?!(?:{_PRONOUNS})\\b)[a-z])", written)
        article = rf"(?! (?!(?:{_NO_NOUN})\b)[a-z]{{2}})" if option.lower() == "a" else ""
        return rf"(?<![\w'’])(?:{written})(?![\w-]){article}"


def plain(text: str) -> str:
    """A text without what is struck out, without LaTeX's and Markdown's signs."""
    text = _STRUCK.sub(" ", text)
    text = _FONTS.sub("", re.sub(r"\\([_&%#])", r"\1", text))
    text = re.sub(r"\\[,;:! ]", " ", re.sub(r"\\[()\[\]]|[*`${}]", "", text))
    text = re.sub(r"\\(?=[A-Za-z])", " ", text)
    if "\n" in text:  # a list, line by line
        text = re.sub(r"(?m)^\s*(?:[-•]|\d[.)])\s+", ", ", text)
    return unicodedata.normalize("NFKC", text).strip()


def _goes_on(predicate: str, later: Sequence[tuple[str, str]]) -> bool:
    """Whether a list goes on with what is no option: 'sigmoid and the hyperbolic one'."""
    opening = rf"(?:{_OPENS}|{_NOT})\b"
    more = [said for sign, said in later[:1] if sign == "," and said]
    return bool(re.match(r"\s*(?:and\b|plus\b|[&+/])", predicate, re.I)) or any(
        not re.match(opening, said, re.I) for said in more
    )


def _clauses(text: str) -> list[tuple[str, str]]:
    """The clauses of a text, each after what separates it; a list of options is one mark each."""
    text = _RUN.sub(lambda run: "".join(re.findall(_M, run[0])) + " ", text)
    parts = _CLAUSE.split(text)
    signs = ["", *(sign or "," for sign in parts[1::2])]
    return [(sign, said.strip(" ")) for sign, said in zip(signs, parts[::2], strict=True)]
