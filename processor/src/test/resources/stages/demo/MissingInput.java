package demo;

import io.attributable.Attribution;
import org.tensorflow.ndarray.FloatNdArray;

class MissingInput {
  Attribution explain(TwoInputsExplainer explainer, FloatNdArray left) {
    return explainer.trunk().left(left).attribute();
  }
}
