package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.column.TargetColumn;
import io.attributable.spark.internal.model.DriverModel;
import io.attributable.spark.internal.model.DriverModels;
import io.attributable.spark.internal.request.Explained;
import io.attributable.spark.internal.request.Feed;
import io.attributable.spark.internal.request.RequestText;
import io.attributable.spark.internal.request.Settings;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * A transformer held against a model and a schema, on the driver: all that can be known before rows
 * are read. Immutable.
 *
 * @param tensors by layer, how many it has
 */
public record TransformPlan(
    Settings settings,
    DriverModel model,
    RequestText text,
    Explained explained,
    List<Feed> feeds,
    List<Integer> tensors,
    boolean single,
    StructType input) {
  private static final String TARGETS = "targets";

  /** Copies the lists. */
  public TransformPlan {
    feeds = List.copyOf(feeds);
    tensors = List.copyOf(tensors);
  }

  /**
   * Checks the params, the model, the layers and the columns.
   *
   * @throws AttributionException PARAM_INVALID, UNKNOWN_COLUMN, COLUMN_TYPE, COLUMN_TAKEN, and
   *     about the model, the layers, the method and the target
   */
  public static TransformPlan of(Settings settings, StructType schema) {
    Columns columns = new Columns(schema);
    columns.requireFree(settings);
    DriverModel model = DriverModels.of(path(settings), configuration());
    SignatureDescription signature = model.signature(settings.signature());
    SignatureCard card = model.card(signature);
    FedColumns fed = new FedColumns(settings, signature, card, columns);
    List<Feed> feeds = fed.feeds();
    RequestText text =
        RequestText.of(
            settings, signature.name(), card, ColumnNames.of(signature, feeds, card, columns));
    Explained explained = Explained.of(text, signature, card);
    checkTarget(settings, columns, explained);
    List<Integer> tensors = new LayerCheck(model.layers(signature.name()), explained).tensors();
    return new TransformPlan(
        settings, model, text, explained, feeds, tensors, fed.single(feeds), schema);
  }

  private static String path(Settings settings) {
    return settings
        .modelPath()
        .filter(path -> !path.isBlank())
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.PARAM_INVALID,
                    "modelPath",
                    settings.name(),
                    "it is not set",
                    "Give the directory of a SavedModel."));
  }

  private static void checkTarget(Settings settings, Columns columns, Explained explained) {
    settings
        .targetCol()
        .ifPresent(
            name -> {
              int index = columns.index(name, TARGETS);
              TargetColumn.of(name, index, columns.field(index).dataType(), explained.classes());
            });
    if (settings.targetCol().isPresent() && settings.words().containsKey("target")) {
      throw new AttributionException(
          ErrorCode.PARAM_INVALID,
          "target",
          settings.name(),
          "targetCol is set, too",
          "Give one of them.");
    }
  }

  /** The settings of Hadoop that this application has. */
  private static Configuration configuration() {
    Option<SparkSession> session = SparkSession.getActiveSession();
    Option<SparkSession> any = session.isDefined() ? session : SparkSession.getDefaultSession();
    return any.isDefined() ? any.get().sparkContext().hadoopConfiguration() : new Configuration();
  }

  /** The columns that there will be. */
  public StructType schema() {
    StructType schema = new StructType();
    for (StructField field : input.fields()) {
      // Rows are taken apart and put together again, so that Spark does not know any more.
      schema = schema.add(field.name(), field.dataType(), true, field.metadata());
    }
    schema = schema.add(OutputColumn.of(settings.outputCol(), explained, tensors));
    if (settings.predictionCol().isPresent()) {
      schema = schema.add(settings.predictionCol().get(), OutputSchema.PREDICTION, true);
    }
    return settings.errorCol().isPresent()
        ? schema.add(settings.errorCol().get(), OutputSchema.ERROR, true)
        : schema;
  }

  /** Explains rows, once they are asked for. */
  public Dataset<Row> transform(Dataset<Row> rows) {
    Configuration configuration = rows.sparkSession().sparkContext().hadoopConfiguration();
    LocalModels.closeWith(rows.sparkSession().sparkContext());
    PartitionJob job =
        new PartitionJob(
            model.ticket(settings.threads(), configuration),
            text,
            feeds,
            input,
            targetCol(),
            single ? 1 : settings.batchSize(),
            tensors,
            settings.predictionCol().isPresent(),
            settings.errorCol().isPresent(),
            new SerializableConfiguration(configuration));
    NumberedColumns numbered = new NumberedColumns(input);
    return new OutputColumns(this)
        .of(
            numbered
                .of(rows)
                .mapPartitions(
                    new PartitionExplainer(job),
                    Encoders.tuple(
                        Encoders.row(numbered.schema()), Encoders.bean(ExplainedCell.class))));
  }

  /** As the schema calls it: rows are read without what Spark does about capital letters. */
  private @Nullable String targetCol() {
    Columns columns = new Columns(input);
    return settings
        .targetCol()
        .map(name -> columns.field(columns.index(name, TARGETS)).name())
        .orElse(null);
  }
}
