"""How far the lookups in ECR are, in one line."""


def lookups(done: int, total: int, waiting: int) -> str:
    """How many of how many are done, and how many scans are waited for."""
    line = f"ECR: {done} of {total} lookups done"
    if waiting:
        line += f", waiting for {waiting} {'scan' if waiting == 1 else 'scans'}"
    return line
