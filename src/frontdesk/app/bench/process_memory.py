"""How much memory this process holds."""

import sys
from pathlib import Path

_MB = 1_000_000


def resident_mb() -> float:
    """What is held in memory now, in MB (its highest so far where the system doesn't tell)."""
    return _linux_mb("VmRSS") or peak_mb()


def peak_mb() -> float:
    """The most that was held in memory at once, in MB."""
    # Linux hands ru_maxrss on from the process that started this one.
    return _linux_mb("VmHWM") or _other_peak_mb()


def _linux_mb(what: str) -> float:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / _MB for line in lines if line.startswith(f"{what}:")), 0.0)


def _other_peak_mb() -> float:
    if sys.platform == "win32":
        return _windows_peak_mb()
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MB if sys.platform == "darwin" else most * 1024 / _MB


def _windows_peak_mb() -> float:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("peak_working_set", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 7),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    windll = getattr(ctypes, "windll")  # noqa: B009 - absent on the systems where types are checked
    process = windll.kernel32.GetCurrentProcess
    process.restype = wintypes.HANDLE
    ask = windll.psapi.GetProcessMemoryInfo
    ask.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    ask(process(), ctypes.byref(counters), counters.cb)
    return float(counters.peak_working_set) / _MB
