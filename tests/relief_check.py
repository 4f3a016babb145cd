#!/usr/bin/python3
"""Checks what c_examples/relief.c wrote against NumPy, and that it does not depend on the number of ranks.

    relief_check.py DATA DIR [DIR ...]     one DIR per run of the example
"""
import json
import os
import struct
import sys
import xml.dom.minidom
import zlib

import h5py
import numpy as np

EARTH_RADIUS = 6371000.0
SMOOTHING_LENGTH = 2.5e4
passed = failed = 0


def check(condition, text):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print("FAILED:", text)


def close(a, b, tolerance):
    """Relative to the largest value."""
    scale = np.max(np.abs(b))
    return bool(np.all(np.abs(np.asarray(a) - b) <= tolerance * scale))


def read_heights(path):
    if path.endswith(".npy"):
        return np.load(path)
    return np.memmap(path, dtype=">f4", mode="r", offset=52552, shape=(2161, 4320)).astype(np.float32)


class Globe:
    """The grid and what the example computes on it, in plain NumPy."""

    def __init__(self, heights):
        self.h = heights.astype(np.float64)
        rows, cols = self.h.shape
        self.dlat, self.dlon = np.pi / (rows - 1), 2 * np.pi / cols
        self.lat = (np.arange(rows) / (rows - 1) - 0.5) * np.pi
        self.cos = np.cos(self.lat)
        self.cos[[0, -1]] = 0

    def gradient(self):
        h = self.h
        north = np.empty_like(h)
        north[1:-1] = (h[2:] - h[:-2]) / (2 * EARTH_RADIUS * self.dlat)
        north[0] = (h[1] - h[0]) / (EARTH_RADIUS * self.dlat)
        north[-1] = (h[-1] - h[-2]) / (EARTH_RADIUS * self.dlat)
        east = np.zeros_like(h)
        inner = slice(1, -1)
        width = 2 * EARTH_RADIUS * self.cos[inner, None] * self.dlon
        east[inner] = (np.roll(h, -1, 1) - np.roll(h, 1, 1))[inner] / width
        return east, north

    def areas(self):
        edges = np.concatenate([[-np.pi / 2], (self.lat[1:] + self.lat[:-1]) / 2, [np.pi / 2]])
        return np.diff(np.sin(edges)) / self.dlat

    def apply(self, u):
        """The diffusion operator."""
        k = SMOOTHING_LENGTH / EARTH_RADIUS
        east = k**2 * self.cos / self.dlon**2
        north = k**2 * np.cos((self.lat[1:] + self.lat[:-1]) / 2) ** 3 / self.dlat**2
        result = self.areas()[:, None] * u - east[:, None] * (np.roll(u, -1, 1) - 2 * u + np.roll(u, 1, 1))
        flow = north[:, None] * (u[1:] - u[:-1])
        result[:-1] -= flow
        result[1:] += flow
        return result

    def picture(self):
        table = np.array([[-11000, 8, 20, 70], [-4000, 30, 80, 150], [-1, 140, 190, 220], [0, 70, 120, 60],
                          [500, 150, 165, 90], [2000, 160, 125, 80], [4000, 200, 190, 180], [9000, 255, 255, 255]], float)
        east, north = (30 * g for g in self.gradient())
        shade = (0.5 * east - 0.5 * north + np.sqrt(0.5)) / np.sqrt(1 + east**2 + north**2)
        light = 0.4 + 0.85 * np.maximum(shade, 0)
        colours = [np.interp(self.h, table[:, 0], table[:, c]) for c in (1, 2, 3)]
        return np.minimum(np.stack(colours, -1) * light[..., None], 255)[::-1]


def read_png(path):
    """Eight-bit RGB without interlacing; checks every checksum."""
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0]
        if kind == b"IHDR":
            cols, rows, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            assert (depth, colour, interlace) == (8, 2, 0)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(rows, 1 + 3 * cols)
    return unfilter(lines[:, 0], lines[:, 1:].reshape(rows, cols, 3))


def unfilter(kinds, pixels):
    """Undoes PNG's filters, one diagonal at a time: a pixel depends on those left, above and left above."""
    rows, cols, _ = pixels.shape
    out = np.zeros((rows + 1, cols + 1, 3), np.int16)
    for diagonal in range(rows + cols - 1):
        i = np.arange(max(0, diagonal - cols + 1), min(rows, diagonal + 1))
        j = diagonal - i
        left, above, corner = out[i + 1, j], out[i, j + 1], out[i, j]
        p = left + above - corner
        a, b, c = abs(p - left), abs(p - above), abs(p - corner)
        paeth = np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))
        guess = np.choose(kinds[i][:, None], [0, left, above, (left + above) // 2, paeth])
        out[i + 1, j + 1] = (pixels[i, j] + guess) & 255
    return out[1:, 1:].astype(np.uint8)


def check_run(folder, heights, globe, slope, picture):
    def path(name):
        return os.path.join(folder, name)

    statistics = json.load(open(path("relief.json")))
    for name in ("addresses_equal", "writes_seen", "bits_equal"):
        check(statistics[name] == 1, f"{folder}: {name}")
    check(statistics["height"]["min"] == float(heights.min()), f"{folder}: least height")
    check(statistics["height"]["max"] == float(heights.max()), f"{folder}: largest height")
    check(statistics["land"] == int(np.count_nonzero(heights > 0)), f"{folder}: land")
    check(close(statistics["height"]["mean"], globe.h.mean(), 1e-12), f"{folder}: mean height")

    ours = np.load(path("slope.npy"))
    check(ours.dtype == np.float64 and ours.shape == slope.shape and close(ours, slope, 1e-12), f"{folder}: slope")
    for name, value in (("min", slope.min()), ("max", slope.max()), ("mean", slope.mean())):
        check(close(statistics["slope"][name], value, 1e-12) or statistics["slope"][name] == value, f"{folder}: {name} of slope")
    check(statistics["slope"]["min"] == ours.min() and statistics["slope"]["max"] == ours.max(), f"{folder}: slope and its file")

    smoothed = np.load(path("smoothed.npy"))
    right = globe.areas()[:, None] * globe.h
    residual = np.linalg.norm(globe.apply(smoothed) - right) / np.linalg.norm(right)
    check(residual <= 1e-9, f"{folder}: residual of the diffusion is {residual}")
    area = globe.areas()[:, None]
    check(close(np.sum(area * smoothed), np.sum(area * globe.h), 1e-8), f"{folder}: diffusion keeps the volume")
    check(statistics["smoothed"]["min"] == smoothed.min() and statistics["smoothed"]["max"] == smoothed.max(),
          f"{folder}: smoothed and its file")

    with h5py.File(path("relief.h5"), "r") as file:
        check(sorted(file) == ["slope", "smoothed"], f"{folder}: datasets")
        check(file["slope"][:].tobytes() == ours.tobytes(), f"{folder}: slope in HDF5")
        check(file["smoothed"][:].tobytes() == smoothed.tobytes(), f"{folder}: smoothed in HDF5")

    image = read_png(path("relief.png"))
    check(image.shape == picture.shape and np.max(np.abs(image - picture)) <= 0.5 + 1e-6, f"{folder}: map")
    svg = xml.dom.minidom.parse(path("relief.svg"))
    check(svg.documentElement.tagName == "svg", f"{folder}: SVG")
    return ours, smoothed, image, statistics


def main():
    data, folders = sys.argv[1], sys.argv[2:]
    heights = read_heights(data)
    globe = Globe(heights)
    slope = np.hypot(*globe.gradient())
    picture = globe.picture()
    first = None
    for folder in folders:
        run = check_run(folder, heights, globe, slope, picture)
        first = first or run
        check(run[0].tobytes() == first[0].tobytes(), f"{folder}: slope depends on the ranks")
        check(close(run[1], first[1], 1e-8), f"{folder}: smoothed depends on the ranks")
        check(np.array_equal(run[2], first[2]), f"{folder}: map depends on the ranks")
        for name in ("min", "max"):
            check(run[3]["height"][name] == first[3]["height"][name], f"{folder}: height depends on the ranks")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
