"""Small models of KerasHub with random weights, as Keras 3 exports them."""

import importlib

import keras
import numpy as np

from keras_hub.src.layers.modeling.anchor_generator import AnchorGenerator
from keras_hub.src.models.retinanet.retinanet_label_encoder import RetinaNetLabelEncoder

from sources import keras_case
from sources.case import BATCH, version

hub = importlib.import_module("keras_hub").models
TOKENS = dict(vocabulary_size=50, num_layers=2, hidden_dim=16, intermediate_dim=24)
LENGTH = 7


def make(name, case):
    keras.utils.set_random_seed(7)
    model, inputs, target = globals()["_" + name[len("hub_") :]]()
    keras_case.vary(model.weights)
    output = "cls_logits" if name == "hub_retinanet" else None
    keras_case.keras3(case, model, inputs, version("keras-hub"), target=target, output=output)


def _text(*names):
    random = np.random.default_rng(3)
    inputs = {"token_ids": random.integers(1, 50, (BATCH, LENGTH)).astype(np.int32)}
    mask = np.ones((BATCH, LENGTH), np.int32)
    mask[1, 5:] = 0
    inputs["padding_mask"] = mask
    if "segment_ids" in names:
        inputs["segment_ids"] = np.repeat([[0, 0, 0, 1, 1, 1, 1]], BATCH, 0).astype(np.int32)
    return inputs


def _image(size=32):
    return np.random.default_rng(5).uniform(0, 1, (BATCH, size, size, 3)).astype(np.float32)


def _classifier(backbone, name="BertTextClassifier"):
    return getattr(hub, name)(backbone, num_classes=3, preprocessor=None)


def _bert():
    return _classifier(hub.BertBackbone(num_heads=2, max_sequence_length=16, **TOKENS)), _text("segment_ids"), 1


def _roberta():
    backbone = hub.RobertaBackbone(num_heads=2, max_sequence_length=16, **TOKENS)
    return _classifier(backbone, "RobertaTextClassifier"), _text(), 1


def _deberta_v3():
    backbone = hub.DebertaV3Backbone(num_heads=2, max_sequence_length=16, bucket_size=8, **TOKENS)
    return _classifier(backbone, "DebertaV3TextClassifier"), _text(), 1


def _fnet():
    backbone = hub.FNetBackbone(max_sequence_length=16, **TOKENS)
    inputs = _text("segment_ids")
    del inputs["padding_mask"]
    return _classifier(backbone, "FNetTextClassifier"), inputs, 1


def _gpt2():
    backbone = hub.GPT2Backbone(num_heads=2, max_sequence_length=16, **TOKENS)
    return hub.GPT2CausalLM(backbone, preprocessor=None), _text(), (6, 3)


def _llama():
    backbone = hub.LlamaBackbone(num_query_heads=4, num_key_value_heads=2, **TOKENS)
    return hub.LlamaCausalLM(backbone, preprocessor=None), _text(), (6, 3)


def _mixtral():
    backbone = hub.MixtralBackbone(num_query_heads=4, num_key_value_heads=2, num_experts=3, top_k=2, **TOKENS)
    return hub.MixtralCausalLM(backbone, preprocessor=None), _text(), (6, 3)


def _vit():
    backbone = hub.ViTBackbone(
        image_shape=(32, 32, 3), patch_size=8, num_layers=2, num_heads=2, hidden_dim=16, mlp_dim=24
    )
    return hub.ViTImageClassifier(backbone, num_classes=3, preprocessor=None), {"image": _image()}, 1


def _segformer():
    encoder = hub.MiTBackbone(
        max_drop_path_rate=0.1, layerwise_num_heads=[1, 2], layerwise_sr_ratios=[2, 1], hidden_dims=[8, 16],
        layerwise_depths=[1, 1], num_layers=2, layerwise_patch_sizes=[7, 3], layerwise_strides=[4, 2], image_shape=(32, 32, 3),
    )  # fmt: skip
    backbone = hub.SegFormerBackbone(image_encoder=encoder, projection_filters=8)
    return hub.SegFormerImageSegmenter(backbone, num_classes=3, preprocessor=None), {"image": _image()}, (9, 9, 1)


def _retinanet():
    encoder = hub.ResNetBackbone(
        input_conv_filters=[64], input_conv_kernel_sizes=[7], stackwise_num_filters=[64, 8, 8, 8],
        stackwise_num_blocks=[1, 1, 1, 1], stackwise_num_strides=[1, 2, 2, 2], block_type="basic_block",
        image_shape=(64, 64, 3),
    )  # fmt: skip
    backbone = hub.RetinaNetBackbone(image_encoder=encoder, min_level=3, max_level=5, use_p5=False, image_shape=(64, 64, 3))
    anchors = AnchorGenerator(
        "xyxy", min_level=3, max_level=5, num_scales=3, aspect_ratios=[0.5, 1.0, 2.0], anchor_size=4.0
    )
    labels = RetinaNetLabelEncoder(anchors, "xyxy")
    model = hub.RetinaNetObjectDetector(backbone, label_encoder=labels, num_classes=3, bounding_box_format="xyxy")
    return model, {"images": _image(64)}, (3, 1)
