package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * A loaded SavedModel: its session, in which its variables and tables live, and its graph, to which
 * plans are added. Owns native memory.
 */
final class SessionGraph implements AutoCloseable {
  private final SavedModelBundle bundle;
  private final AtomicInteger plans = new AtomicInteger();

  private SessionGraph(SavedModelBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Loads a model's variables and tables.
   *
   * @throws AttributionException RUN_FAILED
   */
  static SessionGraph load(Path directory, SavedModelFile file, ModelOptions options) {
    ConfigProto config = SessionConfig.of(options);
    try {
      SessionGraph session =
          new SessionGraph(
              SavedModelBundle.loader(directory.toString())
                  .withTags(file.tags().toArray(new String[0]))
                  .withConfigProto(config)
                  .load());
      StaleTwins.fill(session, file.graph());
      return session;
    } catch (RuntimeException e) {
      throw RunErrors.translate("load", file.name(), e);
    }
  }

  Session session() {
    return bundle.session();
  }

  Graph graph() {
    return bundle.graph();
  }

  /** Adds nodes under a name of their own; returns it. */
  String importPlan(GraphDef plan) {
    String prefix = "plan_" + plans.incrementAndGet();
    bundle.graph().importGraphDef(plan, prefix);
    return prefix;
  }

  @Override
  public void close() {
    bundle.close();
  }
}
