package io.attributable.inputs.table;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.view.FeatureView;

/**
 * Where a feature comes from and goes to.
 *
 * @param source the file's column, counted from 0
 * @param feature what it is
 * @param input what gets it
 * @param column the first of the input's columns that it takes
 */
record Place(int source, FeatureCard feature, NamedTensor input, int column) {

  FeatureView view() {
    return new FeatureView(
        feature.name(), feature.display(), feature.unit(), input.name(), column, feature.width());
  }
}
