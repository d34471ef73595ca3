"""Makes the files beside it with NumPy itself: python make.py (NumPy 2.4.6).

Run by hand when a case is added; the tests need no Python.
"""

import pathlib
import pickle

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
    save("latin_bytes", np.array([b"na\xefve"]))
    save("zeros_bytes", np.array([b"\xff\x00a\x00\x00", b"\x00"]))


def objects():
    values = [[b"\xff\x00a\x00\x00", "na\xefve"], [b"", "a\0"], [b"again", b"again"]]
    values[2][1] = values[2][0]
    array = np.array(values, object)
    save("objects", array)
    save("fortran_objects", np.asfortranarray(array))
    save("scalar_object", np.array(b"\x00alone\x00", object))
    save("empty_objects", np.zeros((0, 2), object))
    save("many_objects", np.array([str(i).encode() for i in range(3000)], object))
    save("numpy_objects", np.array([np.bytes_(b"a\x00b"), np.str_("na\xefve")], object))
    save("long_objects", np.array([b"b" * 300, "t" * 300], object))
    with open(HERE / "old_objects.npy", "wb") as file:
        # As NumPy 1 wrote them: protocol 3, and the inner package's old name.
        np.lib.format.write_array_header_1_0(
            file, np.lib.format.header_data_from_array_1_0(array))
        file.write(pickle.dumps(array, protocol=3).replace(b"numpy._core.m", b"numpy.core.m"))


def complex_numbers():
    values = np.array([[1 + 2j, -0.5j, 3], [1e30, 4 - 1j, 0]])
    save("complex64", values.astype("complex64"))
    save("complex128", np.asfortranarray(values))


def refused():
    save("object", np.array([{"a": 1}, None], dtype=object))
    save("number_objects", np.array([b"a", 1], dtype=object))
    save("none_objects", np.array([b"a", None], dtype=object))
    save("array_objects", np.array([b"a", np.zeros(2)], dtype=object))
    save("path_objects", np.array([pathlib.PurePosixPath("a")], dtype=object))
    save("surrogate_objects", np.array(["\udcff"], dtype=object))
    save("complex256", np.array([1 + 2j], "complex256"))
    save("datetime", np.array(["2026-01-01"], "datetime64[D]"))
    save("record", np.array([(1, 2.0)], [("a", "i4"), ("b", "f4")]))
    save("void", np.array([b"ab"], "V2"))
    np.savez(HERE / "archive.npz", a=np.zeros(1))


numbers()
layouts()
text()
objects()
complex_numbers()
refused()
