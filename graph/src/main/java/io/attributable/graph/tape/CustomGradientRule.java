package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.InlinedFunction;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.OpDef;

/**
 * Calls the gradient that {@code tf.custom_gradient} defined instead of an op's own, where the
 * model was saved with {@code experimental_custom_gradients=True}.
 *
 * <p>Source: {@code tensorflow/python/saved_model/save.py}, {@code _trace_gradient_functions};
 * {@code tensorflow/python/ops/custom_gradient.py}.
 */
final class CustomGradientRule implements GradientRule {
  private final String function;

  /** Calls a function of the model's library. */
  CustomGradientRule(String function) {
    this.function = function;
  }

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    NodeWriter writer = context.writer();
    FlatGraph graph = writer.graph().base();
    SavedCustomGradient saved = SavedCustomGradient.find(graph, function);
    List<TensorRef> arguments = new ArrayList<>(outputGradients(context));
    for (SavedCustomGradient.Capture capture : saved.captures()) {
      arguments.add(
          new CaptureResolver(writer.graph(), context.node())
              .resolve(capture)
              .orElseThrow(() -> new NoGradientException(context.node())));
    }
    OpDef signature = graph.definition(function).getSignature();
    if (signature.getInputArgCount() != arguments.size()) {
      throw new NoGradientException(context.node());
    }
    List<TensorRef> results = results(context, signature, arguments);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    saved.results().forEach((input, result) -> gradients.put(input, results.get(result)));
    return gradients;
  }

  /** What runs for its own sake, such as a print, runs in a call as its author meant it to. */
  private List<TensorRef> results(RuleContext context, OpDef signature, List<TensorRef> arguments) {
    GraphBuilder graph = context.writer().graph();
    FunctionGraph opened =
        context
            .tape()
            .functions()
            .open(graph.base(), reference(), arguments.stream().map(graph::output).toList());
    if (opened.controls().isEmpty()) {
      return InlinedFunction.write(graph, "CustomGradient", opened, arguments);
    }
    FlatNode call = call(context, signature, arguments);
    return IntStream.range(0, call.outputs().size()).mapToObj(call::output).toList();
  }

  private NameAttrList reference() {
    return NameAttrList.newBuilder().setName(function).build();
  }

  private static List<TensorRef> outputGradients(RuleContext context) {
    FlatNode node = context.node();
    List<TensorRef> gradients = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      @Nullable TensorRef gradient = context.gradient(i);
      gradients.add(gradient != null ? gradient : context.writer().zerosLike(node.output(i)));
    }
    return gradients;
  }

  private FlatNode call(RuleContext context, OpDef signature, List<TensorRef> arguments) {
    List<DataType> results =
        signature.getOutputArgList().stream().map(OpDef.ArgDef::getType).toList();
    return context
        .writer()
        .op("StatefulPartitionedCall", arguments)
        .with("Tout", FunctionAttributes.types(results))
        .with("f", FunctionAttributes.reference(reference()))
        .named("CustomGradient")
        .writeNode();
  }
}
