"""The one way to ONNX Runtime: without the telemetry that the library has on by itself."""

import os
from typing import Any, Final

NO_TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"


def onnx_runtime() -> Any:  # noqa: ANN401 - the runtime has no types
    """Return the module `onnxruntime`, imported now where it was not yet.

    It starts a thread: a process that has it cannot fork workers (`inkread serve` does).
    """
    # Before the import: 1.31 gives this computer a number and keeps what it would send in ~/.cache/Microsoft
    # (deviceid, onnxruntime.db) as soon as it is loaded, and its disable_telemetry_events() comes too late.
    os.environ.setdefault(NO_TELEMETRY, "1")
    import onnxruntime

    return onnxruntime
