"""What a team adds up is the same for all, and one who ends is missed."""

import socket
import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client

import numpy as np
import pytest

from inkread.errors import TrainingError
from inkread.scale.team import Leader, Member


@pytest.fixture
def team():
    """A leader and two members, each in the thread of its own that `each` runs."""
    leader = Leader("127.0.0.1", 3)
    members = {}

    def come(rank):
        members[rank] = Member(leader.address, leader.key, rank=rank, size=3)

    threads = [threading.Thread(target=come, args=(rank,)) for rank in (1, 2)]
    for thread in threads:
        thread.start()
    leader.gather(lambda: True)
    for thread in threads:
        thread.join()
    yield [leader, members[1], members[2]]
    for one in (leader, *members.values()):
        one.close()


def each(team, call):
    """Return what `call` gives each of the team, called at once in threads."""
    answers = {}
    threads = [threading.Thread(target=lambda one=one: answers.update({one.rank: call(one)})) for one in team]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[one.rank] for one in team]


def test_all_get_the_same_sum(team):
    sums = each(team, lambda one: one.total(np.array([1.0, one.rank, 0.1], np.float32)))
    assert [one.tolist() for one in sums] == [sums[0].tolist()] * 3
    assert sums[0] == pytest.approx([3.0, 3.0, 0.3])


def test_all_get_what_the_leader_has(team):
    found = each(team, lambda one: one.leaders(np.array([one.rank + 7.0], np.float32)))
    assert [one.tolist() for one in found] == [[7.0]] * 3


def test_one_who_has_left_is_missed_by_the_leader(team):
    team[1].close()
    with pytest.raises(TrainingError, match="got one that ended"):
        team[0].total(np.zeros(1, np.float32))


def test_the_members_miss_a_leader_who_has_left(team):
    team[0].close()
    with pytest.raises(TrainingError, match="got one that ended"):
        team[1].total(np.zeros(1, np.float32))


def test_one_who_ends_before_it_comes_is_not_waited_for():
    leader = Leader("127.0.0.1", 2)
    with pytest.raises(TrainingError, match="expected every worker to start"):
        leader.gather(lambda: False)
    leader.close()


def test_strangers_at_the_port_are_not_taken_for_workers():
    leader = Leader("127.0.0.1", 2)
    said = (b"GET / HTTP/1.1\r\n\r\n", b"", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x01x")
    strangers = [socket.create_connection(leader.address, timeout=10) for _ in range(5)]
    for stranger, words in zip(strangers[:4], said, strict=True):
        stranger.sendall(words)
        stranger.close()
    come = []  # the fifth says nothing and stays

    def visit():
        with pytest.raises(AuthenticationError):
            Client(leader.address, authkey=b"another")
        come.append(Member(leader.address, leader.key, rank=1, size=2))

    visitor = threading.Thread(target=visit, daemon=True)
    visitor.start()
    leader.gather(lambda: True)
    visitor.join()
    word = threading.Thread(target=lambda: leader.leaders(np.ones(1, np.float32)))
    word.start()
    assert come[0].leaders(np.zeros(1, np.float32)).tolist() == [1.0]
    word.join()
    for one in (*come, leader, strangers[4]):
        one.close()
