"""Small TensorFlow models of Hugging Face's transformers with random weights, saved by tf-keras."""

import importlib

import numpy as np
import tensorflow as tf
import tf_keras

from sources import keras_case
from sources.case import BATCH, version

hf = importlib.import_module("transformers")
TEXT = dict(
    vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, num_labels=3,
    max_position_embeddings=32,
)  # fmt: skip
LENGTH = 7


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    model, inputs, target, output = globals()["_" + name[len("hf_") :]]()
    given = {n: tf.constant(v) for n, v in inputs.items()}
    model(given, training=False)
    keras_case.vary(model.weights)

    def call(**tensors):
        outputs = model(tensors, training=False)
        return {n: v for n, v in outputs.items() if isinstance(v, tf.Tensor)}

    keras_case.function(
        case, tf_keras, model, call, inputs, version("transformers"), layers=name != "hf_segformer",
        target=target, output=output,
    )  # fmt: skip


def _text():
    random = np.random.default_rng(3)
    mask = np.ones((BATCH, LENGTH), np.int32)
    mask[1, 5:] = 0
    return {"input_ids": random.integers(1, 50, (BATCH, LENGTH)).astype(np.int32), "attention_mask": mask}


def _image(size=32):
    return {"pixel_values": np.random.default_rng(5).normal(size=(BATCH, 3, size, size)).astype(np.float32)}


def _bert():
    return hf.TFBertForSequenceClassification(hf.BertConfig(**TEXT)), _text(), 1, "logits"


def _distilbert():
    config = hf.DistilBertConfig(vocab_size=50, dim=16, n_layers=2, n_heads=2, hidden_dim=24, num_labels=3)
    return hf.TFDistilBertForSequenceClassification(config), _text(), 1, "logits"


def _deberta():
    config = hf.DebertaConfig(**TEXT, relative_attention=True, pos_att_type=["c2p", "p2c"], pooler_hidden_size=16)
    return hf.TFDebertaForSequenceClassification(config), _text(), 1, "logits"


def _gpt2():
    config = hf.GPT2Config(vocab_size=50, n_positions=32, n_embd=16, n_layer=2, n_head=2, use_cache=False)
    return hf.TFGPT2LMHeadModel(config), _text(), (6, 3), "logits"


def _t5():
    config = hf.T5Config(
        vocab_size=50, d_model=16, d_kv=8, d_ff=24, num_layers=2, num_heads=2, use_cache=False, decoder_start_token_id=0
    )
    inputs = _text()
    inputs["decoder_input_ids"] = inputs["input_ids"][:, :4]
    return hf.TFT5ForConditionalGeneration(config), inputs, (3, 3), "logits"


def _vit():
    config = hf.ViTConfig(
        hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, image_size=32, patch_size=8,
        num_labels=3,
    )  # fmt: skip
    return hf.TFViTForImageClassification(config), _image(), 1, "logits"


def _swin():
    config = hf.SwinConfig(
        image_size=32, patch_size=2, embed_dim=8, depths=[2, 2], num_heads=[2, 2], window_size=4, num_labels=3
    )
    return hf.TFSwinForImageClassification(config), _image(), 1, "logits"


def _segformer():
    config = hf.SegformerConfig(
        num_encoder_blocks=2, depths=[1, 1], sr_ratios=[2, 1], hidden_sizes=[8, 16], patch_sizes=[7, 3], strides=[4, 2],
        num_attention_heads=[1, 2], mlp_ratios=[2, 2], decoder_hidden_size=8, num_labels=3,
    )  # fmt: skip
    return hf.TFSegformerForSemanticSegmentation(config), _image(), (1, 3, 3), "logits"


def _whisper():
    config = hf.WhisperConfig(
        vocab_size=50, d_model=16, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2, use_cache=False,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, num_mel_bins=8, max_source_positions=20,
        max_target_positions=16, pad_token_id=0, bos_token_id=1, eos_token_id=2, decoder_start_token_id=1,
    )  # fmt: skip
    random = np.random.default_rng(3)
    inputs = {
        "input_features": random.normal(size=(BATCH, 8, 40)).astype(np.float32),
        "decoder_input_ids": random.integers(3, 50, (BATCH, 4)).astype(np.int32),
    }
    return hf.TFWhisperForConditionalGeneration(config), inputs, (3, 3), "logits"


def _wav2vec2():
    config = hf.Wav2Vec2Config(
        vocab_size=12, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
        conv_dim=(8, 8), conv_stride=(5, 2), conv_kernel=(10, 3), num_conv_pos_embeddings=8, do_stable_layer_norm=False,
        num_conv_pos_embedding_groups=2, num_feat_extract_layers=2, apply_spec_augment=False,
    )  # fmt: skip
    audio = np.random.default_rng(3).normal(size=(BATCH, 400)).astype(np.float32)
    return hf.TFWav2Vec2ForCTC(config), {"input_values": audio}, (9, 3), "logits"


def _clip():
    text = dict(vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)
    text.update(max_position_embeddings=32, eos_token_id=49, pad_token_id=0, bos_token_id=48)
    vision = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)
    vision.update(image_size=32, patch_size=8)
    config = hf.CLIPConfig(text_config=text, vision_config=vision, projection_dim=8)
    inputs = _text()
    inputs["input_ids"][:, 4] = 49  # the end, which stands for the text
    return hf.TFCLIPModel(config), {**inputs, **_image()}, 1, "logits_per_image"


def _convnext():
    config = hf.ConvNextConfig(num_stages=2, hidden_sizes=[8, 16], depths=[1, 2], num_labels=3, patch_size=4, image_size=32)
    return hf.TFConvNextForImageClassification(config), _image(), 1, "logits"


def _mobilevit():
    config = hf.MobileViTConfig(
        image_size=64, hidden_sizes=[16, 16, 16], neck_hidden_sizes=[4, 8, 8, 8, 8, 8, 16], num_attention_heads=2,
        num_labels=3,
    )  # fmt: skip
    return hf.TFMobileViTForImageClassification(config), _image(64), 1, "logits"
