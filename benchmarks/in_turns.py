"""Times several calls in turns, round after round, so that a busy machine slows them alike."""

import time


def seconds_in_turns(calls, *, rounds, repeats, clock=time.perf_counter):
    """Return for each call by name its mean time in each round, s.

    Args:
        calls: functions without arguments, by name.
        rounds: how often all take their turn.
        repeats: how often each is called in a turn, by name.
        clock: tells the time, s. Of calls that keep one core busy, `time.process_time` tells the same on a
            quiet machine, and nearly the same on one where others work.
    """
    times = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            started = clock()
            for _ in range(repeats[name]):
                call()
            times[name].append((clock() - started) / repeats[name])
    return times
