"""The benchmarks measure what they say; how long anything takes is not tested."""
