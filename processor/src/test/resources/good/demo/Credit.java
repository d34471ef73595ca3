package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Inputs whose columns have names; two columns are one feature, and an input is one. */
@AttributedModel(savedModel = "k3_multi_io", output = "a", method = "integrated-gradients")
public interface Credit {
  String DEBT = "debt";

  @Attributable(
      layer = "input:left",
      features = {"income", DEBT, "home", "home"})
  Layer applicant();

  @Attributable(layer = "input:right", features = "history")
  Layer history();

  @Attributable(layer = "trunk", method = "gradient-x-activation")
  Layer trunk();
}
