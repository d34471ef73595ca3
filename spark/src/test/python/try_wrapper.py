"""Tries the wrapper on the sample model in an installed PySpark.

    mvn -q -pl spark -am package -DskipTests
    mvn -q -pl spark dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/jars
    cp spark/target/attributable-spark-*.jar spark/target/jars
    python -m venv venv && venv/bin/pip install pyspark==4.2.0 numpy
    venv/bin/python spark/src/test/python/try_wrapper.py spark/target/jars samples/credit/models/credit

The folder of jars has to have the native library of this machine, too: tensorflow-core-native with
its classifier.
"""

import glob
import os
import sys
import tempfile

folder, model = sys.argv[1:3]
jars = glob.glob(os.path.join(folder, "*.jar"))
ours = [jar for jar in jars if os.path.basename(jar).startswith("attributable-spark")]
sys.path.insert(0, ours[0])  # As --packages does.

from pyspark.ml import Pipeline, PipelineModel  # noqa: E402
from pyspark.ml.linalg import Vectors  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql.functions import col, when  # noqa: E402

from attributable_spark import AttributionSummary, AttributionTransformer  # noqa: E402

spark = (
    SparkSession.builder.master(sys.argv[3] if len(sys.argv) > 3 else "local[2]")
    .config("spark.jars", ",".join(jars))
    .config("spark.ui.enabled", False)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
rows = spark.createDataFrame(
    [(i, Vectors.dense([(i * 7 + j * 3) % 11 / 11 for j in range(46)])) for i in range(200)],
    ["id", "vector"],
).repartition(4)
rows = rows.withColumn("vector", when(col("id") != 13, col("vector")))

credit = AttributionTransformer(
    modelPath=model,
    feedDict={"row": "vector"},
    layers=["input:row"],
    method={"name": "integrated-gradients", "steps": 20},
    baseline={"row": 0.1},
    predictionCol="score",
    errorCol="error",
)
explained = credit.transform(rows).cache()
assert explained.where("error is null").count() == 199
bad = explained.where("error is not null").first()
assert bad["id"] == 13 and bad["error"]["code"] == "ColumnValue", bad
first = explained.where("id = 3").first()["attribution"]
assert first["shape"] == [46] and len(first["values"]) == 46, first

summary = AttributionSummary(explained)
weights = summary.mean().collect()
assert len(weights) == 13 and weights[0]["rows"] == 199, weights
drift = AttributionSummary(explained.where("id < 100")).drift(
    AttributionSummary(explained.where("id >= 100"))
)
assert drift.ndcg > 0.99 and not drift.alarm, drift

told = credit.copy()
told.setReasons(4).setBaseline({"row": 0.0})
reasons = told.transform(rows.where("id = 3")).first()["attribution"]["reasons"]
assert len(reasons) <= 4 and reasons[0]["rank"] == 1, reasons

with tempfile.TemporaryDirectory() as home:
    path = os.path.join(home, "pipeline")
    Pipeline(stages=[credit]).fit(rows).write().save(path)
    loaded = PipelineModel.load(path)
    stage = loaded.stages[0]
    assert isinstance(stage, AttributionTransformer) and stage.uid == credit.uid
    assert stage.getOrDefault("feedDict") == {"row": "vector"}
    assert stage.getOrDefault("layers") == ["input:row"]
    again = loaded.transform(rows).where("id = 3").first()["attribution"]
    assert again == first
    one = os.path.join(home, "one")
    credit.write().overwrite().save(one)
    assert AttributionTransformer.load(one).uid == credit.uid

try:
    AttributionTransformer(modelPath=model + "s").transform(rows)
except Exception as failure:
    assert "[ModelNotFound]" in str(failure), failure
else:
    raise AssertionError("a model that is not there was found")

print("reasons of row 3:", [(reason["feature"], round(reason["contribution"], 3)) for reason in reasons])
print("weights:", [(row["feature"], round(row["weight"], 3)) for row in weights[:4]])
print("PySpark", spark.version, "works with the wrapper")
spark.stop()
