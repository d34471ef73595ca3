package io.attributable.testing;

import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * What must come out for one layer.
 *
 * @param layer the layer's address as the case asks for it
 * @param tensorFiles one file per tensor, in the layer's order
 */
public record ExpectedLayer(String layer, List<Path> tensorFiles) {

  /** The expected arrays, one per tensor. */
  public List<NdArray<?>> tensors() {
    return tensorFiles.stream().<NdArray<?>>map(Fixtures::array).toList();
  }
}
