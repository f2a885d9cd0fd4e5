"""Times several calls in turns, round after round, so that a busy machine slows them alike."""

import time


def seconds_in_turns(calls, *, rounds, repeats):
    """Return for each call by name its mean time in each round, s.

    Args:
        calls: functions without arguments, by name.
        rounds: how often all take their turn.
        repeats: how often each is called in a turn, by name.
    """
    times = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            started = time.perf_counter()
            for _ in range(repeats[name]):
                call()
            times[name].append((time.perf_counter() - started) / repeats[name])
    return times
