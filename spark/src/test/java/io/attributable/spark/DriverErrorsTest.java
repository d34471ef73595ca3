package io.attributable.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.attributable.AttributionException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known before a job starts is known then, by code. No session is needed for it. */
class DriverErrorsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("city", DataTypes.StringType)
          .add("class", DataTypes.IntegerType)
          .add("income", DataTypes.FloatType)
          .add("income", DataTypes.FloatType);

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            new AttributionTransformer("t"),
            "[ParamInvalid] Param \"modelPath\" of t is not valid: it is not set. Give the"
                + " directory of a SavedModel."),
        arguments(
            credit().setModelPath(Frames.CREDIT + "s"),
            "[ModelNotFound] SavedModel \"" + Frames.CREDIT + "s\" not found."),
        arguments(credit().setModelPath(Frames.CREDIT + "/saved_model.pb"), "[NotASavedModel] \""),
        arguments(
            credit().setModelPath("nowhere://a/b"), "[UnreadableFile] File \"nowhere://a/b\""),
        arguments(credit().setSignature("sirve"), "[UnknownSignature] No signature \"sirve\""),
        arguments(
            credit().setFeedDict(Map.of("row", "feature")),
            "[UnknownColumn] No column \"feature\" for input \"row\" of the model; there are"
                + " \"features\", \"city\", \"class\", \"income\", \"income\". Did you mean"
                + " \"features\"?"),
        arguments(
            credit().setFeedDict(Map.of("rows", "features")), "[InputUnknown] No input \"rows\""),
        arguments(
            credit().setFeedDict(Map.of("row", "city")),
            "[ColumnType] Column \"city\" is string, which cannot be input \"row\" (float32"
                + " [?,46]): it takes numbers."),
        arguments(credit().setLayers("dense_9"), "[UnknownLayer] No layer \"dense_9\""),
        arguments(credit().setMethod("integrated-gradient"), "[UnknownMethod] No method"),
        arguments(
            credit().setMethod("{\"name\": \"integrated-gradients\", \"stepz\": 3}"),
            "[MethodParameter] Method \"integrated-gradients\": parameter \"stepz\""),
        arguments(
            credit().setMethod("{\"name\": 3}"),
            "[BadRequest] Request of the params cannot be read: \"method\" must be a name,"),
        arguments(
            credit().setBaseline("{\"row\": "),
            "[ParamInvalid] Param \"baseline\" of credit is not valid: it is no JSON"),
        arguments(
            credit().setMethod("{\"name\": \"permutation\"}"),
            "[MethodNotApplicable] Method \"permutation\" does not go with rows of a data frame"),
        arguments(
            credit().setReduction("top=3"),
            "[MethodNotApplicable] Method \"reduction top=3\" does not go with rows"),
        arguments(credit().setReduction("sums"), "[ReductionInvalid] Reduction \"sums\""),
        arguments(credit().setTarget("bad credit"), "[TargetInvalid] Target"),
        arguments(
            credit().setTarget("0").setTargetCol("class"),
            "[ParamInvalid] Param \"target\" of credit is not valid: targetCol is set, too."),
        arguments(
            credit().setTargetCol("features"),
            "[ColumnType] Column \"features\" is vector, which cannot be a target"),
        arguments(
            credit().setTargetCol("klass"), "[UnknownColumn] No column \"klass\" for targets"),
        arguments(
            credit().setOutputCol("city"),
            "[ColumnTaken] There is a column \"city\" already, which outputCol would be."),
        arguments(
            credit().setOutputCol("City"),
            "[ColumnTaken] There is a column \"city\" already, which outputCol would be."),
        arguments(
            credit().setErrorCol("why").setOutputCol("Why"),
            "[ParamInvalid] Param \"outputCol\" of credit is not valid"),
        arguments(
            credit().setFeedDict(Map.of("row", "income")),
            "[ColumnAmbiguous] Column \"income\" for input \"row\" of the model is ambiguous: there"
                + " are \"income\", \"income\"."),
        arguments(
            credit().setBaseline("{\"row\": 0} 1"),
            "[ParamInvalid] Param \"baseline\" of credit is not valid: it is no JSON"),
        arguments(
            credit().setMethod("{\"name\": \"saliency\", \"name\": \"activation\"}"),
            "[ParamInvalid] Param \"method\" of credit is not valid: it is no JSON"),
        arguments(
            credit().setErrorCol("why").setOutputCol("why"),
            "[ParamInvalid] Param \"outputCol\" of credit is not valid"));
  }

  private static AttributionTransformer credit() {
    return new AttributionTransformer("credit")
        .setModelPath(Frames.CREDIT.toString())
        .setFeedDict(Map.of("row", "features"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void failuresHaveCodes(AttributionTransformer transformer, String message) {
    AttributionException failure =
        catchThrowableOfType(AttributionException.class, () -> transformer.transformSchema(SCHEMA));
    assertThat(failure).hasMessageStartingWith(message);
  }

  @Test
  void thereIsNothingToSayAgainstThis() {
    StructType schema =
        credit().setPredictionCol("score").setErrorCol("error").transformSchema(SCHEMA);
    assertThat(schema.simpleString())
        .isEqualTo(
            "struct<features:vector,city:string,class:int,income:float,income:float,"
                + "attribution:struct<shape:array<int>,values:array<float>>,"
                + "score:array<float>,error:struct<code:string,message:string>>");
    assertThat(schema.apply("attribution").metadata().getStringArray("attributable.features"))
        .hasSize(Frames.CREDIT_COLUMNS)
        .startsWith("account", "account");
  }

  @Test
  void columnsAreFoundAsSparkFindsThem() {
    StructType schema =
        credit()
            .setFeedDict(Map.of("row", "FEATURES"))
            .setTargetCol("Class")
            .transformSchema(SCHEMA);
    assertThat(schema.fieldNames()).contains("features", "attribution");
  }

  @Test
  void aVectorOfAnotherLengthIsKnownWhereItsMakerNotedIt() {
    StructType schema = new StructType().add(new AttributeGroup("features", 5).toStructField());
    assertThat(
            catchThrowableOfType(
                AttributionException.class, () -> credit().transformSchema(schema)))
        .hasMessageStartingWith(
            "[InputShape] Input \"row\" must have shape [?,46], but has [1,5].");
  }
}
