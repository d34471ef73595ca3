package demo;

import io.attributable.Attribution;
import org.tensorflow.ndarray.FloatNdArray;

class Complete {
  Attribution explain(TwoInputsExplainer explainer, FloatNdArray left, FloatNdArray right) {
    return explainer.trunk().left(left).right(right).attribute();
  }
}
