"""What one engine took: said on standard output for run.py, in a process of its own."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def timed(work: Callable[[Path, Path], int]) -> None:
    """Call the work with the file and the target, after everything is imported."""
    file, target = (Path(argument) for argument in sys.argv[1:3])
    start, used = time.perf_counter(), time.process_time()
    rows = work(file, target)
    took = {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - used,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": rows,
    }
    print(json.dumps(took))
