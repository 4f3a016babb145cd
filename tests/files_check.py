"""Files of NumPy and h5py for the library to read, and a check of what it wrote of them.

files_check.py make FOLDER    writes in.h5, *.npy and the list of them
files_check.py check FOLDER   compares out.h5 and out-*.npy
"""

import io
import json
import os
import sys

import h5py
import numpy as np

CODES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16"]
SHAPES = [(), (0,), (1,), (37,), (3, 0, 2), (6, 7), (3, 4, 5), (40, 30)]


def values(shape, dtype):
    count = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
    data = np.random.default_rng(count).integers(0, 256, count, dtype=np.uint8)
    if dtype.kind == "b":
        data &= 1
    return data.view(dtype).reshape(shape)


def arrays():
    """(name, array as it is in a .npy file)"""
    for k, code in enumerate(CODES):
        for order in "<>":
            dtype = np.dtype(order + code)
            for shape in [SHAPES[k % len(SHAPES)], (5, 9), (8, 3, 2)]:
                array = values(shape, dtype)
                name = f"{code}-{'le' if order == '<' else 'be'}-{'x'.join(map(str, shape)) or 'scalar'}"
                yield name, array
                yield name + "-fortran", np.asfortranarray(array)


def make(folder):
    names = []
    with h5py.File(os.path.join(folder, "in.h5"), "w") as file:
        for k, (name, array) in enumerate(arrays()):
            names.append(name)
            with open(os.path.join(folder, name + ".npy"), "wb") as out:
                np.lib.format.write_array(out, array, version=[(1, 0), (2, 0), (3, 0)][k % 3])
            options = {}
            if array.size > 1:
                options = [{}, {"chunks": True}, {"chunks": True, "compression": "gzip", "shuffle": True}][k % 3]
            file.create_dataset("group/" + name, data=array, **options)
        file.create_dataset("odd/unwritten", shape=(4, 5), dtype="f8", fillvalue=7)
        file.create_dataset("odd/string", data="text")
        file.create_dataset("odd/half", data=np.zeros(3, "f2"))
        file.create_dataset("odd/record", data=np.zeros(3, [("a", "i4"), ("b", "f8")]))
        file["odd/null"] = h5py.Empty("f8")
        file["odd/soft"] = h5py.SoftLink("/group/" + names[0])
        file["odd/far"] = h5py.ExternalLink("far.h5", "/x")
        layout = h5py.VirtualLayout((37,), "f8")
        layout[:] = h5py.VirtualSource("far.h5", "y", (37,))
        file.create_virtual_dataset("odd/virtual", layout)
        file.create_dataset("odd/large", data=np.arange(1000 * 700, dtype="i4").reshape(1000, 700), chunks=(64, 64))
    with h5py.File(os.path.join(folder, "far.h5"), "w") as file:
        file["x"] = np.arange(3.0)
        file["y"] = np.arange(37.0)
    with open(os.path.join(folder, "other.h5"), "w") as file:
        file.write("not HDF5\n" * 100)
    with open(os.path.join(folder, "names"), "w") as out:
        out.write("\n".join(names))


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def check(folder):
    with h5py.File(os.path.join(folder, "out.h5"), "r") as file:
        for name, array in arrays():
            expected = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("="))).reshape(array.shape)
            path = os.path.join(folder, "out-" + name + ".npy")
            assert same(np.load(path), expected), path
            with open(path, "rb") as written:
                buffer = io.BytesIO()
                np.save(buffer, expected)
                assert written.read() == buffer.getvalue(), path + ": not as numpy.save writes"
            dataset = file["deep/group/" + name]
            assert same(np.asarray(dataset[()]), expected), name
            assert dataset.chunks is None
            parts = json.loads(dataset.attrs["distarray_dim_data"])
            assert dataset.attrs["distarray_version"] == "0.10.0"
            for part in parts:
                assert len(part) == array.ndim
                assert all(axis["size"] == n and axis["dist_type"] in "bcu" for axis, n in zip(part, array.shape))
        assert (file["virtual"][()] == np.arange(37.0)).all()
        assert (file["unwritten"][()] == 7).all()
        assert same(file["large"][()], np.arange(1000 * 700, dtype="i4").reshape(1000, 700))
        assert same(file["replaced"][()], np.arange(37.0))


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](sys.argv[2])
