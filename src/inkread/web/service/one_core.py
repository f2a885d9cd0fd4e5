"""A worker's arithmetic stays on one core: there are as many workers as cores, and each has its own to do."""


def stay_on_one_core() -> None:
    """Tell OpenCV to work in the thread that asks, as ONNX Runtime is told already.

    By itself it wakes a thread for each core with every filter. Of a picture of a usual size each has a few
    microseconds to do, so that waking them costs more: a reading took a twelfth more of the processor.
    """
    import cv2  # not for a service whose application reads nothing yet

    cv2.setNumThreads(1)
