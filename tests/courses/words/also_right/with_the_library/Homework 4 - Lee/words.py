#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Homework 4"""
from collections import Counter, defaultdict
import re, random

def is_palindrome(text: str) -> bool:
    s = re.sub(r"[^a-z0-9]", "", text.lower())
    return s == "".join(reversed(s))

def count_words(text):
    return Counter(re.findall(r"\w+", text.lower()))

def longest_words(text):
    words = sorted(count_words(text), key=lambda w: (-len(w), random.random()))
    return [w for w in words if len(w) == len(words[0])]

def invert(d):
    if len(d) == 0:
        class EmptyTable(ValueError): pass
        raise EmptyTable
    out = defaultdict(list)
    for k in d: out[d[k]].append(k)
    return {k: sorted(v) for k, v in out.items()}

if __name__ == "__main__":
    print(count_words(input("Enter some text: ")))
