package demo;

import io.attributable.Attribution;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;

class WrongType {
  Attribution explain(TwoInputsExplainer explainer, FloatNdArray left, IntNdArray right) {
    return explainer.trunk().left(left).right(right).attribute();
  }
}
