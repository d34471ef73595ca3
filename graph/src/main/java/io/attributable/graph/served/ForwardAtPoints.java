package io.attributable.graph.served;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionWriter;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.TensorProto;

/** Calls the forward pass of a plan at some points, as a function. */
final class ForwardAtPoints {
  private final GraphBuilder graph;
  private final PlannedPoints planned;
  private final ServedPoints points;
  private final TensorRef output;
  private final NodeWriter writer;

  /**
   * Of a plan.
   *
   * @param output what is explained, as the plan computes it at points
   */
  ForwardAtPoints(
      GraphBuilder graph, PlannedPoints planned, ServedPoints points, TensorRef output) {
    this.graph = graph;
    this.planned = planned;
    this.points = points;
    this.output = output;
    this.writer = new NodeWriter(graph);
  }

  /**
   * What is explained at some points, a row per point and example; where there is noise, with that
   * of the first sample.
   */
  TensorRef at(double... alphas) {
    return at(new long[1], alphas);
  }

  /** The same at inputs with noise, by sample. */
  TensorRef atSamples(long... samples) {
    return at(samples, LongStream.of(samples).mapToDouble(any -> 1).toArray());
  }

  private TensorRef at(long[] samples, double... alphas) {
    Set<TensorRef> variables = new LinkedHashSet<>();
    variables.add(planned.feeds().alphas());
    variables.add(planned.feeds().weights());
    variables.add(planned.feeds().scale());
    points.drawn().ifPresent(rows -> variables.add(planned.feeds().rows()));
    planned.feeds().noise().ifPresent(noise -> variables.add(noise.samples()));
    planned.handedOn().forEach(carry -> variables.add(carry.before()));
    VaryingNodes body = new VaryingNodes(graph, variables, List.of(output));
    List<TensorRef> taken = List.copyOf(body.taken());
    String function =
        graph.functions().add("at_points", name -> function(name, body, taken, samples, alphas));
    FlatNode call =
        writer
            .op(body.areStateful() ? "StatefulPartitionedCall" : "PartitionedCall", taken)
            .with("f", FunctionAttributes.reference(function))
            .with("Tout", FunctionAttributes.types(List.of(graph.type(output))))
            .writeNode();
    return graph.reshape(call.withControls(List.copyOf(body.awaited()))).output(0);
  }

  private FunctionDef function(
      String name, VaryingNodes body, List<TensorRef> taken, long[] samples, double... at) {
    TensorRef alphas = writer.vector(at);
    TensorRef noisy = writer.longs(samples);
    TensorRef drawn = drawn(at.length);
    List<FlatNode> nodes = new ArrayList<>(body.alone());
    nodes.add(graph.node(alphas.node()));
    nodes.add(graph.node(drawn.node()));
    nodes.add(graph.node(noisy.node()));
    FunctionWriter function = new FunctionWriter(nodes);
    taken.forEach(tensor -> function.addArgument(tensor, graph.type(tensor)));
    function.substitute(planned.feeds().alphas(), alphas);
    planned.feeds().noise().ifPresent(noise -> function.substitute(noise.samples(), noisy));
    points.drawn().ifPresent(rows -> function.substitute(planned.feeds().rows(), drawn));
    function.addResult(output, graph.type(output));
    return function.write(name);
  }

  /** As many baselines that are drawn. */
  private TensorRef drawn(int count) {
    List<Long> rows = points.drawn().orElse(List.of(0L));
    TensorProto.Builder column =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT64)
            .setTensorShape(Types.proto(Shape.of(count, 1)));
    for (int i = 0; i < count; i++) {
      column.addInt64Val(rows.get(i % rows.size()));
    }
    return writer.constant(column.build());
  }
}
