"""How fast Stancewire is, beside what one would run without it: ``make bench``.

Every figure is processor time (user and system) of one thread, and peers take turns on the same
articles in the same run, so that other work on the machine disturbs all of them alike. Results go
to ``bench/result.json``; ``docs/performance.md`` is written from it. ``make bench-check`` compares
the ratios of a new run with the committed ones.
"""
