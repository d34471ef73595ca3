package io.attributable.graph.method.lrp;

import java.util.List;

/**
 * A layer with weights: a linear op and what belongs to it. Its biases, and a batch normalisation
 * by given statistics, are nodes of their own in the graph, and one affine map for the rules.
 *
 * @param op the linear op
 * @param followers in their order; the relevance of the last one's output is that of the op's
 */
record LinearLayer(LinearOp op, List<Follower> followers) {
  /** Copies the list. */
  LinearLayer {
    followers = List.copyOf(followers);
  }

  /** Whether all nodes have the same numbers at the same places as the op. */
  boolean keepsShape() {
    return followers.stream().noneMatch(follower -> follower.kind() == Follower.Kind.RESHAPES);
  }
}
