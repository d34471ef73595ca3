"""Small models of the TensorFlow Model Garden; the detectors end in non-maximum suppression."""

import numpy as np
import tensorflow as tf
from official.nlp.modeling import models, networks
from official.vision.configs import maskrcnn, retinanet
from official.vision.modeling import factory

from sources import keras_case
from sources.case import BATCH, version

SIZE = 64


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    globals()["_" + name[len("garden_") :]](case)


def _bert(case):
    encoder = networks.BertEncoder(
        vocab_size=50, hidden_size=16, num_layers=2, num_attention_heads=2, intermediate_size=24, max_sequence_length=16
    )
    model = models.BertClassifier(encoder, num_classes=3)
    keras_case.vary(model.weights)
    words = np.random.default_rng(3).integers(1, 50, (BATCH, 7)).astype(np.int32)
    inputs = {"input_word_ids": words, "input_mask": np.ones_like(words), "input_type_ids": np.zeros_like(words)}
    keras_case.keras2(case, model, inputs, version("tf-models-official"))


def _retinanet(case):
    config = retinanet.RetinaNet(num_classes=3, input_size=[SIZE, SIZE, 3], min_level=3, max_level=5)
    _small(config)
    config.head.num_filters, config.head.num_convs = 8, 1
    model = factory.build_retinanet(_images(), config)
    _detector(case, model, 3, 5, config)


def _maskrcnn(case):
    config = maskrcnn.MaskRCNN(num_classes=3, input_size=[SIZE, SIZE, 3], min_level=3, max_level=5, include_mask=False)
    _small(config)
    config.rpn_head.num_filters = 8
    config.detection_head.num_filters, config.detection_head.fc_dims = 8, 16
    config.mask_head = config.mask_sampler = config.mask_roi_aligner = None
    for field in ("pre_nms_top_k", "num_proposals", "test_pre_nms_top_k", "test_num_proposals"):
        setattr(config.roi_generator, field, 12)
    model = factory.build_maskrcnn(_images(), config)
    _detector(case, model, 3, 5, config)


def _small(config):
    config.backbone.type = "mobilenet"
    config.backbone.mobilenet.model_id = "MobileNetV2"
    config.backbone.mobilenet.filter_size_scale = 0.25
    config.decoder.fpn.num_filters = 8
    config.detection_generator.max_num_detections = 5
    config.detection_generator.pre_nms_top_k = 20


def _images():
    return tf.keras.layers.InputSpec(shape=[None, SIZE, SIZE, 3])


def _detector(case, model, low, high, config):
    """As the Garden's own export does: anchors are part of the model, detections its outputs."""
    from official.vision.ops import anchor

    anchors = anchor.build_anchor_generator(low, high, config.anchor.num_scales, config.anchor.aspect_ratios, 4.0)((SIZE, SIZE))
    images = np.random.default_rng(5).uniform(0, 1, (BATCH, SIZE, SIZE, 3)).astype(np.float32)

    def call(images):
        batch = tf.shape(images)[0]
        shape = tf.repeat(tf.constant([[float(SIZE), float(SIZE)]]), batch, 0)
        boxes = {k: tf.repeat(v[None], batch, 0) for k, v in anchors.items()}
        outputs = model(images=images, image_shape=shape, anchor_boxes=boxes, training=False)
        return {k: v for k, v in outputs.items() if isinstance(v, tf.Tensor)}

    call(tf.constant(images))
    keras_case.vary(model.weights)
    keras_case.function(
        case, tf.keras, model, call, {"images": images}, version("tf-models-official"), output="detection_scores"
    )
