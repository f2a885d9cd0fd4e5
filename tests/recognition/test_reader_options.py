"""What a process makes its reader of."""

from inkread.recognition.reader_options import ReaderOptions


def test_reading_leaves_the_other_cores_to_others(tiny_folder):
    import cv2

    before = cv2.getNumThreads()
    try:
        cv2.setNumThreads(2)
        ReaderOptions(str(tiny_folder), None, 5, None, 0.95).reader()
        assert cv2.getNumThreads() == 1
    finally:
        cv2.setNumThreads(before)
