package io.attributable.spark.internal.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.attributable.AttributionException;
import io.attributable.TensorShape;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.spark.internal.request.Feed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Columns of all types, as the inputs that they become. */
class ColumnReadersTest {
  private static final SignatureCard RAW_PICTURE =
      ModelCardReader.read(
              "card",
              Path.of(""),
              "{\"signatures\": {\"s\": {\"inputs\": {\"x\": {\"kind\": \"image\","
                  + " \"preprocess\": {\"range\": [0, 255]}}}}}}")
          .signature("s")
          .orElseThrow();

  private static final ArrayType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);
  private static final ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType);

  private static TensorDescription input(String dtype, long... shape) {
    return new TensorDescription("x", dtype, TensorShape.of(shape));
  }

  private static Seq<Object> seq(Object... values) {
    return CollectionConverters.asScala(Arrays.asList(values)).toSeq();
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(
            input("float32", -1, 3),
            SQLDataTypes.VectorType(),
            Vectors.sparse(3, new int[] {1}, new double[] {2.5}),
            new float[] {0, 2.5f, 0},
            "[3]"),
        arguments(
            input("float64", -1, 2),
            SQLDataTypes.VectorType(),
            Vectors.dense(1, 2),
            new double[] {1, 2},
            "[2]"),
        arguments(
            input("int64", -1, 2),
            SQLDataTypes.VectorType(),
            Vectors.dense(1, 2),
            new long[] {1, 2},
            "[2]"),
        arguments(
            input("float32", -1, 2, 2, 1),
            FLOATS,
            seq(1f, 2f, 3f, 4f),
            new float[] {1, 2, 3, 4},
            "[2, 2, 1]"),
        arguments(
            input("float32", -1, -1, 2),
            DataTypes.createArrayType(FLOATS),
            seq(seq(1f, 2f), seq(3f, 4f), seq(5f, 6f)),
            new float[] {1, 2, 3, 4, 5, 6},
            "[3, 2]"),
        arguments(input("float32", -1, 1), DataTypes.DoubleType, 0.5, new float[] {0.5f}, "[1]"),
        arguments(input("float32", -1), DataTypes.LongType, 3L, new float[] {3}, "[]"),
        arguments(
            input("float32", -1),
            DataTypes.createDecimalType(9, 2),
            new BigDecimal("1.25"),
            new float[] {1.25f},
            "[]"),
        arguments(input("float32", -1), DataTypes.BooleanType, true, new float[] {1}, "[]"),
        arguments(input("bool", -1), DataTypes.BooleanType, true, new boolean[] {true}, "[]"),
        arguments(input("uint8", -1), DataTypes.IntegerType, 200, new byte[] {-56}, "[]"),
        arguments(input("int16", -1), DataTypes.DoubleType, -7.0, new short[] {-7}, "[]"),
        arguments(input("int32", -1), DataTypes.ShortType, (short) 7, new int[] {7}, "[]"),
        arguments(
            input("string", -1),
            DataTypes.StringType,
            "Åse",
            new byte[][] {"Åse".getBytes(StandardCharsets.UTF_8)},
            "[]"),
        arguments(
            input("string", -1, 1),
            DataTypes.BinaryType,
            new byte[] {1, 2},
            new byte[][] {{1, 2}},
            "[1]"),
        arguments(
            input("string", -1, -1), STRINGS, seq("a", "b"), new byte[][] {{'a'}, {'b'}}, "[2]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesBecomeBlocks(
      TensorDescription input, DataType type, Object value, Object expected, String shape) {
    Block block = read(input, SignatureCard.EMPTY, type, value);
    Object batch = block.newArray(1);
    block.copyTo(batch, 0);
    assertThat(batch).isEqualTo(expected);
    assertThat(block.shape().toString()).isEqualTo(shape);
  }

  private static Block read(
      TensorDescription input, SignatureCard card, DataType type, Object value) {
    List<Block> blocks = new ArrayList<>();
    new ColumnReaders(new SignatureDescription("s", List.of(input), List.of()), card)
        .of(new Feed("x", "column", 0), type)
        .read(RowFactory.create(value), blocks);
    return blocks.get(0);
  }

  static Stream<Arguments> refused() {
    TensorDescription floats = input("float32", -1, 2);
    return Stream.of(
        arguments(
            floats,
            SQLDataTypes.VectorType(),
            null,
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float32 [?,2]): it is null."),
        arguments(
            floats,
            FLOATS,
            seq(1f, null),
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float32 [?,2]): element 1 is"
                + " null."),
        arguments(
            floats,
            FLOATS,
            seq(1f, 2f, 3f),
            "[InputShape] Input \"x\" must have shape [?,2], but has [1,3]. It is made of column"
                + " \"column\"."),
        arguments(
            input("float32", -1, 2, 2),
            DataTypes.createArrayType(FLOATS),
            seq(seq(1f, 2f), seq(3f)),
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float32 [?,2,2]): its arrays"
                + " are not equally long."),
        arguments(
            floats,
            SQLDataTypes.VectorType(),
            Vectors.dense(1e39, 0),
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float32 [?,2]): it has 1.0E39,"
                + " which is no float32."),
        arguments(
            input("uint8", -1),
            DataTypes.IntegerType,
            256,
            "[ColumnValue] Column \"column\" cannot be input \"x\" (uint8 [?]): it has 256, which"
                + " is no uint8."),
        arguments(
            input("int32", -1),
            DataTypes.DoubleType,
            0.5,
            "[ColumnValue] Column \"column\" cannot be input \"x\" (int32 [?]): it has 0.5"),
        arguments(
            input("string", -1),
            DataTypes.LongType,
            3L,
            "[ColumnType] Column \"column\" is bigint, which cannot be input \"x\" (string [?]): it"
                + " takes texts and bytes. Cast it to a string."),
        arguments(
            input("float32"),
            DataTypes.FloatType,
            3f,
            "[ColumnType] Column \"column\" is float, which cannot be input \"x\" (float32 []): it"
                + " has no dimension along which rows could stand."),
        arguments(
            input("float16", -1),
            DataTypes.DoubleType,
            70000.0,
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float16 [?]): it has 70000.0,"
                + " which is no float16."),
        arguments(
            input("float16", -1, 2),
            SQLDataTypes.VectorType(),
            Vectors.dense(1, -65505),
            "[ColumnValue] Column \"column\" cannot be input \"x\" (float16 [?,2]): it has"
                + " -65505.0, which is no float16."),
        arguments(
            input("float32", -1, 2, 2, 3),
            image(),
            RowFactory.create("file:/a", 2, null, 3, 16, new byte[12]),
            "[ColumnValue] Column \"column\" cannot be a picture: it has no width."),
        arguments(
            input("float32", -1, 2, 2, 3),
            image(),
            RowFactory.create("file:/a", 2, 2, 3, 16, new byte[11]),
            "[ColumnValue] Column \"column\" cannot be a picture: it has 11 bytes for 2 x 2 pixels"
                + " of 3 channels."),
        arguments(input("string", -1), image(), null, "[ColumnType] Column \"column\" is struct<"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void othersAreRefused(TensorDescription input, DataType type, Object value, String message) {
    assertThat(
            catchThrowableOfType(
                AttributionException.class, () -> read(input, SignatureCard.EMPTY, type, value)))
        .hasMessageStartingWith(message);
  }

  private static StructType image() {
    return ImageSchema.columnSchema();
  }

  static Stream<Arguments> pictures() {
    byte[] grey = {10, 20, 30, 40};
    byte[] colours = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    return Stream.of(
        arguments(1, grey, 1, new float[] {10, 20, 30, 40}),
        arguments(3, colours, 3, new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10}),
        arguments(
            4,
            new byte[] {1, 2, 3, -1, 4, 5, 6, -1, 7, 8, 9, -1, 10, 11, 12, -1},
            3,
            new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10}));
  }

  @Test
  void filesOfPicturesBecomeWhatTheCardSays() throws IOException {
    BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(1, 0, 0x010203);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    Block block =
        read(input("float32", -1, 2, 2, 3), RAW_PICTURE, DataTypes.BinaryType, file.toByteArray());
    Object batch = block.newArray(1);
    block.copyTo(batch, 0);
    assertThat(batch).isEqualTo(new float[] {0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(
            () ->
                read(
                    input("float32", -1, 2, 2, 3),
                    RAW_PICTURE,
                    DataTypes.BinaryType,
                    new byte[] {1, 2, 3}))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("\"picture.png\"");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void picturesOfSparkBecomeWhatTheCardSays(
      int channels, byte[] data, int depth, float[] expected) {
    Block block =
        read(
            input("float32", -1, 2, 2, depth),
            RAW_PICTURE,
            image(),
            RowFactory.create("file:/a", 2, 2, channels, 16, data));
    Object batch = block.newArray(1);
    block.copyTo(batch, 0);
    assertThat(batch).isEqualTo(expected);
  }

  @Test
  void textsBecomeIdsWhereTheCardNamesAVocabulary(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("words.txt"), "a\ngood\nday\n");
    SignatureCard card =
        ModelCardReader.read(
                "card",
                folder,
                "{\"signatures\": {\"s\": {\"inputs\": {\"x\": {\"kind\": \"tokens\","
                    + " \"tokenize\": {\"vocabulary\": \"words.txt\"}}}}}}")
            .signature("s")
            .orElseThrow();
    Block block = read(input("int64", -1, 3), card, DataTypes.StringType, "good day a");
    Object batch = block.newArray(1);
    block.copyTo(batch, 0);
    assertThat(batch).isEqualTo(new long[] {1, 2, 0});
    assertThat(block.shape().toString()).isEqualTo("[3]");
  }
}
