package io.attributable.tensorflow.internal.source;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.tensorflow.proto.AttrValue;

/**
 * A model whose plans have some weights in another order: constants of their graphs are rewritten,
 * the model's variables stay as they are. What it is made of stays open for others.
 *
 * @param origin the model as it is
 * @param variables the nodes that hold the weights
 * @param seed of the order
 */
public record ShuffledSource(ModelSource origin, Set<String> variables, long seed)
    implements ModelSource {
  private static final String VALUE = "value";

  /** Copies the set. */
  public ShuffledSource {
    variables = Set.copyOf(variables);
  }

  @Override
  public Path path() {
    return origin.path();
  }

  @Override
  public SavedModelFile file() {
    return origin.file();
  }

  @Override
  public SessionGraph open(ModelOptions options) {
    return origin.open(options);
  }

  @Override
  public ModelSession session(ModelOptions options) {
    return origin.session(options);
  }

  @Override
  public LayerLookup layers(LayerIndex index) {
    return origin.layers(index);
  }

  @Override
  public SortedMap<String, String> fileHashes() {
    return origin.fileHashes();
  }

  @Override
  public boolean changes() {
    return origin.changes();
  }

  /** Not asked for: its plans are frozen. As its author wrote it, for checks. */
  @Override
  public GraphWithWeights live(FlatGraph graph) {
    return origin.live(graph);
  }

  @Override
  public GraphWithWeights frozen(FlatGraph graph, ModelSession own) {
    Map<String, String> held = new HashMap<>();
    for (FlatNode variable : FrozenVariables.variables(graph)) {
      if (variables.contains(variable.name())) {
        held.put(variable.name(), variable.name());
        graph.consumers(variable.output(0)).forEach(read -> held.put(read.name(), variable.name()));
      }
    }
    GraphWithWeights frozen = origin.frozen(graph, own);
    return new GraphWithWeights(
        frozen.graph().mapNodes(node -> shuffled(node, held)), frozen.live());
  }

  /** A gather's constant lies below its name: {@code NAME/value}. */
  private FlatNode shuffled(FlatNode node, Map<String, String> held) {
    if (!FrozenVariables.isFrozen(node)) {
      return node;
    }
    int end = node.name().lastIndexOf('/');
    String below =
        end < 0 || !node.name().startsWith(VALUE, end + 1) ? "" : node.name().substring(0, end);
    String variable = held.getOrDefault(node.name(), held.get(below));
    return variable == null
        ? node
        : node.withAttribute(
            VALUE,
            AttrValue.newBuilder()
                .setTensor(
                    ShuffledTensor.of(
                        node.attribute(VALUE).getTensor(), seed ^ variable.hashCode()))
                .build());
  }

  /** Its files are those of a model that goes on. */
  @Override
  public void close() {}
}
