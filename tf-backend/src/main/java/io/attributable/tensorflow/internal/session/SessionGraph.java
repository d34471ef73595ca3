package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.graph.flat.LoadableSubgraph;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.ModelOptions;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * A session and its graph, to which plans are added. Of a loaded SavedModel, the session has the
 * variables and tables. Owns native memory.
 */
public final class SessionGraph implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final Runnable closing;
  private final AtomicInteger plans = new AtomicInteger();

  private SessionGraph(Graph graph, Session session, Runnable closing) {
    this.graph = graph;
    this.session = session;
    this.closing = closing;
  }

  /**
   * Loads a model's variables and tables.
   *
   * @throws AttributionException VARIABLES_MISSING, RUN_FAILED
   */
  public static SessionGraph load(Path directory, SavedModelFile file, ModelOptions options) {
    CheckpointFiles.require(directory, file.name(), file.graph());
    ConfigProto config = SessionConfig.ofModel(options, file.graph());
    try {
      if (!LoadableSubgraph.isWhole(file.graph(), file.ops()) || !SignatureNodes.areThere(file)) {
        return loadPart(new PartialModelLoader(directory, file), file, config);
      }
      SavedModelBundle bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(file.tags().toArray(new String[0]))
              .withConfigProto(config)
              .load();
      SessionGraph session = new SessionGraph(bundle.graph(), bundle.session(), bundle::close);
      UnrestoredVariables.fill(session, file.graph());
      return session;
    } catch (RuntimeException e) {
      throw RunErrors.translate("load", file.name(), e);
    }
  }

  private static SessionGraph loadPart(
      PartialModelLoader part, SavedModelFile file, ConfigProto config) {
    SessionGraph session = empty(config);
    try {
      part.importInto(session.graph());
      part.initialise(session.session());
      UnrestoredVariables.fill(session, file.graph());
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A session whose graph has nothing but the plans that will be added to it. */
  public static SessionGraph empty(ConfigProto config) {
    Graph graph = new Graph();
    try {
      Session session = new Session(graph, config);
      return new SessionGraph(
          graph,
          session,
          () -> {
            session.close();
            graph.close();
          });
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  public Session session() {
    return session;
  }

  public Graph graph() {
    return graph;
  }

  /** Adds nodes under a name of their own; returns it. */
  public String importPlan(GraphDef plan) {
    String prefix = "plan_" + plans.incrementAndGet();
    graph.importGraphDef(plan, prefix);
    return prefix;
  }

  @Override
  public void close() {
    closing.run();
  }
}
