package io.attributable.samples.credit;

import io.attributable.Attribution;
import io.attributable.Convergence;
import io.attributable.inputs.view.FeatureView;
import io.attributable.pictures.Picture;
import io.attributable.pictures.WaterfallPicture;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

/** Draws decisions. */
public final class DecisionPicture {
  private static final int WIDTH = 640;
  private static final int NARROW = 320;

  private DecisionPicture() {}

  /** How an application's features lead from the mean approved one to its score. */
  public static Picture waterfall(Applications applications, Attribution why, int application) {
    return steps(applications, why, application)
        .values(applications.written(application))
        .width(WIDTH)
        .draw();
  }

  /** The same for small screens, with the names of features alone. */
  public static Picture narrow(Applications applications, Attribution why, int application) {
    return steps(applications, why, application).width(NARROW).draw();
  }

  private static WaterfallPicture steps(
      Applications applications, Attribution why, int application) {
    Convergence scores = why.convergence().orElseThrow();
    return WaterfallPicture.of(
            applications.texts(),
            byFeature(applications.table().features(), why.floats(), application),
            scores.atBaseline().get(application),
            scores.at().get(application))
        .title("From the mean approved application")
        .unit("log odds of good credit");
  }

  /** A category has a column for each of its values; together they are the feature. */
  static FloatNdArray byFeature(List<FeatureView> features, FloatNdArray columns, int row) {
    float[] sums = new float[features.size()];
    for (int i = 0; i < sums.length; i++) {
      FeatureView feature = features.get(i);
      for (int column = 0; column < feature.width(); column++) {
        sums[i] += columns.getFloat(row, feature.column() + column);
      }
    }
    return NdArrays.vectorOf(sums);
  }
}
