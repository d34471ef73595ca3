"""What features weigh over many rows."""

from collections import namedtuple

from pyspark.sql import DataFrame, SparkSession

#: Whether a model ranks features as it did: NDCG, and an alarm below the threshold.
FeatureDrift = namedtuple("FeatureDrift", "ndcg threshold alarm rowsBefore rowsNow features")

#: A feature, before and now; ranks are counted from 1.
FeatureShift = namedtuple("FeatureShift", "feature weightBefore weightNow rankBefore rankNow")


class AttributionSummary:
    """Mean magnitudes of attributions: of all rows, by group, over time."""

    def __init__(self, explained, outputCol="attribution", _java=None):
        self._spark = SparkSession.active()
        jvm = self._spark._jvm
        self._java = _java or jvm.io.attributable.spark.AttributionSummary.of(
            explained._jdf, outputCol
        )

    def features(self, *names):
        """The same with other names, one for each value of a row."""
        return AttributionSummary(None, _java=self._java.features(self._texts(names)))

    def mean(self):
        """By feature: feature, position, weight, mean, rows."""
        return self._frame(self._java.mean())

    def meanBy(self, *columns):
        """The same for each combination of what these columns have."""
        return self._frame(self._java.meanBy(self._texts(columns)))

    def meanOverTime(self, timeCol, duration):
        """The same for each stretch of time, such as "7 days"."""
        return self._frame(self._java.meanOverTime(timeCol, duration))

    def drift(self, now, threshold=0.90):
        """Whether features rank in the other summary as they do here."""
        found = self._java.drift(now._java, float(threshold))
        shifts = [
            FeatureShift(
                shift.feature(),
                shift.weightBefore(),
                shift.weightNow(),
                shift.rankBefore(),
                shift.rankNow(),
            )
            for shift in found.features()
        ]
        return FeatureDrift(
            found.ndcg(),
            found.threshold(),
            found.alarm(),
            found.rowsBefore(),
            found.rowsNow(),
            shifts,
        )

    def _frame(self, java):
        return DataFrame(java, self._spark)

    def _texts(self, texts):
        gateway = self._spark.sparkContext._gateway
        array = gateway.new_array(gateway.jvm.String, len(texts))
        for i, text in enumerate(texts):
            array[i] = text
        return array
