package io.attributable.tensorflow.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.TensorProto;

/**
 * Nodes that assign to variables what is fed. A variable takes the tensor over that is fed, so that
 * there is no copy of it.
 *
 * @param values by a name that assignment and placeholder begin with
 * @param assignment how the name of the node that assigns ends
 * @param placeholder how the name of the node that is fed ends
 */
record FedAssignments(Map<String, TensorProto> values, String assignment, String placeholder) {
  /** How the node that assigns is called below a variable's name, where plans have it. */
  static final String ASSIGNMENT = "/assignment";

  /** The same of what is fed. */
  static final String VALUE = "/value";

  /** Copies the map. */
  FedAssignments {
    values = Map.copyOf(values);
  }

  /** For variables of plans. */
  static FedAssignments ofPlan(Map<String, TensorProto> values) {
    return new FedAssignments(values, ASSIGNMENT, VALUE);
  }

  /**
   * Assigns all in one run: for each set of nodes that is run, TensorFlow prepares a graph.
   *
   * @param prefix of all names in the graph
   * @param tensors makes what is fed
   */
  void run(Graph graph, Session session, String prefix, Function<TensorProto, Tensor> tensors) {
    if (values.isEmpty()) {
      return;
    }
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      values.forEach(
          (name, value) -> {
            Tensor tensor = tensors.apply(value);
            fed.add(tensor);
            runner.feed(graph.operationOrThrow(prefix + name + placeholder).output(0), tensor);
            runner.addTarget(graph.operationOrThrow(prefix + name + assignment));
          });
      runner.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }
}
