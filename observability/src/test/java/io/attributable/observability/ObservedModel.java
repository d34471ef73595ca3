package io.attributable.observability;

import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The trained model of the fixtures, observed. */
final class ObservedModel {
  private ObservedModel() {}

  static AttributableModel load(ModelObserver observer) {
    return AttributableModel.load(
        Fixtures.model("digits"), ModelOptions.defaults().observers(observer));
  }

  static LayerAttribution request(AttributableModel model, int target) {
    return LayerAttribution.on(model)
        .layers("conv2")
        .output("logits")
        .target(Target.of(target))
        .input("image", NdArrays.ofFloats(Shape.of(2, 8, 8, 1)));
  }
}
