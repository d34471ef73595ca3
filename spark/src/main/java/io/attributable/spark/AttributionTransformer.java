package io.attributable.spark;

import io.attributable.spark.internal.request.Settings;
import io.attributable.spark.internal.rows.TransformPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Explains each row of a data frame. {@link #transformSchema} looks at the model, the layers, the
 * columns and their types on the driver, which needs no native library; executors load the model
 * once each, and explain rows in batches.
 *
 * <pre>{@code
 * Dataset<Row> explained = new AttributionTransformer()
 *     .setModelPath("hdfs:///models/credit")
 *     .setFeedDict(Map.of("row", "features"))
 *     .setMethod("integrated-gradients")
 *     .setErrorCol("error")
 *     .transform(applications);
 * }</pre>
 *
 * <p>The output column is {@code struct<shape: array<int>, values: array<float>>} for a layer with
 * one tensor, the last dimension running fastest and without that of the examples. Of several
 * layers it is a struct with such a struct for each, of a layer with several tensors an array. With
 * {@link #setReasons} it holds reasons. Not thread-safe while it is set up, as all params.
 */
public final class AttributionTransformer extends AttributionParams
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** A transformer with a uid of its own. */
  public AttributionTransformer() {
    this(Identifiable$.MODULE$.randomUID("attribution"));
  }

  /** A transformer of a uid, as those have that were saved. */
  public AttributionTransformer(String uid) {
    super(uid);
  }

  /** Reads what {@code write()} wrote; {@code PipelineModel} finds it by its name. */
  public static MLReader<AttributionTransformer> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a transformer that was saved. */
  public static AttributionTransformer load(String path) {
    return read().load(path);
  }

  /**
   * The directory of the SavedModel in any Hadoop file system, such as {@code
   * hdfs://…/models/credit} or {@code s3a://…}. Each executor fetches it once, and checks it
   * against what the driver saw.
   */
  public AttributionTransformer setModelPath(String path) {
    set(modelPath(), path);
    return this;
  }

  /**
   * The signature, or a function: {@code call:PATH}; by default {@code serving_default}, or the
   * only one.
   */
  public AttributionTransformer setSignature(String name) {
    set(signature(), name);
    return this;
  }

  /**
   * The column of each input, by the name of the input, or of a text of the model card; by default
   * columns that are called as the inputs that have no default.
   */
  public AttributionTransformer setFeedDict(Map<String, String> columns) {
    set(feedDict(), Map.copyOf(columns));
    return this;
  }

  /**
   * What is explained: layers by the names of their author, {@code input:NAME}, {@code scope:PATH}
   * or {@code tensor:NODE:0}; by default those of the model card, or all inputs of floating-point
   * numbers.
   */
  public AttributionTransformer setLayers(String... addresses) {
    set(layers(), addresses.clone());
    return this;
  }

  /** The side of all layers: {@code output}, the default, or {@code input}. */
  public AttributionTransformer setPort(String side) {
    set(port(), side);
    return this;
  }

  /**
   * How attributions are computed, as requests in JSON have it: a name, such as {@code
   * integrated-gradients}, or an object, such as <code>{"name": "grad-cam", "relu": true}</code>;
   * by default the model card's, or {@code gradient-x-activation}.
   */
  public AttributionTransformer setMethod(String method) {
    set(method(), method);
    return this;
  }

  /**
   * What the method compares with, in JSON: {@code 0.5}, <code>{"row": [0.1, 3]}</code> or <code>
   * {"row": {"mean": [[…], […]]}}</code>; by default the model card's.
   */
  public AttributionTransformer setBaseline(String baseline) {
    set(baseline(), baseline);
    return this;
  }

  /**
   * Noise that attributions are computed with: <code>{"kind": "smoothgrad", "stdev": 0.1}</code>.
   */
  public AttributionTransformer setSmooth(String smooth) {
    set(smooth(), smooth);
    return this;
  }

  /**
   * What the target picks from: an output of the signature, a layer, a tensor, or {@code
   * logits-of:} one of these; by default the model card's, or the only output.
   */
  public AttributionTransformer setOutput(String name) {
    set(output(), name);
    return this;
  }

  /**
   * Which value of the output is explained, for all rows: an index, the name of a class of the
   * model card, {@code predicted}, {@code none}, or JSON such as <code>{"index": [3, 1]}</code>; by
   * default the model card's, or the only value, or {@code predicted}.
   */
  public AttributionTransformer setTarget(String target) {
    set(target(), target);
    return this;
  }

  /** The column of each row's own target: indices, lists of indices, or names of classes. */
  public AttributionTransformer setTargetCol(String column) {
    set(targetCol(), column);
    return this;
  }

  /** What is made of each attribution: steps such as {@code sum=channels,abs}. */
  public AttributionTransformer setReduction(String steps) {
    set(reduction(), steps);
    return this;
  }

  /**
   * Tells reasons in place of attributions: {@code 4}, or <code>{"count": 4, "side": "for"}</code>.
   */
  public AttributionTransformer setReasons(String wanted) {
    set(reasons(), wanted);
    return this;
  }

  /**
   * What the columns of inputs are called, in JSON: <code>{"row": ["income", "debt"]}</code>; by
   * default as the model card says, or the names that a {@code VectorAssembler} noted.
   */
  public AttributionTransformer setFeatures(String names) {
    set(features(), names);
    return this;
  }

  /** How many rows are explained in one run; 256 unless given. */
  public AttributionTransformer setBatchSize(int rows) {
    set(batchSize(), rows);
    return this;
  }

  /**
   * How many threads TensorFlow has for a task: as many as {@code spark.task.cpus}; 1 unless given.
   * The first model of an executor decides for all of it.
   */
  public AttributionTransformer setThreads(int count) {
    set(threads(), count);
    return this;
  }

  /** The column of attributions, or of reasons; {@code attribution} unless given. */
  public AttributionTransformer setOutputCol(String column) {
    set(outputCol(), column);
    return this;
  }

  /** The column of the explained output, as {@code array<float>}; none unless given. */
  public AttributionTransformer setPredictionCol(String column) {
    set(predictionCol(), column);
    return this;
  }

  /**
   * The column of why a row was not explained, as {@code struct<code, message>}; without one such a
   * row fails the job.
   */
  public AttributionTransformer setErrorCol(String column) {
    set(errorCol(), column);
    return this;
  }

  /**
   * The columns that there will be, if the model, its layers and the columns that it is fed go
   * together. Only the graph of the model is read; TensorFlow is not loaded.
   *
   * @throws io.attributable.AttributionException PARAM_INVALID, UNKNOWN_COLUMN, COLUMN_TYPE,
   *     COLUMN_TAKEN, and about the model, the layers, the method and the target
   */
  @Override
  public StructType transformSchema(StructType schema) {
    return TransformPlan.of(settings(), schema).schema();
  }

  /**
   * Explains rows as they are asked for; nothing runs before an action does. A failure of the job
   * has an {@code AttributionException} among its causes.
   *
   * @throws io.attributable.AttributionException as {@link #transformSchema}
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return TransformPlan.of(settings(), dataset.schema()).transform(dataset.toDF());
  }

  private Settings settings() {
    return new Settings(
        uid(),
        value(modelPath()),
        value(signature()),
        value(feedDict()).orElseGet(Map::of),
        value(layers()).map(List::of).orElseGet(List::of),
        words(),
        value(targetCol()),
        (int) getOrDefault(batchSize()),
        (int) getOrDefault(threads()),
        getOrDefault(outputCol()),
        value(predictionCol()),
        value(errorCol()));
  }

  /** Params that mean what they mean in requests. */
  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    for (Param<String> param :
        List.of(
            port(),
            method(),
            baseline(),
            smooth(),
            output(),
            target(),
            reduction(),
            reasons(),
            features())) {
      value(param).ifPresent(text -> words.put(param.name(), text));
    }
    return words;
  }

  @Override
  public AttributionTransformer copy(ParamMap extra) {
    return this.<AttributionTransformer>defaultCopy(extra);
  }
}
