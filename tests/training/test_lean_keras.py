"""Keras is loaded without the libraries of its plots and tables, which are there for others afterwards."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.train

PROGRAM = """
import sys
from inkread.training.lean_keras import EXTRAS, load_lean
load_lean()
print(*[name for name in EXTRAS if name in sys.modules], "keras" in sys.modules, "tensorflow" in sys.modules)
import matplotlib, sklearn
from keras import layers
print(layers.Dense(3)(layers.Input((2,))).shape)
"""
BROKEN = """
import sys
from inkread.training.lean_keras import load_lean
sys.modules["tensorflow"] = None
try:
    load_lean()
except ImportError as error:
    print("no", error.name.partition(".")[0])
import sklearn
"""


def test_what_keras_can_do_without_is_not_loaded_with_it():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["True True", "(None, 3)"]


def test_where_keras_cannot_be_loaded_the_others_can_all_the_same():
    done = subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, check=True)
    assert done.stdout == "no tensorflow\n"
