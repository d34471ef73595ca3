package io.attributable.tensorflow.internal.code;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.ModelOptions;
import io.attributable.tensorflow.generated.ForwardCall;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.source.ModelSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * A model in code: one call in the user's graph, whose variables live in the user's session. It is
 * run beside, in a graph and a session of its own, so that nothing is added to the user's.
 */
public final class CodeSource implements ModelSource {
  private static final OpDef PLACEHOLDER =
      OpRegistry.ofTensorFlow().find("Placeholder").orElseThrow();

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
  public GraphWithWeights frozen(FlatGraph graph, SessionGraph own) {
    GraphWithWeights live = live(graph);
    return new GraphWithWeights(live.live().freeze(live.graph()), FedWeights.none());
  }

  /** Reads of variables become placeholders, by way of constants that only mark the place. */
  @Override
  public GraphWithWeights live(FlatGraph graph) {
    List<FlatNode> variables = FrozenVariables.variables(graph);
    UnsharedState.refuse(graph, variables);
    Map<String, TensorProto> marks = new HashMap<>();
    Map<AttrValue, TensorRef> sources = new HashMap<>();
    for (FlatNode variable : variables) {
      TensorProto mark = mark(variable);
      marks.put(variable.name(), mark);
      sources.put(
          AttrValue.newBuilder().setTensor(mark).build(), new VariableTensors(call).of(variable));
    }
    Map<TensorRef, TensorRef> fed = new HashMap<>();
    FlatGraph marked =
        FrozenVariables.freeze(graph, marks)
            .mapNodes(
                node -> {
                  AttrValue value = node.attributes().get("value");
                  TensorRef source = value == null ? null : sources.get(value);
                  if (source == null) {
                    return node;
                  }
                  fed.put(node.output(0), source);
                  return placeholder(node);
                });
    return new GraphWithWeights(marked, FedWeights.of(session, file.name(), fed));
  }

  private static TensorProto mark(FlatNode variable) {
    return TensorProto.newBuilder()
        .setDtype(Types.withoutReference(variable.attribute("dtype").getType()))
        .setTensorShape(variable.attribute("shape").getShape())
        .addStringVal(ByteString.copyFromUtf8(variable.name()))
        .build();
  }

  private static FlatNode placeholder(FlatNode marked) {
    FlatNode.Output output = marked.outputs().get(0);
    AttrValue shape = AttrValue.newBuilder().setShape(Types.proto(output.shape())).build();
    return new FlatNode(
        marked.name(),
        marked.scopedName(),
        marked.instance(),
        PLACEHOLDER,
        List.of(),
        List.of(),
        Map.of("dtype", Attributes.of(output.type()), "shape", shape),
        marked.outputs());
  }
}
