package io.attributable.graph.tensor;

/**
 * One output of one node.
 *
 * @param node the node's name
 * @param index which of its outputs, from 0
 */
public record TensorRef(String node, int index) {

  /**
   * Reads a GraphDef's input: {@code node} or {@code node:index}.
   *
   * @throws NumberFormatException if what follows the colon is not a number
   */
  public static TensorRef parse(String text) {
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? new TensorRef(text, 0)
        : new TensorRef(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return node + ":" + index;
  }
}
