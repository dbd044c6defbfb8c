"""Reproducible comparisons: ratios taken in one run, never asserted as times.

`python -m benchmarks DOCUMENT` prints every table; `--quick` takes one run of each and
leaves the peers out.
"""
