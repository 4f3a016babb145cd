"""Thin layer over the C interface for tests: prototypes from the header, checked statuses, handles freed by Python.

Not the Python binding. `lib.array_gather(array, -1, data)` calls `distarray_array_gather`. Arguments: handles, numbers,
text, None for NULL, NumPy arrays and lists for pointers, ctypes callbacks. Pointers left out at the end are results:
the call makes room for one number or handle each, and returns them.
"""
import ctypes
import os
import pathlib
import re

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
NUMBERS = {
    "int": ctypes.c_int, "int32_t": ctypes.c_int32, "int64_t": ctypes.c_int64, "uint32_t": ctypes.c_uint32,
    "uint64_t": ctypes.c_uint64, "size_t": ctypes.c_size_t, "double": ctypes.c_double, "MPI_Fint": ctypes.c_int,
}  # fmt: skip


class Error(Exception):
    """A status other than success, with the library's sentence."""

    def __init__(self, name, status, message):
        super().__init__(f"{name}: {message} [{status}]")
        self.status = status


class Handle:
    """An opaque handle; the last Python reference frees it."""

    def __init__(self, library, kind):
        self.library, self.kind, self.value = library, kind, ctypes.c_void_p()

    def free(self):
        if self.value:
            verb = "end" if self.kind == "distarray_request" else "free"
            getattr(self.library.dll, f"{self.kind}_{verb}")(ctypes.byref(self.value))

    __del__ = free


class Room:
    """Room for several handles as a result: `room.handles` after the call."""

    def __init__(self, library, kind, count):
        self.library, self.kind, self.values = library, kind, (ctypes.c_void_p * max(1, count))()
        self.handles = [Handle(library, kind) for _ in range(count)]

    def fill(self):
        for handle, value in zip(self.handles, self.values):
            handle.value.value = value


class Function:
    def __init__(self, library, result, name, parameters):
        self.library, self.name, self.parameters = library, name, parameters
        self.call = getattr(library.dll, name)
        self.checked = result == "distarray_status"
        self.call.restype = ctypes.c_char_p if "char" in result else None if result == "void" else ctypes.c_int
        self.call.argtypes = [self.kind_of(kind) for kind in parameters]

    def kind_of(self, kind):
        """void pointers for all pointers and handles: what they point to is checked in `pointer`."""
        return NUMBERS.get(self.library.aliases.get(kind, kind), ctypes.c_void_p)

    def __call__(self, *arguments):
        keep, results, values = [], [], []
        for kind, argument in zip(self.parameters, arguments):
            values.append(self.convert(kind, argument, keep))
        for kind in self.parameters[len(arguments) :]:
            target = kind[:-1].strip()
            if not kind.endswith("*") or "const" in kind:
                raise TypeError(f"{self.name}: expected {len(self.parameters)} arguments, got {len(arguments)}")
            if target in self.library.handles:
                results.append(Handle(self.library, target))
                values.append(ctypes.addressof(results[-1].value))
            else:
                results.append(NUMBERS[self.library.aliases.get(target, target)]())
                values.append(ctypes.addressof(results[-1]))
        returned = self.call(*values)
        if self.checked and returned != 0:
            raise Error(self.name, returned, self.library.dll.distarray_last_error_message().decode())
        for argument in arguments:
            if isinstance(argument, Room):
                argument.fill()
        results = [result if isinstance(result, Handle) else result.value for result in results]
        if not self.checked:
            results.insert(0, returned)
        return tuple(results) if len(results) > 1 else results[0] if results else None

    def convert(self, kind, argument, keep):
        if isinstance(argument, Handle):
            if kind not in self.library.handles:
                return ctypes.addressof(argument.value)
            if argument.kind != kind:
                raise TypeError(f"{self.name}: expected {kind}, got {argument.kind}")
            return argument.value
        if isinstance(argument, Room):
            return ctypes.addressof(argument.values)
        if argument is None or isinstance(argument, (int, float, ctypes.c_void_p)):
            return argument
        if isinstance(argument, (np.integer, np.floating)):
            return argument.item()
        if isinstance(argument, str):
            argument = argument.encode()
        if isinstance(argument, bytes):
            keep.append(ctypes.create_string_buffer(argument))
            return ctypes.addressof(keep[-1])
        if not isinstance(argument, (np.ndarray, np.generic, list, tuple)):
            return ctypes.cast(argument, ctypes.c_void_p)  # callbacks, ctypes arrays
        target = kind.replace("const", "").rstrip("*").strip()
        if target in self.library.handles:
            values = [handle and handle.value.value for handle in argument]  # None stays NULL
            keep.append((ctypes.c_void_p * max(1, len(values)))(*values))
            return ctypes.addressof(keep[-1])
        if isinstance(argument, (list, tuple)) and any(isinstance(item, str) for item in argument):
            texts = [ctypes.c_char_p(item.encode()) for item in argument]
            keep.append((ctypes.c_char_p * len(texts))(*texts))
            return ctypes.addressof(keep[-1])
        number = NUMBERS.get(self.library.aliases.get(target, target))
        if not isinstance(argument, np.ndarray):
            argument = np.array(argument, dtype=number)
        elif number is not None and argument.dtype != np.dtype(number):
            raise TypeError(f"{self.name}: expected an array of {target}, got one of {argument.dtype}")
        keep.append(argument)
        return argument.ctypes.data


class Library:
    """Functions without their prefix as attributes: `context_create_f`; constants too: `ALL_RANKS`."""

    def __init__(self, path=None, header=None):
        path = path or os.environ.get("DISTARRAY_LIBRARY", ROOT / "target/debug/libdistarray.so")
        header = header or os.environ.get("DISTARRAY_HEADER", ROOT / "include/distarray.h")
        self.dll = ctypes.CDLL(str(path))
        text = re.sub(r"/\*.*?\*/", "", pathlib.Path(header).read_text(), flags=re.S)
        constants = re.findall(r"^#define DISTARRAY_(\w+) (-?\d+|INT64_MIN)$", text, flags=re.M)
        self.constants = {name: -(2**63) if value == "INT64_MIN" else int(value) for name, value in constants}
        text = re.sub(r"^#(.*\\\n)*.*$", "", text, flags=re.M)
        self.handles = set(re.findall(r"typedef distarray_\w+_s \*(\w+);", text))
        self.aliases = {name: kind for kind, name in re.findall(r"typedef (\w+) (distarray_\w+);", text)}
        self.functions = {}
        for result, name, parameters in re.findall(r"^(\w[\w ]*[ *])distarray_(\w+)\(([^()]*)\);", text, flags=re.M):
            kinds = [re.fullmatch(r"(.*?)\w+(\[\])?", p.strip(), flags=re.S) for p in parameters.split(",")]
            kinds = [re.sub(r"\s+", " ", kind[1] + ("*" if kind[2] else "")).strip() for kind in kinds if kind]
            kinds = [] if parameters.strip() in ("", "void") else kinds
            if "MPI_Comm" not in kinds and hasattr(self.dll, f"distarray_{name}"):
                self.functions[name] = Function(self, result.strip(), f"distarray_{name}", kinds)

    def __getattr__(self, name):
        try:
            return self.constants[name] if name.isupper() else self.functions[name]
        except KeyError:
            raise AttributeError(f"the library and its header have no {name}") from None
