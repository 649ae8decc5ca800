"""All wrong modules, by homework."""

from cmu_made import CONSTRUCTED, DROPPED, EXTREME
from cmu_ordinary import ORDINARY
from cmu_state import STATE
from inzva import INZVA
from jhu import JHU
from nyu import NYU

CORPUS = {
    "cmu10417_hw1": STATE | CONSTRUCTED | DROPPED | EXTREME | ORDINARY,
    "nyu_dl_hw1": NYU,
    "inzva_dlsg_hw1": INZVA,
    "jhu_ssm_a3": JHU,
}
