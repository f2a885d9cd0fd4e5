"""A closed window leaves nothing that another test would wait for."""

import gc
import threading

PATIENCE = 30.0  # seconds: an image that asks its interpreter takes one, and there are hundreds


def test_what_a_closed_window_leaves_can_be_collected_in_any_thread(open_window):
    open_window()
    open_window.end()
    collecting = threading.Thread(target=gc.collect, daemon=True)
    collecting.start()
    collecting.join(PATIENCE)
    assert not collecting.is_alive()
