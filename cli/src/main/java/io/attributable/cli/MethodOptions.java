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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which method computes attributions: an option for its name, and one for each parameter that some
 * method has. The methods themselves say which there are.
 */
final class MethodOptions {
  private static final String METHOD = "--method";

  /**
   * What options that are no method's are called in some command. A parameter of such a name is
   * written {@code --method-NAME} in all of them.
   */
  static final Set<String> OTHERS =
      Set.of(
          "all-layers",
          "as",
          "batch",
          "batch-bytes",
          "device",
          "devices",
          "directions",
          "help",
          "input",
          "inter-op",
          "intra-op",
          "json",
          "layer",
          "loop-limit",
          "method",
          "op-library",
          "out",
          "output",
          "port",
          "precision",
          "prediction",
          "reduce",
          "replace",
          "requests",
          "runs",
          "seed",
          "shape",
          "signature",
          "state",
          "target",
          "targets",
          "unused",
          "verbose",
          "version",
          "weights");

  /** For picocli. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Methods.names().iterator();
    }
  }

  @Option(
      names = METHOD,
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "How attributions are computed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String name = new GradientXActivation().name();

  private final Map<String, String> moreWords = new LinkedHashMap<>();
  private final Map<String, String> given = new LinkedHashMap<>();

  /** Takes one word more for a parameter than methods do; the command knows what it means. */
  MethodOptions alsoTaking(String parameter, String word) {
    moreWords.put(parameter, word);
    return this;
  }

  /** Adds the parameters of all methods to the command that these options belong to. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    Methods.parameters().forEach(parameter -> command.addOption(option(parameter)));
  }

  private OptionSpec option(Methods.Parameter parameter) {
    String more = moreWords.get(parameter.name());
    OptionSpec.Builder option =
        OptionSpec.builder(optionName(parameter.name()))
            .type(String.class)
            .arity("1")
            .setter(setter(parameter.name()))
            .paramLabel(more == null ? parameter.label() : parameter.label() + "|" + more)
            .description(ParameterHelp.of(parameter));
    return parameter.flag()
        ? option.arity("0..1").preprocessor(new FlagValue(parameter.words())).build()
        : option.build();
  }

  private ISetter setter(String parameter) {
    return new ISetter() {
      @Override
      public <T> @Nullable T set(@Nullable T value) {
        if (value == null) {
          given.remove(parameter);
        } else {
          given.put(parameter, value.toString());
        }
        return null;
      }
    };
  }

  /** What the option for a parameter is called. */
  static String optionName(String parameter) {
    return (OTHERS.contains(parameter) ? METHOD + "-" : "--") + parameter;
  }

  /** All of the options. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(METHOD);
    Methods.parameters().forEach(parameter -> names.add(optionName(parameter.name())));
    return names;
  }

  /** Whether a parameter was given this word. */
  boolean has(String parameter, String word) {
    return word.equalsIgnoreCase(given.get(parameter));
  }

  /** The name of the method. */
  String name() {
    return name;
  }

  /**
   * The method.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  AttributionMethod method() {
    Map<String, String> parameters = new LinkedHashMap<>(given);
    for (Methods.Parameter parameter : Methods.parameters()) {
      parameters.computeIfPresent(
          parameter.name(), (key, text) -> inLowerCase(parameter, text).orElse(text));
    }
    return Methods.of(name, parameters);
  }

  /** Words may be written as constants are, as with all options. */
  private static Optional<String> inLowerCase(Methods.Parameter parameter, String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(parameter.words()::contains);
  }
}
