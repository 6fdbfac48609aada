"""How much memory this process holds."""

import sys
from pathlib import Path

_MB = 1_000_000


def resident_mb() -> float:
    """What is held in memory now, in MB (its highest so far where the system doesn't tell)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        import os

        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / _MB
    return peak_mb()


def peak_mb() -> float:
    """The most that was held in memory at once, in MB."""
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
