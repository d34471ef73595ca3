"""The transformer."""

import json

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer

_CLASS = "io.attributable.spark.AttributionTransformer"


def _to_dict(value):
    return {str(name): str(column) for name, column in dict(value).items()}


def _to_words(value):
    """Texts stand for themselves; numbers, lists and dicts are JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def _param(name, doc, converter=TypeConverters.toString):
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class _Reader(JavaMLReader):
    @classmethod
    def _java_loader_class(cls, clazz):
        return _CLASS


class AttributionTransformer(JavaTransformer, JavaMLReadable, JavaMLWritable):
    """Adds attributions, or reasons, to each row; see docs/spark.md."""

    modelPath = _param("modelPath", "the directory of the SavedModel in any Hadoop file system")
    signature = _param("signature", "the signature, or a function")
    feedDict = _param("feedDict", "the column of each input, by the input's name", _to_dict)
    layers = _param("layers", "addresses of what is explained", TypeConverters.toListString)
    port = _param("port", "the side of the layers: output or input")
    method = _param("method", "a method's name, or a dict with name and parameters", _to_words)
    baseline = _param("baseline", "what the method compares with", _to_words)
    smooth = _param("smooth", "noise that attributions are computed with", _to_words)
    output = _param("output", "what the target picks from")
    target = _param("target", "which value of the output is explained", _to_words)
    targetCol = _param("targetCol", "the column of each row's own target")
    reduction = _param("reduction", "what is made of each attribution")
    reasons = _param("reasons", "how many reasons are told instead", _to_words)
    features = _param("features", "what the columns of inputs are called", _to_words)
    batchSize = _param("batchSize", "rows in one run", TypeConverters.toInt)
    threads = _param("threads", "threads of TensorFlow for a task", TypeConverters.toInt)
    outputCol = _param("outputCol", "the column of attributions, or of reasons")
    predictionCol = _param("predictionCol", "the column of the explained output")
    errorCol = _param("errorCol", "the column of why a row was not explained")

    @keyword_only
    def __init__(
        self,
        *,
        modelPath=None,
        signature=None,
        feedDict=None,
        layers=None,
        port=None,
        method=None,
        baseline=None,
        smooth=None,
        output=None,
        target=None,
        targetCol=None,
        reduction=None,
        reasons=None,
        features=None,
        batchSize=None,
        threads=None,
        outputCol=None,
        predictionCol=None,
        errorCol=None,
    ):
        super().__init__()
        self._java_obj = self._new_java_obj(_CLASS, self.uid)
        self._setDefault(outputCol="attribution", batchSize=256, threads=1)
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        modelPath=None,
        signature=None,
        feedDict=None,
        layers=None,
        port=None,
        method=None,
        baseline=None,
        smooth=None,
        output=None,
        target=None,
        targetCol=None,
        reduction=None,
        reasons=None,
        features=None,
        batchSize=None,
        threads=None,
        outputCol=None,
        predictionCol=None,
        errorCol=None,
    ):
        """Sets any of the params, by their names."""
        return self._set(**self._input_kwargs)

    @classmethod
    def read(cls):
        return _Reader(cls)

    @classmethod
    def _from_java(cls, java_stage):
        stage = cls()
        stage._java_obj = java_stage
        stage._resetUid(java_stage.uid())
        stage._transfer_params_from_java()
        return stage

    def _transfer_params_from_java(self):
        """A map of Java is none of those that PySpark takes over."""
        java = self._java_obj
        for param in self.params:
            if java.isSet(java.getParam(param.name)):
                value = java.getOrDefault(java.getParam(param.name))
                self._set(**{param.name: _PYTHON.get(param.name, lambda same: same)(value)})


#: What becomes of values that are objects of Java's.
_PYTHON = {"feedDict": dict, "layers": list}


def _setter(name):
    def set_param(self, value):
        return self._set(**{name: value})

    set_param.__doc__ = "Sets the param %s." % name
    return set_param


for _name in [name for name, value in vars(AttributionTransformer).items() if isinstance(value, Param)]:
    setattr(AttributionTransformer, "set" + _name[0].upper() + _name[1:], _setter(_name))
