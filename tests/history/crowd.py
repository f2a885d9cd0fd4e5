"""A program of several processes that use one history at once, are killed, or run out of disk.

`python crowd.py JOB ADDRESS IMAGES NUMBER` does one of the jobs below and prints what came of it as JSON. A
process forked here has imported everything already, so that hundreds of them cost little.
"""

import contextlib
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inkread.errors import HistoryError
from inkread.history import Policy, Query, Store, clean
from inkread.predictions import Candidate, GlyphReading
from inkread.trail import Trail

WRITERS = 4
AT_ONCE = int(os.environ.get("INKREAD_CROWD_WRITERS", WRITERS))
READERS = 3
IMAGE_BYTES = 500
TRAIL = Trail("inkread-28-v1", ())


def image_of(name):
    """Return what is kept as the image of a reading of this name."""
    return name.encode().ljust(IMAGE_BYTES, b".")


def keep(store, name):
    """Keep a reading of this name and return its id."""
    reading = GlyphReading((Candidate("A", 0.9),), TRAIL, source=name)
    return store.add(reading, owner="ann", door="api", image=image_of(name)).id


def write_until_killed(address, images, seed, say):
    """Keep readings, delete a third of them, and say each step before and after, a line each."""
    store, rng, mine = Store.open(address, images=images), random.Random(seed), []
    for number in range(10**6):
        say.write(f"adding {seed}-{number}\n")
        mine.append(keep(store, f"{seed}-{number}"))
        say.write(f"added {seed}-{number} {mine[-1]}\n")
        if rng.random() < 1 / 3:
            gone = mine.pop(rng.randrange(len(mine)))
            say.write(f"deleting {gone}\n")
            store.delete([gone], owner="ann")
            say.write(f"deleted {gone}\n")


def kills(address, images, rounds):
    """Kill writers with SIGKILL, round for round; return what they had said, a list of words a line."""
    context, rng, said = multiprocessing.get_context("fork"), random.Random(5), []
    Store.open(address, images=images).close()
    for number in range(rounds):
        pipes, processes = [], []
        for writer in range(WRITERS):
            out, into = os.pipe()
            say = os.fdopen(into, "w", buffering=1)
            seed = f"{number}.{writer}"
            processes.append(context.Process(target=write_until_killed, args=(address, images, seed, say)))
            processes[-1].start()
            say.close()
            pipes.append(os.fdopen(out))
        # Each has opened the store and is about to write; every other round one has written already.
        lines = [pipe.readline() for pipe in pipes]
        lines += [pipes[0].readline() for _ in range(number % 2 * 3)]
        time.sleep(rng.uniform(0.0, 0.02))
        for process in processes:
            os.kill(process.pid, signal.SIGKILL)
        said += [line.split() for line in lines]
        for pipe, process in zip(pipes, processes, strict=True):
            said += [line.split() for line in pipe if line.endswith("\n")]
            pipe.close()
            process.join()
    return said


def take_part(address, images, task, until, told):
    """Do a task until a time, and at least twice; tell how often, the slowest, and what went wrong."""
    store, counts = Store.open(address, images=images), {"done": 0, "slowest": 0.0, "wrong": []}
    rng, mine = random.Random(os.getpid()), []
    while time.monotonic() < until or counts["done"] < 2:  # a busy machine may need that long to begin
        start = time.monotonic()
        try:
            TASKS[task](store, rng, mine)
        except HistoryError as error:
            counts["wrong"].append(f"{task}: {error.code}: {error}")
        counts["done"] += 1
        counts["slowest"] = max(counts["slowest"], time.monotonic() - start)
        if task.startswith("clean"):
            time.sleep(0.1)
    store.close()
    told.put({"task": task, "kept": mine, **counts})


def write(store, rng, mine):
    """Keep, correct or delete a reading."""
    choice = rng.random()
    if not mine or choice < 0.6:
        mine.append(keep(store, f"{os.getpid()}-{len(mine)}-{rng.random()}"))
    elif choice < 0.85:
        store.correct(rng.choice(mine), rng.choice("ABC"), owner="ann")
    else:
        store.delete([mine.pop(rng.randrange(len(mine)))], owner="ann")


def read(store, _rng, _mine):
    """Look at the newest readings and their images, which are whole or gone."""
    for entry in store.find(Query("ann", limit=5)).entries:
        with contextlib.suppress(HistoryError):  # deleted meanwhile
            image = store.image(entry.id, owner="ann")
            if image not in (None, image_of(entry.source)):
                raise AssertionError(f"{entry.source}: {image!r}")


def clean_by_age(store, _rng, _mine):
    """Let go what is older than an hour: nothing."""
    clean(store, Policy(older_than=timedelta(hours=1)), now=datetime.now(UTC))


def clean_by_size(store, _rng, _mine):
    """Let go all but ten images."""
    clean(store, Policy(max_size=10 * IMAGE_BYTES), now=datetime.now(UTC))


TASKS = {"write": write, "read": read, "clean-by-age": clean_by_age, "clean-by-size": clean_by_size}


def crowd(address, images, seconds, cleaner):
    """Let writers, readers and a cleaner work at once; return what each of them tells."""
    context = multiprocessing.get_context("fork")
    Store.open(address, images=images).close()
    told, until = context.SimpleQueue(), time.monotonic() + seconds
    processes = [
        context.Process(target=take_part, args=(address, images, task, until, told))
        for task in [*["write"] * AT_ONCE, *["read"] * READERS, cleaner]
    ]
    for process in processes:
        process.start()
    answers = [told.get() for _ in processes]
    for process in processes:
        process.join()
    return {"answers": answers, "codes": [process.exitcode for process in processes]}


def forked(address, images, number):
    """Use one store in a process and in the children forked from it; return the ids that all of them kept."""
    context = multiprocessing.get_context("fork")
    store, told = Store.open(address, images=images), context.SimpleQueue()
    ids = [keep(store, "before")]
    child = [
        context.Process(target=lambda n=n: told.put([keep(store, f"child {n}") for _ in range(3)]))
        for n in range(number)
    ]
    for process in child:
        process.start()
    ids += [keep(store, "parent") for _ in range(3)]
    for process in child:
        ids += told.get()
        process.join()
    store.close()
    return ids


def full(address, images, more_bytes):
    """Fill the disk, as far as files may grow, empty it again; return what was kept and what was said."""
    import resource

    store, ids, codes = Store.open(address, images=images), [], []
    ids.append(keep(store, "before"))
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = Path(address.removeprefix("sqlite:///")).stat().st_size + more_bytes
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, whole[1]))
    while not codes:
        try:
            ids.append(keep(store, "x" * 200))
        except HistoryError as error:
            codes.append(error.code)
    for attempt in (lambda: store.correct(ids[0], "B" * 100, owner="ann"), store.check_writable):
        with contextlib.suppress(HistoryError):
            attempt()
    found = store.find(Query("ann", limit=1000)).total
    resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    ids.append(keep(store, "after"))
    store.close()
    return {"kept": ids, "codes": codes, "found": found}


JOBS = {
    "kills": kills,
    "crowd-by-age": lambda *words: crowd(*words, cleaner="clean-by-age"),
    "crowd-by-size": lambda *words: crowd(*words, cleaner="clean-by-size"),
    "forked": forked,
    "full": full,
}

if __name__ == "__main__":
    job, address, images, number = sys.argv[1:]
    sys.stdout.write(json.dumps(JOBS[job](address, Path(images), int(number))))
