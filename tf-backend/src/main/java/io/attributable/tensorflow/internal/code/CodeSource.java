package io.attributable.tensorflow.internal.code;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.recording.ForwardCall;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Session;

/**
 * A model in code: one call in the user's graph, whose variables are in the user's session. It runs
 * in a separate graph and session, so that nothing is added to the user's.
 */
public final class CodeSource implements ModelSource {
  private final SavedModelFile file;
  private final ForwardCall call;
  private final LayerCalls calls;
  private final Session session;

  public CodeSource(SavedModelFile file, ForwardCall call, LayerCalls calls, Session session) {
    this.file = file;
    this.call = call;
    this.calls = calls;
    this.session = session;
  }

  @Override
  public Path path() {
    return Path.of(file.name());
  }

  @Override
  public SavedModelFile file() {
    return file;
  }

  @Override
  public SessionGraph open(ModelOptions options) {
    return SessionGraph.empty(SessionConfig.of(options));
  }

  @Override
  public LayerLookup layers(LayerIndex index) {
    return new RecordedLayers(index, call, calls);
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public GraphWithWeights frozen(FlatGraph graph, ModelSession own) {
    GraphWithWeights live = live(graph);
    return new GraphWithWeights(live.live().freeze(live.graph()), FedWeights.none());
  }

  @Override
  public GraphWithWeights live(FlatGraph graph) {
    List<FlatNode> variables = FrozenVariables.variables(graph);
    UnsharedState.refuse(graph, variables);
    VariableTensors source = new VariableTensors(call);
    Map<String, TensorRef> sources = new HashMap<>();
    variables.forEach(variable -> sources.put(variable.name(), source.of(variable)));
    FrozenVariables.Fed fed = FrozenVariables.feed(graph, variables);
    Map<TensorRef, TensorRef> byPlaceholder = new HashMap<>();
    fed.variables()
        .forEach(
            (placeholder, variable) ->
                byPlaceholder.put(placeholder, Objects.requireNonNull(sources.get(variable))));
    return new GraphWithWeights(fed.graph(), FedWeights.of(session, file.name(), byPlaceholder));
  }
}
