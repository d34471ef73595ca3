package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.batch.BatchAnalysis;
import io.attributable.graph.batch.BatchedInputs;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.concurrent.RecentlyUsed;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a signature's graph proves of its examples: that they do not influence one another. Found
 * out once for each kind of inputs, by their shapes. Safe for any number of threads.
 */
public final class ProvenIndependence {
  private static final int MOST_KEPT = 64;

  /**
   * What is known.
   *
   * @param multiplications forward, for one example; not a number where it is not known
   */
  public record Proof(boolean holds, double multiplications) {
    private static final Proof NONE = new Proof(false, Double.NaN);
  }

  private record Question(BatchedInputs inputs, Set<TensorRef> tensors) {}

  private final Supplier<FlatGraph> graph;
  private final UnaryOperator<FlatGraph> inference;
  private final Map<Question, Proof> answers = new RecentlyUsed<>(MOST_KEPT);

  /**
   * Knows of nothing yet.
   *
   * @param graph what plans are made of, without weights
   * @param inference has TensorFlow infer the shapes of a graph
   */
  public ProvenIndependence(Supplier<FlatGraph> graph, UnaryOperator<FlatGraph> inference) {
    this.graph = graph;
    this.inference = inference;
  }

  /**
   * Whether each example has a row of each of some tensors that no other example has a part in.
   *
   * @param tensors what is explained, and what is explained of it
   */
  public Proof of(BatchedInputs inputs, Set<TensorRef> tensors) {
    Question question = new Question(inputs, Set.copyOf(tensors));
    synchronized (answers) {
      Proof known = answers.get(question);
      if (known != null) {
        return known;
      }
    }
    Proof proven = prove(question);
    synchronized (answers) {
      answers.put(question, proven);
    }
    return proven;
  }

  private Proof prove(Question question) {
    try {
      BatchAnalysis found = BatchAnalysis.of(graph.get(), question.inputs(), inference);
      return new Proof(found.areRows(question.tensors()), found.multiplications());
    } catch (RuntimeException e) {
      // A model for some numbers of examples only, say. Then nothing is proved.
      return Proof.NONE;
    }
  }
}
