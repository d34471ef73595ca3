package io.attributable.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Reason;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Rows get what requests for them get. */
class AttributionTransformerTest {
  /** The card says so. */
  private static final String OUTPUT = "logits-of:output_0";

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = Frames.local();
  }

  @Test
  void rowsHaveTheAttributionsOfTheLibrary() {
    List<Row> explained =
        Frames.credit()
            .setBaseline("0")
            .setBatchSize(7)
            .setPredictionCol("score")
            .transform(Frames.applications(spark, 50))
            .orderBy("id")
            .collectAsList();
    assertThat(explained).hasSize(50);
    try (AttributableModel model = AttributableModel.load(Frames.CREDIT)) {
      Attribution expected =
          LayerAttribution.on(model)
              .layers("input:row")
              .method(new IntegratedGradients())
              .output(OUTPUT)
              .input("row", inputs(explained))
              .withPrediction()
              .attribute()
              .layers()
              .get(0);
      FloatNdArray scores = expected.prediction().orElseThrow().tensor().floats();
      for (int i = 0; i < explained.size(); i++) {
        Row cell = explained.get(i).getAs("attribution");
        assertThat(cell.getList(0)).isEqualTo(List.of(Frames.CREDIT_COLUMNS));
        List<Float> values = cell.getList(1);
        for (int j = 0; j < values.size(); j++) {
          assertThat(values.get(j)).isCloseTo(expected.floats().getFloat(i, j), within(1e-6f));
        }
        List<Float> score = explained.get(i).getList(explained.get(i).fieldIndex("score"));
        assertThat(score.get(0)).isCloseTo(scores.getFloat(i, 0), within(1e-6f));
      }
    }
  }

  /** After joins, or but for capital letters. */
  @Test
  void columnsMayShareNames() {
    Dataset<Row> rows =
        Frames.applications(spark, 3)
            .select(
                col("id"),
                col("features"),
                lit("left").as("note"),
                lit("right").as("Note"),
                lit(0).as("class"));
    List<Row> explained =
        Frames.credit()
            .setFeedDict(Map.of("row", "FEATURES"))
            .setTargetCol("Class")
            .transform(rows)
            .collectAsList();
    assertThat(explained.get(0).schema().fieldNames())
        .containsExactly("id", "features", "note", "Note", "class", "attribution");
    for (Row row : explained) {
      assertThat(row.getString(2) + row.getString(3)).isEqualTo("leftright");
      assertThat(row.getStruct(5).getList(1)).hasSize(Frames.CREDIT_COLUMNS);
    }
  }

  @Test
  void layersByTimeAreRefusedForTheyHaveNoRowForEachExample() {
    Dataset<Row> series =
        spark.sql(
            "SELECT id, array_repeat(array_repeat(float(id), 3), 4) x FROM range(0, 5, 1, 1)");
    AttributionTransformer byTime =
        new AttributionTransformer()
            .setModelPath(Frames.ROOT.resolve("fixtures/models/k3_bidirectional").toString())
            .setLayers("tensor:bidirectional_1/mul_1/lstm_1/transpose:0")
            .setTarget("0")
            .setErrorCol("error");
    assertNoRowIsExplained(series, byTime);
    assertNoRowIsExplained(
        series, byTime.setMethod("integrated-gradients").setBaseline("0").setReasons("2"));
  }

  private static void assertNoRowIsExplained(Dataset<Row> series, AttributionTransformer byTime) {
    for (int batch : new int[] {1, 4, 256}) {
      List<Row> rows = byTime.setBatchSize(batch).transform(series).collectAsList();
      assertThat(rows).hasSize(5);
      for (Row row : rows) {
        assertThat(row.<Row>getAs("attribution")).isNull();
        assertThat(row.<Row>getAs("error").<String>getAs("code")).isEqualTo("LayerWithoutRows");
        assertThat(row.<Row>getAs("error").<String>getAs("message"))
            .contains("lstm_1/transpose:0", "[4, 1, 4]", "dimension 0 is the example");
      }
    }
  }

  @Test
  void reasonsHaveTheNamesOfTheCard() {
    Row row =
        Frames.credit()
            .setReasons("3")
            .transform(Frames.applications(spark, 1))
            .collectAsList()
            .get(0);
    Row told = row.getAs("attribution");
    List<Row> reasons = told.getList(told.fieldIndex("reasons"));
    try (AttributableModel model = AttributableModel.load(Frames.CREDIT)) {
      List<Reason> expected =
          LayerAttribution.on(model)
              .layers("input:row")
              .method(new IntegratedGradients(approved(model)))
              .output(OUTPUT)
              .features(card(model).features())
              .input("row", inputs(List.of(row)))
              .attribute()
              .layers()
              .get(0)
              .reasons(3)
              .get(0)
              .reasons();
      assertThat(reasons).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(reasons.get(i).<Integer>getAs("rank")).isEqualTo(expected.get(i).rank());
        assertThat(reasons.get(i).<Double>getAs("contribution"))
            .isCloseTo(expected.get(i).contribution(), within(1e-6));
      }
    }
    assertThat(reasons.get(0).<String>getAs("feature")).matches("[a-z]+");
    assertThat(reasons.get(0).<String>getAs("text")).isNotBlank();
  }

  private static Baseline approved(AttributableModel model) {
    return ((IntegratedGradients)
            CardMethod.of(card(model), Optional.of("integrated-gradients"), Map.of(), ""))
        .baseline();
  }

  private static SignatureCard card(AttributableModel model) {
    return ModelCardCheck.checked(
        ModelCardReader.beside(Frames.CREDIT).orElseThrow(), model.defaultSignature());
  }

  private static FloatNdArray inputs(List<Row> rows) {
    FloatNdArray inputs = NdArrays.ofFloats(Shape.of(rows.size(), Frames.CREDIT_COLUMNS));
    for (int i = 0; i < rows.size(); i++) {
      Vector vector = rows.get(i).getAs("features");
      for (int j = 0; j < vector.size(); j++) {
        inputs.setFloat((float) vector.apply(j), i, j);
      }
    }
    return inputs;
  }

  @Test
  void badRowsHaveErrorsAndTheOthersAreExplained() {
    Dataset<Row> rows =
        Frames.applications(spark, 20)
            .withColumn(
                "features",
                functions.when(functions.col("id").notEqual(5), functions.col("features")));
    Dataset<Row> explained = Frames.credit().setErrorCol("error").transform(rows).cache();
    assertThat(explained.where("error is null and attribution is not null").count()).isEqualTo(19);
    Row bad = explained.where("attribution is null").collectAsList().get(0);
    assertThat(bad.<Long>getAs("id")).isEqualTo(5);
    assertThat(bad.<Row>getAs("error").<String>getAs("code")).isEqualTo("ColumnValue");
    assertThat(bad.<Row>getAs("error").<String>getAs("message"))
        .isEqualTo(
            "Column \"features\" cannot be input \"row\" (float32 [?,46]): it is null. Fill it, or"
                + " leave such rows out.");
    assertThat(Failures.ofJob(() -> Frames.credit().transform(rows).collectAsList()).getMessage())
        .startsWith("[ColumnValue] Column \"features\"");
  }

  @Test
  void columnsAreThoseThatWerePromised() {
    Dataset<Row> rows = Frames.applications(spark, 2).withColumn("a`b.c", functions.lit(1));
    for (AttributionTransformer each :
        List.of(
            Frames.credit().setErrorCol("error").setPredictionCol("score"),
            Frames.credit().setLayers("input:row", "hidden").setMethod("gradient-x-activation"),
            Frames.credit().setReasons("2"))) {
      Dataset<Row> explained = each.transform(rows);
      assertThat(explained.schema().json()).isEqualTo(each.transformSchema(rows.schema()).json());
      assertThat(explained.collectAsList()).hasSize(2);
    }
  }

  @Test
  void emptyPartitionsNeedNoModel() {
    Dataset<Row> rows = Frames.applications(spark, 3).repartition(8);
    assertThat(Frames.credit().transform(rows).count()).isEqualTo(3);
    assertThat(Frames.credit().transform(rows.where("id < 0")).collectAsList()).isEmpty();
  }

  @Test
  void eachRowMayHaveItsOwnTarget() {
    Dataset<Row> rows =
        Frames.applications(spark, 6).withColumn("class", functions.expr("int(id % 10)"));
    AttributionTransformer digits =
        new AttributionTransformer()
            .setModelPath(Frames.ROOT.resolve("fixtures/models/digits").toString())
            .setFeedDict(Map.of("image", "pixels"))
            .setLayers("conv1", "conv3")
            .setMethod("{\"name\": \"grad-cam\", \"relu\": true}")
            .setOutput("logits-of:output_0");
    Dataset<Row> pictures =
        rows.withColumn(
            "pixels", functions.expr("transform(sequence(1, 64), i -> float((i * id) % 7))"));
    List<Row> own = digits.setTargetCol("class").transform(pictures).orderBy("id").collectAsList();
    AttributionTransformer fixed = digits.copy(new ParamMap());
    fixed.clear(fixed.targetCol());
    List<Row> third = fixed.setTarget("3").transform(pictures).orderBy("id").collectAsList();
    Row layers = own.get(3).getAs("attribution");
    assertThat(layers.schema().fieldNames()).containsExactly("conv1", "conv3");
    assertThat(layers.<Row>getAs("conv1").getList(0)).isEqualTo(List.of(8, 8));
    assertThat(layers).isEqualTo(third.get(3).getAs("attribution"));
    assertThat(own.get(4).<Row>getAs("attribution"))
        .isNotEqualTo(third.get(4).getAs("attribution"));
    List<Row> beyond =
        digits
            .setErrorCol("error")
            .transform(pictures.withColumn("class", functions.expr("int(id * 3)")))
            .where("error is not null")
            .selectExpr("id", "error.code")
            .orderBy("id")
            .collectAsList();
    assertThat(beyond.toString()).isEqualTo("[[4,TargetOutOfRange], [5,TargetOutOfRange]]");
  }

  @Test
  void itIsSavedWithAPipeline(@TempDir Path folder) throws Exception {
    AttributionTransformer credit = Frames.credit().setTarget("none").setBatchSize(9);
    String path = folder.resolve("pipeline").toString();
    Dataset<Row> rows = Frames.applications(spark, 4);
    new Pipeline().setStages(new PipelineStage[] {credit}).fit(rows).write().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    AttributionTransformer same = (AttributionTransformer) loaded.stages()[0];
    assertThat(same.uid()).isEqualTo(credit.uid());
    assertThat(same.value(same.feedDict()).orElseThrow()).isEqualTo(Map.of("row", "features"));
    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(credit.transform(rows).collectAsList());
    credit.write().overwrite().save(folder.resolve("one").toString());
    AttributionTransformer one = AttributionTransformer.load(folder.resolve("one").toString());
    assertThat(one.value(one.batchSize())).contains(9);
    assertThat(one.value(one.layers()).orElseThrow()).containsExactly("input:row");
  }
}
