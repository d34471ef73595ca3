package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/** A model that is loaded in an executor, for all its tasks. Safe for any number of threads. */
public final class ExecutorModel implements AutoCloseable {
  /** How long calls may go on when a JVM ends. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final AttributableModel model;
  private final ModelFolder folder;
  private final Optional<ModelCard> card;
  private final Map<Object, Object> prepared = new ConcurrentHashMap<>();

  private ExecutorModel(AttributableModel model, ModelFolder folder, Optional<ModelCard> card) {
    this.model = model;
    this.folder = folder;
    this.card = card;
  }

  /**
   * Fetches and loads a model.
   *
   * @throws AttributionException EXECUTOR_LIBRARIES, MODEL_NOT_FETCHED, MODEL_REPLACED, and those
   *     of loading, such as NATIVE_LIBRARY
   */
  static ExecutorModel load(ModelTicket ticket, Configuration configuration) {
    Libraries.require(ticket.tensorFlow());
    ModelFolder folder = fetch(ticket, configuration);
    try {
      require(ticket, folder);
      // Read now: the directory may go, or have another card, while the model stays.
      Optional<ModelCard> card = ModelCardReader.beside(folder.path());
      return new ExecutorModel(
          AttributableModel.load(folder.path(), options(ticket)), folder, card);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private static ModelFolder fetch(ModelTicket ticket, Configuration configuration) {
    try {
      return ModelFolder.of(ticket.files(), entry -> true, configuration);
    } catch (IOException e) {
      throw AttributionException.withRemedy(
              ErrorCode.MODEL_NOT_FETCHED,
              ticket.files().isLocal()
                  ? "A path of the driver's own disk is none of other machines: give one that all"
                      + " see, such as hdfs://…"
                  : "Look whether executors may read it.",
              ticket.files().name(),
              Libraries.executor(),
              e)
          .causedBy(e);
    }
  }

  private static void require(ModelTicket ticket, ModelFolder folder) {
    if (!folder.hash().equals(ticket.hash())) {
      throw new AttributionException(
          ErrorCode.MODEL_REPLACED,
          ticket.files().name(),
          "executor %s has %s, but the driver saw %s"
              .formatted(Libraries.executor(), folder.hash(), ticket.hash()));
    }
  }

  /** Tasks are as many as there are cores, so that each does with its own. */
  private static ModelOptions options(ModelTicket ticket) {
    int threads = ticket.threads();
    return ModelOptions.defaults()
        .threads(
            ThreadOptions.defaults()
                .intraOp(threads)
                .interOp(threads)
                .singleThreadedExecutor(threads == 1));
  }

  /** The model. */
  public AttributableModel model() {
    return model;
  }

  /** What the card beside it says of a signature. */
  public SignatureCard card(SignatureDescription signature) {
    return card.map(said -> ModelCardCheck.checked(said, signature)).orElse(SignatureCard.EMPTY);
  }

  /** What was made of a request before, or is made of it now, for all tasks. */
  @SuppressWarnings("unchecked") // What a key was made into is what it is made into.
  public <K, V> V prepared(K key, Function<? super K, ? extends V> make) {
    return (V) prepared.computeIfAbsent(key, unused -> make.apply(key));
  }

  @Override
  public void close() {
    model.close(GRACE);
    folder.close();
  }
}
