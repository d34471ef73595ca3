package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;

/** An address as the user wrote it, taken apart. */
sealed interface LayerAddress {
  /** What addresses of the signature's inputs begin with. */
  String INPUT = "input:";

  /**
   * The author's name of a layer.
   *
   * @param path the segments of {@code inner/dense}
   * @param call which call of a shared layer, from 1; 0 if not given
   */
  record Name(List<String> path, int call) implements LayerAddress {}

  /** {@code scope:a/b}: a scope of the graph, to the letter. */
  record Scope(String path) implements LayerAddress {}

  /** {@code tensor:a/b/Relu:0}: one tensor of the graph. */
  record Tensor(TensorRef tensor) implements LayerAddress {}

  /** {@code input:image}: an input of the signature. */
  record Input(String name) implements LayerAddress {}

  /**
   * Takes an address apart.
   *
   * @throws AttributionException BAD_ADDRESS
   */
  static LayerAddress parse(String address) {
    if (address.isBlank() || !address.equals(address.strip())) {
      throw bad(address, "it is empty or has blanks around it");
    }
    if (address.startsWith("logits-of:")) {
      throw bad(address, "logits-of: names an output to explain, not a layer");
    }
    if (address.startsWith(INPUT)) {
      return new Input(address.substring(INPUT.length()));
    }
    if (address.startsWith("tensor:")) {
      return new Tensor(tensor(address, address.substring("tensor:".length())));
    }
    if (address.startsWith("scope:")) {
      return new Scope(stripped(address, address.substring("scope:".length())));
    }
    int hash = address.lastIndexOf('#');
    String path = stripped(address, hash < 0 ? address : address.substring(0, hash));
    return new Name(List.of(path.split("/", -1)), hash < 0 ? 0 : call(address, hash));
  }

  private static int call(String address, int hash) {
    try {
      int call = Integer.parseInt(address.substring(hash + 1));
      if (call >= 1) {
        return call;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same error as a number below one.
    }
    throw bad(address, "what follows # must be the number of a call, from 1");
  }

  private static TensorRef tensor(String address, String text) {
    try {
      TensorRef tensor = TensorRef.parse(text);
      if (!tensor.node().isEmpty() && tensor.index() >= 0) {
        return tensor;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same error as a negative number.
    }
    throw bad(address, "what follows the last colon must be the number of an output, from 0");
  }

  private static String stripped(String address, String path) {
    String stripped = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (stripped.isEmpty() || stripped.startsWith("/") || stripped.contains("//")) {
      throw bad(address, "its path has an empty part");
    }
    return stripped;
  }

  private static AttributionException bad(String address, String reason) {
    return new AttributionException(ErrorCode.BAD_ADDRESS, address, reason);
  }
}
