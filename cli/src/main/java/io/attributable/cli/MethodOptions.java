package io.attributable.cli;

import io.attributable.AttributionMethod;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which method computes attributions: an option for its name, and one for each parameter. */
final class MethodOptions {
  private static final String METHOD = "--method";

  @Option(
      names = METHOD,
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "How attributions are computed, if not by gradient-x-activation: ${COMPLETION-CANDIDATES}.")
  private String name = new GradientXActivation().name();

  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** The methods that there are. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Methods.names().iterator();
    }
  }

  /** Adds the parameters of all methods to the command that these options belong to. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    for (Methods.Parameter parameter : Methods.parameters()) {
      command.addOption(option(parameter));
    }
  }

  private OptionSpec option(Methods.Parameter parameter) {
    ISetter setter =
        new ISetter() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> T set(T value) {
            if (value == null) {
              parameters.remove(parameter.name());
            } else {
              parameters.put(parameter.name(), value.toString().toLowerCase(Locale.ROOT));
            }
            return value;
          }
        };
    OptionSpec.Builder option =
        OptionSpec.builder(option(parameter.name()))
            .type(String.class)
            .paramLabel(parameter.valid().replace(" or ", "|"))
            .setter(setter)
            .description(
                "Of " + String.join(", ", parameter.methods()) + ": " + parameter.description());
    return parameter.flag()
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
  }

  private static String option(String parameter) {
    return "--" + parameter;
  }

  /** All of the options. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(METHOD);
    Methods.parameters().forEach(parameter -> names.add(option(parameter.name())));
    return names;
  }

  /**
   * The method.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  AttributionMethod method() {
    return Methods.of(name, parameters);
  }
}
