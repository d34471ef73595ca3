"""Attention networks of keras-cv-attention-models."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

networks = importlib.import_module("keras_cv_attention_models")
BUILDERS = {
    "HaloNet": lambda **o: networks.halonet.HaloNetH0(**o),
    "BotNet": lambda **o: networks.botnet.BotNet(
        num_blocks=[1, 1, 1, 1], out_channels=[8, 16, 16, 32], hidden_channel_ratio=0.5, stem_width=8, **o
    ),
    "EfficientFormerL1": lambda **o: networks.efficientformer.EfficientFormer(
        num_blocks=[1, 1, 1, 1], out_channels=[16, 16, 16, 32], **o
    ),
    "MLPMixer": lambda **o: networks.mlp_family.MLPMixer(num_blocks=2, patch_size=8, stem_width=16, tokens_mlp_dim=8,
        channels_mlp_dim=24, **o),
}  # fmt: skip


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    build = BUILDERS[name[len("kecam_") :]]
    model = build(input_shape=(64, 64, 3), num_classes=5, pretrained=None, classifier_activation=None)
    keras_case.vary(model.weights)
    images = np.random.default_rng(5).uniform(0, 1, (BATCH, 64, 64, 3)).astype(np.float32)
    source = version("keras-cv-attention-models")
    keras_case.keras2(case, model, {model.input_names[0]: images}, source, target=3)
