package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;

/** Finds what a gradient's function captured around the op it belongs to. */
final class CaptureResolver {
  private final GraphBuilder graph;
  private final FlatNode node;

  CaptureResolver(GraphBuilder graph, FlatNode node) {
    this.graph = graph;
    this.node = node;
  }

  Optional<TensorRef> resolve(SavedCustomGradient.Capture capture) {
    if (capture instanceof SavedCustomGradient.Capture.Tensor tensor) {
      return graph.base().visible(node, tensor.function(), tensor.tensor());
    }
    if (capture instanceof SavedCustomGradient.Capture.Constant constant) {
      return graph.base().outermost().stream()
          .filter(candidate -> candidate.getName().equals(constant.node()))
          .findFirst()
          .map(this::constant);
    }
    return resource(((SavedCustomGradient.Capture.Resource) capture).id());
  }

  private TensorRef constant(NodeDef constant) {
    return new NodeWriter(graph).constant(constant.getAttrOrThrow("value").getTensor());
  }

  /** A function around the op takes the same handle as one of its last arguments. */
  private Optional<TensorRef> resource(int id) {
    FlatGraph base = graph.base();
    for (String function : base.functionsAround(node)) {
      SavedConcreteFunction saved =
          base.objects()
              .getConcreteFunctionsOrDefault(function, SavedConcreteFunction.getDefaultInstance());
      int position = saved.getBoundInputsList().indexOf(id);
      if (position >= 0) {
        OpDef signature = base.definition(function).getSignature();
        int argument = signature.getInputArgCount() - saved.getBoundInputsCount() + position;
        return base.visible(node, function, signature.getInputArg(argument).getName());
      }
    }
    return SavedVariables.handle(base, id).map(this::handle);
  }

  /** A handle declared again is the same variable. */
  private TensorRef handle(NodeDef variable) {
    OpWriter handle = new NodeWriter(graph).op("VarHandleOp");
    for (String name : List.of("dtype", "shape", "container", "shared_name")) {
      if (variable.containsAttr(name)) {
        handle.with(name, variable.getAttrOrThrow(name));
      }
    }
    return handle.write();
  }
}
