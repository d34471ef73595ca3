"""Makes the files beside it with NumPy itself: python make.py (NumPy 2.4.6).

Run by hand when a case is added; the tests need no Python.
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def save(name, array, version=(1, 0)):
    with open(HERE / (name + ".npy"), "wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=True)


def numbers():
    whole = np.array([[0, 1, 2], [100, 127, 255]])
    for name in "uint8 uint16 uint32 uint64".split():
        values = whole.copy().astype(name)
        values[1, 2] = np.iinfo(name).max
        save(name, values)
    for name in "int8 int16 int32 int64".split():
        limits = np.iinfo(name)
        save(name, np.array([[0, 1, -2], [100, limits.min, limits.max]], name))
    for name in "float16 float32 float64".split():
        limits = np.finfo(name)
        tiny = limits.smallest_subnormal
        save(name, np.array([[0.0, -0.0, 1.5], [limits.max, tiny, np.inf], [-np.inf, np.nan, -2.25]], name))
    save("bool", np.array([[True, False, True]]))


def layouts():
    block = np.arange(24).reshape(2, 3, 4)
    for name in "int16 int32 int64 float16 float32 float64 uint8".split():
        big = block.astype(np.dtype(name).newbyteorder(">"))
        save("fortran_" + name, np.asfortranarray(block.astype(name)))
        save("big_" + name, big)
    save("big_fortran_float32", np.asfortranarray(block.astype(">f4")))
    save("fortran_text", np.asfortranarray(np.array([["a", "b", "c"], ["d", "e", "f"]])))
    save("version2", block.astype("float32"), (2, 0))
    save("version3", block.astype("float32"), (3, 0))
    save("scalar", np.array(2.5, "float32"))
    save("vector", np.array([1.0], "float32"))
    save("empty", np.zeros((0, 3), "float32"))


def text():
    words = [["", "digit", "naïve"], ["日本", "a\0b", "𝄞 clef"]]
    save("unicode", np.array(words))
    save("big_unicode", np.array(words).astype(np.dtype("U8").newbyteorder(">")))
    save("bytes", np.array([b"", b"plain", "naïve".encode(), b"a\0b"]))
    save("scalar_text", np.array("alone"))


def refused():
    save("object", np.array([{"a": 1}, None], dtype=object))
    save("complex", np.array([1 + 2j]))
    save("datetime", np.array(["2026-01-01"], "datetime64[D]"))
    save("record", np.array([(1, 2.0)], [("a", "i4"), ("b", "f4")]))
    save("void", np.array([b"ab"], "V2"))
    save("latin_bytes", np.array([b"na\xefve"]))
    np.savez(HERE / "archive.npz", a=np.zeros(1))


numbers()
layouts()
text()
refused()
