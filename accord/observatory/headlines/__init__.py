"""The headline figures of the report on the state of social justice, recomputed.

`reading.py` sets each printed value beside what published figures give, `pages.py`
shows them, `exchange.py` sends them. What they are lies in `data/headlines.toml`.
"""
