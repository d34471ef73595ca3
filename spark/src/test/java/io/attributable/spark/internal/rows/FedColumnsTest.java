package io.attributable.spark.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.TensorShape;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.spark.internal.request.Feed;
import io.attributable.spark.internal.request.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Inputs that a text is made into, fed as texts and as numbers. */
class FedColumnsTest {
  private static final DataType IDS = DataTypes.createArrayType(DataTypes.IntegerType);
  private static final SignatureDescription SIGNATURE =
      new SignatureDescription("s", List.of(input("ids"), input("mask")), List.of());

  @TempDir private Path folder;
  private SignatureCard card;

  private static TensorDescription input(String name) {
    return new TensorDescription(name, "int32", TensorShape.of(Shape.of(-1, 3)));
  }

  @BeforeEach
  void readCard() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "a\ngood\nday\n");
    card =
        ModelCardReader.read(
                "card",
                folder,
                "{\"signatures\": {\"s\": {\"inputs\": {\"ids\": {\"kind\": \"tokens\","
                    + " \"feeds\": {\"ids\": \"ids\", \"mask\": \"mask\"},"
                    + " \"tokenize\": {\"vocabulary\": \"words.txt\"}}}}}}")
            .signature("s")
            .orElseThrow();
  }

  private List<String> fed(StructType schema, Map<String, String> feedDict) {
    Settings settings =
        new Settings(
            "t",
            Optional.empty(),
            Optional.empty(),
            feedDict,
            List.of(),
            Map.of(),
            Optional.empty(),
            1,
            1,
            "out",
            Optional.empty(),
            Optional.empty());
    return new FedColumns(settings, SIGNATURE, card, new Columns(schema))
        .feeds().stream().map(Feed::input).toList();
  }

  private String failure(StructType schema, Map<String, String> feedDict) {
    return catchThrowableOfType(AttributionException.class, () -> fed(schema, feedDict))
        .getMessage();
  }

  @Test
  void tokensThatAreThereAreFedAsTheyAre() {
    StructType schema = new StructType().add("ids", IDS).add("mask", IDS);
    assertThat(fed(schema, Map.of())).containsExactly("ids", "mask");
    assertThat(fed(schema, Map.of("ids", "ids", "mask", "mask"))).containsExactly("ids", "mask");
    assertThat(failure(schema, Map.of("ids", "ids"))).startsWith("[InputMissing]").contains("mask");
  }

  @Test
  void aTextIsAllThatIsMadeOfIt() {
    StructType schema = new StructType().add("text", DataTypes.StringType).add("mask", IDS);
    assertThat(fed(schema, Map.of("ids", "text"))).containsExactly("ids");
    assertThat(failure(schema, Map.of("ids", "text", "mask", "mask")))
        .startsWith(
            "[ParamInvalid] Param \"feedDict\" of t is not valid: input \"mask\" is fed, and made"
                + " of \"ids\", too.");
  }
}
