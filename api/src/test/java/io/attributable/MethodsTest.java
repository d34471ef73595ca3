package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods as requests and results name them. */
class MethodsTest {

  static List<String> names() {
    return Methods.names();
  }

  @Test
  void requestsKnowTheMethodsByTheseNames() {
    assertThat(names()).containsExactly("gradient-x-activation");
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatAMethodSaysOfItselfIsReadAsTheSame(String name) {
    AttributionMethod method = Methods.of(name);

    assertThat(Methods.of(method.name(), method.parameters())).isEqualTo(method);
    assertThat(method.toMap())
        .containsEntry("name", name)
        .containsAllEntriesOf(method.parameters());
  }

  @Test
  void parametersAreReadFromText() {
    assertThat(Methods.of("gradient-x-activation", Map.of("mode", "local")))
        .isEqualTo(new GradientXActivation(Mode.LOCAL));
  }

  @Test
  void unknownMethodsAreToldWithTheNearest() {
    assertThatThrownBy(() -> Methods.of("gradient-x-activations"))
        .isInstanceOf(AttributionException.class)
        .hasMessage(
            "[UnknownMethod] No method \"gradient-x-activations\"; there are"
                + " gradient-x-activation. Did you mean \"gradient-x-activation\"?");
  }

  @Test
  void unknownParametersAreToldWithThoseThereAre() {
    assertThatThrownBy(() -> Methods.of("gradient-x-activation", Map.of("mod", "local")))
        .hasMessage(
            "[MethodParameter] Method \"gradient-x-activation\": parameter \"mod\" does not exist:"
                + " it has \"mode\", of which \"mode\" is nearest.");
  }

  @Test
  void valuesThatCannotBeAreTold() {
    assertThatThrownBy(() -> Methods.of("gradient-x-activation", Map.of("mode", "both")))
        .hasMessage(
            "[MethodParameter] Method \"gradient-x-activation\": parameter \"mode\" cannot be"
                + " \"both\": it must be global or local.");
  }

  @Test
  void parametersThatSeveralMethodsHaveAreListedOnce() {
    assertThat(Methods.parameters()).extracting(Methods.Parameter::name).doesNotHaveDuplicates();
    assertThat(Methods.parameters())
        .allSatisfy(parameter -> assertThat(parameter.description()).endsWith("."));
  }
}
