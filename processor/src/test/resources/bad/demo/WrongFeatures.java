package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "k3_multi_io", output = "a")
interface WrongFeatures {
  @Attributable(
      layer = "input:left",
      features = {"income", "debt", "age"})
  Layer tooFew();

  @Attributable(
      layer = "input:right",
      features = {"a", "b", "a"})
  Layer twice();

  @Attributable(
      layer = "trunk",
      features = {"a", ""})
  Layer blank();

  @Attributable(
      layer = "merge",
      port = Port.INPUT,
      features = {"a", "b"})
  Layer several();
}
