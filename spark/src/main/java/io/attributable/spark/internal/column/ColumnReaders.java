package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.spark.internal.request.Feed;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.tensorflow.ndarray.Shape;

/**
 * How columns become inputs, decided by their types alone: on the driver, where it is checked, as
 * in executors. Immutable.
 */
public final class ColumnReaders {
  private final SignatureDescription signature;
  private final SignatureCard card;
  private final InputReader reader;

  /** Readers for a signature. */
  public ColumnReaders(SignatureDescription signature, SignatureCard card) {
    this.signature = signature;
    this.card = card;
    this.reader = new InputReader(signature, card, ReadLimits.DEFAULT);
  }

  /**
   * As {@link #of(Feed, DataType)}; of vectors whose maker noted their length, that is checked,
   * too.
   *
   * @throws AttributionException INPUT_UNKNOWN, COLUMN_TYPE, INPUT_SHAPE
   */
  public ColumnReader of(Feed feed, StructField field) {
    ColumnReader found = of(feed, field.dataType());
    if (found instanceof NumberColumn numbers
        && field.dataType().equals(SQLDataTypes.VectorType())) {
      int size = AttributeGroup.fromStructField(field).size();
      if (size > 0) {
        numbers.input().fitted(Shape.of(size));
      }
    }
    return found;
  }

  /**
   * The reader of a column.
   *
   * @throws AttributionException INPUT_UNKNOWN, COLUMN_TYPE
   */
  public ColumnReader of(Feed feed, DataType type) {
    Optional<TensorDescription> tensor =
        signature.inputs().stream().filter(input -> input.name().equals(feed.input())).findFirst();
    if (tensor.isEmpty() && isTokens(feed.input())) {
      return texts(feed, type);
    }
    FedInput input = new FedInput(feed, tensor.orElseGet(() -> signature.input(feed.input())));
    requireExamples(input, type);
    return isString(input.tensor()) ? bytes(input, type) : numbers(input, type);
  }

  private boolean isTokens(String name) {
    return card.input(name)
        .filter(said -> said.content() instanceof InputContent.Tokens)
        .isPresent();
  }

  private static boolean isString(TensorDescription tensor) {
    return tensor.dtype().equals(Dtype.STRING.typeName());
  }

  private static void requireExamples(FedInput input, DataType type) {
    List<Long> sizes = input.tensor().shape().dimensions().orElse(List.of(-1L));
    if (sizes.isEmpty() || sizes.get(0) > 1) {
      throw input.type(
          type,
          "it has no dimension along which rows could stand",
          "Leave it to the model's default, or export a signature with a row for each example.");
    }
  }

  private ColumnReader bytes(FedInput input, DataType type) {
    DataType element = element(type);
    if (element instanceof StringType || element instanceof BinaryType) {
      return new BytesColumn(input);
    }
    throw input.type(
        type,
        "it takes texts and bytes",
        SparkPicture.is(type)
            ? "Read the files of pictures as they are: spark.read().format(\"binaryFile\")."
            : "Cast it to a string.");
  }

  private ColumnReader numbers(FedInput input, DataType type) {
    if (type instanceof StringType && isTokens(input.feed().input())) {
      return texts(input.feed(), type);
    }
    if (SparkPicture.is(type)) {
      String column = input.feed().column();
      return new SourceColumn(
          input.feed(), reader, value -> SparkPicture.read(column, (Row) value));
    }
    if (type instanceof BinaryType && input.tail().map(List::size).orElse(0) >= 2) {
      return new SourceColumn(input.feed(), reader, ColumnReaders::file);
    }
    Optional<Dtype> dtype =
        Dtype.named(input.tensor().dtype())
            .filter(known -> !known.isComplex() && known.array() != JavaArray.BYTES);
    DataType element = element(type);
    boolean number = element instanceof NumericType || element instanceof BooleanType;
    if (dtype.isEmpty() || !(number || type.equals(SQLDataTypes.VectorType()))) {
      throw input.type(
          type,
          "it takes numbers",
          type instanceof StringType
              ? "Make numbers of it first, as StringIndexer and VectorAssembler do, or name a"
                  + " vocabulary in the model card."
              : "Give numbers, arrays of numbers or a vector.");
    }
    return new NumberColumn(input, new ElementWriter(dtype.get()));
  }

  private ColumnReader texts(Feed feed, DataType type) {
    if (!(type instanceof StringType)) {
      throw new AttributionException(
          ErrorCode.COLUMN_TYPE,
          feed.column(),
          type.simpleString(),
          "\"" + feed.input() + "\"",
          "the model card makes tokens of it, which takes texts",
          "Give a column of strings.");
    }
    return new SourceColumn(feed, reader, value -> new InputSource.Texts(List.of((String) value)));
  }

  /** The ending says that it is a picture; what kind of one is found out from its bytes. */
  private static InputSource file(Object value) {
    return InputSource.Files.of(new Content.Bytes("picture.png", (byte[]) value));
  }

  private static DataType element(DataType type) {
    DataType element = type;
    while (element instanceof ArrayType array) {
      element = array.elementType();
    }
    return element;
  }
}
