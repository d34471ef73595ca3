"""What else there is to pay: starting, loading, planning, memory, and the library around the bare run."""

from comparison.contenders import KEPT, LIBRARY, PEERS, SHORT_LIVED

_RUNS = 30
_MEMORY_RUNS = 5


def cold_starts(contenders, case, repeats):
    """By contender, seconds from the start of the process to the first attribution. Python does not compile for one."""
    contenders.keep(case)
    found = {name: [] for name in (LIBRARY, KEPT, *PEERS)}
    for _ in range(repeats):
        for name, seconds in found.items():
            with contenders.start_kept() if name == KEPT else contenders.start(name, jvm=SHORT_LIVED) as contender:
                contender.ask(do="prepare", **case.question(**({"once": True} if name in PEERS else {})))
                seconds.append(contender.age())
    return found


def peaks(contenders, case):
    """By contender, the most memory it ever held, in MiB."""
    found = {}
    for name in (LIBRARY, *PEERS):
        with contenders.start(name) as contender:
            contender.ask(do="prepare", **case.question())
            contender.ask(do="measure", runs=_MEMORY_RUNS)
            found[name] = contender.ask(do="memory")["kilobytes"] / 1024
    return found


def library(contenders, case):
    """What only the library is asked."""
    with contenders.start(LIBRARY) as contender:
        # The first model also pays for TensorFlow itself and a cold JVM, which the cold start has.
        contender.ask(do="prepare", **case.question())
        loaded = contender.ask(do="prepare", **case.question(quietly=True))
        return {**loaded, **contender.ask(do="costs", runs=_RUNS)}
