package io.attributable.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Means by hand. */
class AttributionSummaryTest {
  private static final StructType ATTRIBUTION =
      new StructType()
          .add("shape", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("values", DataTypes.createArrayType(DataTypes.FloatType));

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = Frames.local();
  }

  private static Dataset<Row> rows(Row... rows) {
    return spark.createDataFrame(
        List.of(rows),
        new StructType()
            .add("region", DataTypes.StringType)
            .add("day", DataTypes.DateType)
            .add("why", ATTRIBUTION));
  }

  private static Row row(String region, String day, float... values) {
    return RowFactory.create(
        region, Date.valueOf(day), RowFactory.create(new int[] {values.length}, values));
  }

  private static Dataset<Row> year() {
    return rows(
        row("north", "2025-01-01", 1, -2, 4),
        row("north", "2025-01-02", -3, 0, 0),
        row("south", "2025-02-01", 0, 1, 1),
        RowFactory.create("south", Date.valueOf("2025-02-01"), null));
  }

  @Test
  void magnitudesAreAveragedByFeature() {
    List<Row> mean = AttributionSummary.of(year(), "why").mean().collectAsList();
    assertThat(mean).extracting(row -> row.getString(0)).containsExactly("2", "0", "1");
    assertThat(mean.get(0).<Double>getAs("weight")).isCloseTo(5 / 3.0, within(1e-9));
    assertThat(mean.get(1).<Double>getAs("weight")).isCloseTo(4 / 3.0, within(1e-9));
    assertThat(mean.get(1).<Double>getAs("mean")).isCloseTo(-2 / 3.0, within(1e-9));
    assertThat(mean.get(2).<Long>getAs("rows")).isEqualTo(3);
  }

  @Test
  void neighboursOfOneNameAreSummedFirst() {
    List<Row> mean =
        AttributionSummary.of(year(), "why")
            .features("income", "home", "home")
            .mean()
            .collectAsList();
    assertThat(mean).extracting(row -> row.getString(0)).containsExactly("income", "home");
    assertThat(mean.get(1).<Double>getAs("weight")).isCloseTo(4 / 3.0, within(1e-9));
  }

  @Test
  void whatIsBehindAColumnIsSummedAndASingleNameIsThatOfAll() {
    Dataset<Row> steps =
        rows(
            RowFactory.create(
                "a",
                Date.valueOf("2025-01-01"),
                RowFactory.create(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, -6})));
    AttributionSummary summary = AttributionSummary.of(steps, "why");
    assertThat(weights(summary.features("x", "y", "z"))).containsExactly("y 7.0", "x 3.0", "z 1.0");
    assertThat(weights(summary.features("x", "x", "z"))).containsExactly("x 10.0", "z 1.0");
    assertThat(weights(summary.features("all"))).containsExactly("all 9.0");
  }

  @Test
  void anotherNumberOfNamesIsRefused() {
    AttributionSummary summary = AttributionSummary.of(year(), "why");
    for (String[] names : new String[][] {{"a", "a"}, {"a", "b"}, {"a", "a", "a", "b"}}) {
      assertThatThrownBy(() -> summary.features(names).mean().collectAsList())
          .hasMessageContaining(
              "[FeaturesInvalid] Features of `why`: %d names are given for values of shape [3]",
              names.length);
    }
  }

  private static List<String> weights(AttributionSummary summary) {
    return summary.mean().collectAsList().stream()
        .map(row -> row.<String>getAs("feature") + " " + row.<Double>getAs("weight"))
        .toList();
  }

  @Test
  void groupsAndStretchesOfTimeHaveTheirOwn() {
    AttributionSummary summary = AttributionSummary.of(year(), "why").features("a", "b", "c");
    List<Row> regions = summary.meanBy("region").collectAsList();
    assertThat(regions).hasSize(6);
    assertThat(regions.get(0).toString()).isEqualTo("[north,a,0,2.0,-1.0,2]");
    List<Row> days = summary.meanOverTime("day", "1 day").collectAsList();
    assertThat(days).hasSize(9);
    assertThat(days.get(0).schema().fieldNames())
        .containsExactly("from", "to", "feature", "position", "weight", "mean", "rows");
    assertThat(days.get(0).<Double>getAs("weight")).isEqualTo(4);
  }

  @Test
  void groupsAreTheRowsOwnColumnsWhateverTheirNames() {
    Dataset<Row> named =
        year()
            .withColumn("value", col("region"))
            .withColumn("place", struct(col("region"), col("day")));
    AttributionSummary summary = AttributionSummary.of(named, "why").features("a", "b", "c");
    for (String column : new String[] {"value", "place.region", "REGION"}) {
      List<Row> groups = summary.meanBy(column).collectAsList();
      assertThat(groups).hasSize(6);
      assertThat(groups.get(0).toString()).isEqualTo("[north,a,0,2.0,-1.0,2]");
    }
    assertThat(summary.meanBy("place.region", "value").columns())
        .containsExactly("region", "value", "feature", "position", "weight", "mean", "rows");
    for (String taken : new String[] {"position", "Weight"}) {
      AttributionSummary other =
          AttributionSummary.of(named.withColumn(taken, col("region")), "why");
      assertThat(failure(() -> other.meanBy(taken))).isEqualTo(ErrorCode.COLUMN_TAKEN);
    }
    assertThat(failure(() -> summary.meanBy("region", "place.region")))
        .isEqualTo(ErrorCode.COLUMN_TAKEN);
  }

  @Test
  void rankingsThatMovedAreAnAlarm() {
    AttributionSummary before = AttributionSummary.of(rows(row("a", "2025-01-01", 8, 2, 1)), "why");
    AttributionSummary now = AttributionSummary.of(rows(row("a", "2025-01-01", 1, 2, 8)), "why");
    assertThat(before.drift(before).ndcg()).isEqualTo(1);
    FeatureDrift drift = before.drift(now);
    // scikit-learn's ndcg_score([[8, 2, 1]], [[1, 2, 8]]) is 0.6414…
    double best = 8 + 2 / log2(3) + 1 / 2.0;
    assertThat(drift.ndcg()).isCloseTo((1 + 2 / log2(3) + 8 / 2.0) / best, within(1e-12));
    assertThat(drift.alarm()).isTrue();
    assertThat(drift.features().get(0)).isEqualTo(new FeatureDrift.Shift("0", 8, 1, 1, 3));
    assertThat(before.drift(now, 0.5).alarm()).isFalse();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  @Test
  void otherColumnsAreRefused() {
    assertThat(failure(() -> AttributionSummary.of(year(), "whi")))
        .isEqualTo(ErrorCode.UNKNOWN_COLUMN);
    assertThat(failure(() -> AttributionSummary.of(year(), "region")))
        .isEqualTo(ErrorCode.COLUMN_TYPE);
    AttributionSummary three = AttributionSummary.of(year(), "why");
    AttributionSummary two = AttributionSummary.of(rows(row("a", "2025-01-01", 1, 2)), "why");
    assertThat(failure(() -> three.drift(two))).isEqualTo(ErrorCode.FEATURES_INVALID);
    assertThat(failure(() -> three.drift(AttributionSummary.of(year().where("false"), "why"))))
        .isEqualTo(ErrorCode.NOTHING_TO_MEASURE);
  }

  private static ErrorCode failure(ThrowingCallable call) {
    return catchThrowableOfType(AttributionException.class, call).code();
  }
}
