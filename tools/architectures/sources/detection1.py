"""A single-shot detector of TensorFlow 1's Object Detection API with a small feature extractor, ending in non-maximum suppression."""

import numpy as np
import tensorflow as tf
from google.protobuf import text_format
from object_detection.builders import anchor_generator_builder, box_predictor_builder, hyperparams_builder
from object_detection.builders import post_processing_builder
from object_detection.protos import anchor_generator_pb2, box_predictor_pb2, post_processing_pb2
from object_detection.box_coders import faster_rcnn_box_coder
from object_detection.core import box_list

from sources.case import BATCH, version

SIZE, CLASSES = 32, 3
HYPERPARAMETERS = """
  op: CONV activation: RELU_6 regularizer { l2_regularizer { weight: 0.0001 } }
  initializer { truncated_normal_initializer { stddev: 0.3 } }
"""
PREDICTOR = """convolutional_box_predictor {
  conv_hyperparams { %s } min_depth: 8 max_depth: 16 num_layers_before_predictor: 1 kernel_size: 3 box_code_size: 4
}""" % HYPERPARAMETERS
ANCHORS = "ssd_anchor_generator { num_layers: 2 min_scale: 0.2 max_scale: 0.9 aspect_ratios: 1.0 aspect_ratios: 2.0 }"
SUPPRESSION = """
  batch_non_max_suppression {
    score_threshold: 0.01 iou_threshold: 0.6 max_detections_per_class: 5 max_total_detections: 8
  }
  score_converter: SIGMOID
"""


def make(name, case):
    graph = tf.Graph()
    with graph.as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        images = tf.placeholder(tf.float32, (None, SIZE, SIZE, 3), name="image_tensor")
        detections = _detect(images)
        session.run(tf.global_variables_initializer())
        signature = tf.saved_model.predict_signature_def({"inputs": images}, detections)
        builder = tf.saved_model.Builder(case.model)
        builder.add_meta_graph_and_variables(session, ["serve"], {"serving_default": signature})
        builder.save()
    inputs = {"inputs": np.random.RandomState(5).uniform(-1, 1, (BATCH, SIZE, SIZE, 3)).astype(np.float32)}
    source = version("tensorflow-object-detection-api")
    case.write(inputs, source, "TF1 builder", output="detection_scores", target=0)


def _detect(images):
    """As SSDMetaArch wires it: features, box predictor, anchors, decoding, suppression."""
    features = _features(images)
    predictor = box_predictor_builder.build(
        hyperparams_builder.build, text_format.Parse(PREDICTOR, box_predictor_pb2.BoxPredictor()),
        is_training=False, num_classes=CLASSES,
    )  # fmt: skip
    anchors = anchor_generator_builder.build(text_format.Parse(ANCHORS, anchor_generator_pb2.AnchorGenerator()))
    predictions = predictor.predict(features, anchors.num_anchors_per_location(), scope="BoxPredictor")
    encodings = tf.squeeze(tf.concat(predictions["box_encodings"], 1), 2)
    classes = tf.concat(predictions["class_predictions_with_background"], 1, name="raw_scores")
    shapes = [(int(f.shape[1]), int(f.shape[2])) for f in features]
    boxes = tf.concat([a.get() for a in anchors.generate(shapes)], 0)
    decoded = _decode(encodings, boxes)
    suppress, convert = post_processing_builder.build(
        text_format.Parse(SUPPRESSION, post_processing_pb2.PostProcessing())
    )
    scores = convert(classes[:, :, 1:])
    found = suppress(tf.expand_dims(decoded, 2), scores, clip_window=tf.constant([0, 0, 1, 1], tf.float32))
    return {
        "detection_boxes": tf.identity(found[0], "detection_boxes"),
        "detection_scores": tf.identity(found[1], "detection_scores"),
        "raw_scores": classes,
    }


def _features(images):
    slim = tf.contrib.slim
    normalised = dict(normalizer_fn=slim.batch_norm, normalizer_params=dict(is_training=False))
    with tf.variable_scope("FeatureExtractor"), slim.arg_scope([slim.conv2d], **normalised):
        net = slim.conv2d(images, 8, 3, stride=2, activation_fn=tf.nn.relu6, scope="Conv2d_0")
        net = slim.separable_conv2d(net, 12, 3, 1, stride=2, activation_fn=tf.nn.relu6, scope="Conv2d_1")
        deeper = slim.conv2d(net, 16, 3, stride=2, activation_fn=tf.nn.relu6, scope="Conv2d_2")
    return [net, deeper]


def _decode(encodings, anchors):
    coder = faster_rcnn_box_coder.FasterRcnnBoxCoder([10.0, 10.0, 5.0, 5.0])
    batch = tf.shape(encodings)[0]
    tiled = tf.reshape(tf.tile(anchors[None], [batch, 1, 1]), [-1, 4])
    decoded = coder.decode(tf.reshape(encodings, [-1, 4]), box_list.BoxList(tiled)).get()
    return tf.reshape(decoded, tf.shape(encodings))
