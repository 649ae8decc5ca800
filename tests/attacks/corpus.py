"""The whole corpus of hostile modules."""

import cheating
import escaping
import exhausting
import forging
import reading

ATTACKS = [
    attack
    for family in (reading, forging, exhausting, escaping, cheating)
    for attack in family.ATTACKS
]
