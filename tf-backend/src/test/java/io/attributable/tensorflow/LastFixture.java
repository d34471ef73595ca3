package io.attributable.tensorflow;

import io.attributable.testing.Fixtures;

/** The fixture model that was asked for last: cases of one model follow one another. */
final class LastFixture implements AutoCloseable {
  private String name = "";
  private AttributableModel model;

  /** Loads a model unless it is the last one, which is closed if it is another. */
  AttributableModel of(String wanted) {
    if (!name.equals(wanted)) {
      close();
      model = AttributableModel.load(Fixtures.model(wanted));
      name = wanted;
    }
    return model;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
      model = null;
      name = "";
    }
  }
}
