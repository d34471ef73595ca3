"""Explains the rows of data frames: a thin cover of attributable-spark for PySpark.

    from attributable_spark import AttributionTransformer

    explained = AttributionTransformer(
        modelPath="hdfs:///models/credit", feedDict={"row": "features"},
        method="integrated-gradients", errorCol="error").transform(applications)

All work is done by the JVM; docs/spark.md says what each param means.
"""

import sys

from attributable_spark._summary import AttributionSummary, FeatureDrift
from attributable_spark._transformer import AttributionTransformer

__all__ = ["AttributionSummary", "AttributionTransformer", "FeatureDrift"]

# PipelineModel.load looks for the Python class of a stage under the name of its class in Java.
sys.modules["io.attributable.spark"] = sys.modules[__name__]
