package io.attributable.spark;

import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/** The params of {@link AttributionTransformer}, whose setters say what each means. */
public abstract class AttributionParams extends Transformer {
  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_BATCH = 256;

  private final String uid;
  private final Param<String> modelPath;
  private final Param<String> signature;
  private final MapParam feedDict;
  private final StringArrayParam layers;
  private final Param<String> port;
  private final Param<String> method;
  private final Param<String> baseline;
  private final Param<String> smooth;
  private final Param<String> output;
  private final Param<String> target;
  private final Param<String> targetCol;
  private final Param<String> reduction;
  private final Param<String> reasons;
  private final Param<String> features;
  private final IntParam batchSize;
  private final IntParam threads;
  private final Param<String> outputCol;
  private final Param<String> predictionCol;
  private final Param<String> errorCol;

  AttributionParams(String uid) {
    this.uid = uid;
    modelPath =
        text("modelPath", "where the SavedModel lies: a directory of any Hadoop file system");
    signature = text("signature", "the signature, or a function; the default one unless given");
    feedDict =
        new MapParam(
            this,
            "feedDict",
            "the column of each input, by the name of the input or of the model card; columns"
                + " called as the inputs unless given");
    layers =
        new StringArrayParam(
            this,
            "layers",
            "addresses of what is explained; the model card's, or all inputs of floating-point"
                + " numbers, unless given");
    port = text("port", "the side of the layers: output or input");
    method = text("method", "the method's name, or a JSON object with its name and parameters");
    baseline =
        text(
            "baseline",
            "what the method compares with, in JSON: a number, or numbers and lists by input");
    smooth = text("smooth", "noise that attributions are computed with, a JSON object");
    output = text("output", "what the target picks from; the only output unless given");
    target =
        text(
            "target",
            "which value of the output is explained: an index, the name of a class, predicted,"
                + " none, or JSON");
    targetCol =
        text(
            "targetCol",
            "the column of indices, or names of classes, of which each row has its own");
    reduction = text("reduction", "what is made of each attribution, such as sum=channels,abs");
    reasons =
        text(
            "reasons",
            "how many reasons are told in place of attributions: a number, or a JSON object with"
                + " count and side");
    features = text("features", "what the columns of inputs are called, a JSON object");
    batchSize =
        new IntParam(
            this, "batchSize", "how many rows are explained in one run", ParamValidators.gtEq(1));
    threads =
        new IntParam(
            this, "threads", "how many threads TensorFlow has for a task", ParamValidators.gtEq(1));
    outputCol = text("outputCol", "the column of attributions, or of reasons");
    predictionCol = text("predictionCol", "the column of the explained output; none unless given");
    errorCol =
        text(
            "errorCol",
            "the column of why a row was not explained; a row that cannot be fails the job unless"
                + " given");
    setDefault(outputCol, "attribution");
    setDefault(batchSize, DEFAULT_BATCH);
    setDefault(threads, 1);
  }

  private Param<String> text(String name, String doc) {
    return new Param<>(this, name, doc);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The value of a param, if it has one. */
  <T> Optional<T> value(Param<T> param) {
    return isDefined(param) ? Optional.of(getOrDefault(param)) : Optional.empty();
  }

  /** Where the SavedModel lies: a directory of any Hadoop file system. */
  public final Param<String> modelPath() {
    return modelPath;
  }

  /** The signature, or a function: {@code call:PATH}. */
  public final Param<String> signature() {
    return signature;
  }

  /** The column of each input, by the name of the input, or of the model card. */
  public final MapParam feedDict() {
    return feedDict;
  }

  /** Addresses of what is explained. */
  public final StringArrayParam layers() {
    return layers;
  }

  /** The side of the layers: {@code output} or {@code input}. */
  public final Param<String> port() {
    return port;
  }

  /** The method: its name, or a JSON object with its name and parameters. */
  public final Param<String> method() {
    return method;
  }

  /** What the method compares with, in JSON. */
  public final Param<String> baseline() {
    return baseline;
  }

  /** Noise that attributions are computed with, in JSON. */
  public final Param<String> smooth() {
    return smooth;
  }

  /** What the target picks from. */
  public final Param<String> output() {
    return output;
  }

  /** Which value of the output is explained, as requests have it. */
  public final Param<String> target() {
    return target;
  }

  /** The column of each row's own target. */
  public final Param<String> targetCol() {
    return targetCol;
  }

  /** What is made of each attribution, such as {@code sum=channels,abs}. */
  public final Param<String> reduction() {
    return reduction;
  }

  /** How many reasons are told in place of attributions. */
  public final Param<String> reasons() {
    return reasons;
  }

  /** What the columns of inputs are called, in JSON. */
  public final Param<String> features() {
    return features;
  }

  /** How many rows are explained in one run. */
  public final IntParam batchSize() {
    return batchSize;
  }

  /** How many threads TensorFlow has for a task. */
  public final IntParam threads() {
    return threads;
  }

  /** The column of attributions, or of reasons. */
  public final Param<String> outputCol() {
    return outputCol;
  }

  /** The column of the explained output. */
  public final Param<String> predictionCol() {
    return predictionCol;
  }

  /** The column of why a row was not explained. */
  public final Param<String> errorCol() {
    return errorCol;
  }
}
