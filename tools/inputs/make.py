"""Makes the files in fixtures/inputs: python make.py (requirements.txt beside it).

Run by hand when a case is added; the tests need no Python. Pictures are decoded by Pillow and resized by
TensorFlow and Keras; what they gave lies beside each file as .npy.
"""

import pathlib
import wave

import keras
import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps
from scipy.io import wavfile
from scipy.signal import resample_poly

OUT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "inputs"
HEIGHT, WIDTH = 18, 26


def save(name, array):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(array))


def scene(channels):
    """Slopes, an edge and a little noise: what resizing and compression treat differently."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [x * 255 / WIDTH, y * 255 / HEIGHT, (x + y) * 255 / (WIDTH + HEIGHT), 255 - x * 6]
    picture = np.stack(planes[:channels], axis=-1)
    picture[5:11, 8:15] = 240 - picture[5:11, 8:15] / 2
    noise = np.random.default_rng(7).normal(0, 6, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def decoded(name, image, **options):
    """Writes a picture, and what Pillow reads of it."""
    image.save(OUT / name, **options)
    with Image.open(OUT / name) as read:
        kind = "RGBA" if "A" in read.getbands() or "transparency" in read.info else "RGB"
        save(name, np.asarray(read.convert(kind)))


def pictures():
    rgb = Image.fromarray(scene(3))
    decoded("rgb.png", rgb)
    decoded("rgba.png", Image.fromarray(scene(4), "RGBA"))
    grey = Image.fromarray(scene(1)[..., 0])
    decoded("grey.png", grey)
    decoded("grey-alpha.png", Image.merge("LA", [grey, Image.fromarray(scene(4)[..., 3])]))
    decoded("palette.png", rgb.quantize(16))
    decoded("bits.png", grey.convert("1"))
    decoded("rgb.jpg", rgb, quality=92)
    decoded("rgb-444.jpg", rgb, quality=95, subsampling=0)
    decoded("grey.jpg", grey, quality=92)
    decoded("progressive.jpg", rgb, quality=92, progressive=True)
    decoded("cmyk.jpg", rgb.convert("CMYK"), quality=95)
    decoded("lossless.webp", rgb, lossless=True)
    decoded("lossy.webp", rgb, quality=90)
    decoded("alpha.webp", Image.fromarray(scene(4), "RGBA"), lossless=True, exact=True)
    decoded("rgb.bmp", rgb)
    deep = Image.fromarray((scene(1)[..., 0].astype(np.uint16) << 8) + 77)
    deep.save(OUT / "grey16.png")
    save("grey16.png", np.repeat(scene(1), 3, axis=-1))
    save("luma", np.asarray(rgb.convert("L")))
    save("luma-tf", tf.image.rgb_to_grayscale(tf.constant(scene(3))).numpy())
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        name = f"turned-{orientation}.jpg"
        rgb.save(OUT / name, exif=exif, quality=95, subsampling=0)
        with Image.open(OUT / name) as read:
            save(name, np.asarray(ImageOps.exif_transpose(read)))


def sizes():
    picture = scene(3)
    for height, width in [(9, 13), (7, 9), (30, 40), (18, 10), (18, 26)]:
        for kind, method, antialias in [
            ("bilinear", "bilinear", False),
            ("antialias", "bilinear", True),
            ("area", "area", False),
            ("nearest", "nearest", False),
            ("bicubic", "bicubic", False),
        ]:
            resized = tf.image.resize(picture, (height, width), method=method, antialias=antialias)
            save(f"{kind}-{height}x{width}", tf.cast(resized, tf.float32).numpy())
        image = Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR)
        save(f"pillow-{height}x{width}", np.asarray(image))
        padded = tf.image.resize_with_pad(picture, height, width)
        save(f"pad-{height}x{width}", tf.cast(padded, tf.float32).numpy())
        save(f"crop-{height}x{width}", keras.preprocessing.image.smart_resize(picture, (height, width)))


def modes():
    picture = scene(3).astype(np.float32)
    for mode in ["caffe", "tf", "torch"]:
        save(f"mode-{mode}", keras.applications.imagenet_utils.preprocess_input(picture.copy(), mode=mode))
    first = keras.applications.imagenet_utils.preprocess_input(
        picture.transpose(2, 0, 1).copy(), data_format="channels_first", mode="caffe")
    save("mode-caffe-first", first)


def npz():
    rng = np.random.default_rng(3)
    arrays = {"a": rng.normal(size=(2, 3)).astype(np.float32), "b": np.arange(4, dtype=np.int64).reshape(2, 2)}
    np.savez(OUT / "two.npz", **arrays)
    np.savez_compressed(OUT / "compressed.npz", **arrays)
    save("two.a", arrays["a"])
    save("two.b", arrays["b"])


def words():
    """Keras's own vectorisation of texts, by its own vocabulary."""
    texts = ["This film was GREAT, wasn't it?", "great  acting;\tterrible plot...", "Naïve — but great!"]
    layer = keras.layers.TextVectorization(output_sequence_length=8)
    layer.adapt(texts[:2])
    vocabulary = layer.get_vocabulary()
    (OUT / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    save("words", np.asarray(layer(texts)))
    for i, text in enumerate(texts):
        (OUT / f"text-{i}.txt").write_text(text + "\n", encoding="utf-8")


def sounds():
    """Two tones, as files of all widths; what SciPy reads, scaled to -1 to 1, beside them."""
    time = np.arange(200) / 8000
    left = 0.6 * np.sin(2 * np.pi * 440 * time)
    right = 0.3 * np.sin(2 * np.pi * 660 * time)
    files = {
        "pcm8": (np.round(left * 127) + 128).astype(np.uint8),
        "pcm16": np.round(left * 32767).astype(np.int16),
        "pcm32": np.round(left * 2147483647).astype(np.int32),
        "float32": left.astype(np.float32),
        "float64": left,
        "stereo": np.round(np.stack([left, right], axis=-1) * 32767).astype(np.int16),
    }
    for name, samples in files.items():
        wavfile.write(OUT / f"{name}.wav", 8000, samples)
    with wave.open(str(OUT / "pcm24.wav"), "wb") as file:
        file.setparams((1, 3, 8000, 0, "NONE", ""))
        whole = np.round(left * 8388607).astype("<i4").tobytes()
        file.writeframes(b"".join(whole[i : i + 3] for i in range(0, len(whole), 4)))
    scales = {"uint8": 128, "int16": 2**15, "int32": 2**31, "float32": 1, "float64": 1}
    for name in [*files, "pcm24"]:
        rate, samples = wavfile.read(OUT / f"{name}.wav")
        assert rate == 8000
        values = (samples.astype(np.float64) - (128 if samples.dtype == np.uint8 else 0)) / scales[samples.dtype.name]
        save(f"{name}.wav", (values if values.ndim == 1 else values.mean(axis=-1)).astype(np.float32))
    save("tensorflow.wav", tf.audio.decode_wav((OUT / "pcm16.wav").read_bytes())[0].numpy()[:, 0])


def resampled():
    """The samples of pcm16.wav at other rates, by SciPy's polyphase filter."""
    samples = np.load(OUT / "pcm16.wav.npy").astype(np.float64)
    for rate in [16000, 11025, 3000, 8001]:
        common = np.gcd(rate, 8000)
        save(f"resampled-{rate}", resample_poly(samples, rate // common, 8000 // common))


OUT.mkdir(parents=True, exist_ok=True)
pictures()
sizes()
modes()
npz()
words()
sounds()
resampled()
