package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The methods there are, as the command line has them. */
class MethodOptionsTest {
  /** Tried for parameters that may have any value; of each kind there is one that many take. */
  private static final List<Object> VALUES = List.of(-2, 2, 0.25, "word");

  /** Neither of them can be another without the other. */
  private static final List<String> TOGETHER = List.of("alpha", "beta");

  @Command(name = "probe")
  private static final class Probe {
    @Mixin private MethodOptions method = new MethodOptions();

    @Parameters(arity = "0..1")
    private String model = "";
  }

  private static Probe parse(String... words) {
    Probe probe = new Probe();
    new CommandLine(probe)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .parseArgs(words);
    return probe;
  }

  private static AttributionMethod method(String... words) {
    return parse(words).method.method();
  }

  static List<String> names() {
    return Methods.names();
  }

  /** Each parameter of each method that has a value of its own, which is one word. */
  static Stream<Arguments> uses() {
    return Methods.parameters().stream()
        .filter(parameter -> !parameter.byInput() && !TOGETHER.contains(parameter.name()))
        .flatMap(
            parameter ->
                parameter.uses().stream().map(use -> Arguments.of(use.method(), parameter)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMethodAloneIsThatOfJava(String name) {
    assertThat(method("--method", name)).isEqualTo(Methods.of(name));
  }

  @Test
  void withoutOptionsItIsTheFirstMethod() {
    assertThat(method()).isEqualTo(new GradientXActivation());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void everyParameterOfEveryMethodCanBeSet(String method, Methods.Parameter parameter) {
    String option = MethodOptions.optionName(parameter.name());
    List<AttributionMethod> set = new ArrayList<>();
    for (Object value : parameter.words().isEmpty() ? VALUES : parameter.words()) {
      inJava(method, parameter, value)
          .ifPresent(
              expected -> {
                assertThat(method("--method", method, option, value.toString()))
                    .isEqualTo(expected);
                assertThat(method(option + "=" + value, "--method=" + method)).isEqualTo(expected);
                set.add(expected);
              });
    }
    assertThat(set).anyMatch(other -> !other.equals(Methods.of(method)));
  }

  /** The method with a parameter, unless it cannot have this value. */
  private static Optional<AttributionMethod> inJava(
      String method, Methods.Parameter parameter, Object value) {
    try {
      return Optional.of(Methods.of(method, Map.of(parameter.name(), value)));
    } catch (AttributionException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER);
      return Optional.empty();
    }
  }

  @Test
  void parametersThatBelongTogetherAreSetTogether() {
    assertThat(method("--method=lrp", "--alpha", "3", "--beta=2"))
        .isEqualTo(Methods.of("lrp", Map.of("alpha", 3, "beta", 2)))
        .isNotEqualTo(Methods.of("lrp"));
  }

  @Test
  void flagsNeedNoValueAndLeaveOtherWordsAlone() {
    assertThat(method("--method", "grad-cam", "--relu")).isEqualTo(new GradCam(true));
    assertThat(method("--method", "grad-cam", "--relu", "false")).isEqualTo(new GradCam(false));
    Probe probe = parse("--method", "grad-cam", "--relu", "models/digits");
    assertThat(probe.model).isEqualTo("models/digits");
    assertThat(probe.method.method()).isEqualTo(new GradCam(true));
  }

  @Test
  void wordsMayBeWrittenAsConstantsAre() {
    assertThat(method("--mode", "LOCAL")).isEqualTo(new GradientXActivation(Mode.LOCAL));
    assertThat(method("--method=grad-cam", "--relu=TRUE")).isEqualTo(new GradCam(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--method gradcam; [UnknownMethod] No method \"gradcam\"",
        "--method grad-cam --relu=maybe; \"relu\" cannot be \"maybe\": it must be true or false",
        "--method grad-cam --channel-axis last; cannot be \"last\": it must be a whole number",
        "--method grad-cam --channel-axis 1.5; cannot be \"1.5\": it must be a whole number",
        "--method grad-cam --channel-axis 0; cannot be \"0\": dimension 0 is the example",
        "--mode Both; \"mode\" cannot be \"Both\": it must be global or local",
        "--relu; parameter \"relu\" does not exist, so that it cannot be \"true\": the method has"
            + " \"mode\"; \"relu\" goes with \"grad-cam\"",
        "--method activation --channel-axis 1; so that it cannot be \"1\": the method has no"
            + " parameters; \"channel-axis\" goes with \"grad-cam\"",
      })
  void whatAMethodCannotTakeIsTold(String words, String message) {
    assertThatThrownBy(() -> method(words.strip().split(" ")))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain", "bench", "verify", "export"})
  void commandsThatComputeHaveAllOfThem(String command) {
    String help = CommandRun.of(command, "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("--method=NAME").contains(String.join(", ", Methods.names()));
    for (Methods.Parameter parameter : Methods.parameters()) {
      assertThat(help).contains(MethodOptions.optionName(parameter.name()));
      for (Methods.Use use : parameter.uses()) {
        assertThat(help).contains(use.method(), use.description());
        assertThat(help)
            .contains(
                use.byDefault().equals("") ? "(required)" : "(default: " + use.byDefault() + ")");
      }
    }
  }

  /** Two options of one name would end every command. */
  @ParameterizedTest
  @ValueSource(strings = {"explain", "bench", "verify", "export"})
  void noParameterIsCalledLikeAnotherOption(String command) {
    CommandLine line = AttributableCommand.commandLine().getSubcommands().get(command);
    Stream<String> others =
        line.getCommandSpec().options().stream()
            .map(option -> option.longestName())
            .filter(name -> name.equals("--method") || !MethodOptions.names().contains(name))
            .map(name -> name.substring("--".length()));
    assertThat(MethodOptions.OTHERS).containsAll(others.toList());
    assertThat(MethodOptions.optionName("seed")).isEqualTo("--method-seed");
    assertThat(MethodOptions.optionName("steps")).isEqualTo("--steps");
  }

  @Test
  void meaningsAndDefaultsThatDifferAreToldApart() {
    Methods.Parameter steps =
        new Methods.Parameter(
            "steps",
            "N",
            List.of(),
            false,
            List.of(
                new Methods.Use("a", "Points.", 50),
                new Methods.Use("b", "Points.", 20),
                new Methods.Use("c", "At most 100%.", 1),
                new Methods.Use("d", "At most 100%.", 1)));
    assertThat(ParameterHelp.of(steps))
        .containsExactly(
            "Of a (default: 50), b (default: 20): Points.", "Of c, d (default: 1): At most 100%%.");
  }
}
