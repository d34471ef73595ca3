package io.attributable.cli;

import io.attributable.AttributionMethod;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.cli.request.MethodChoice;
import io.attributable.inputs.card.SignatureCard;
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
import picocli.CommandLine.Model.IGetter;
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
          "allow-op",
          "as",
          "batch",
          "batch-bytes",
          "card",
          "curve-steps",
          "deterministic",
          "device",
          "devices",
          "directions",
          "evidence",
          "evidence-attributions",
          "evidence-field",
          "evidence-inputs",
          "evidence-key",
          "features",
          "help",
          "input",
          "input-bytes",
          "inter-op",
          "intra-op",
          "json",
          "layer",
          "layers",
          "loop-limit",
          "method",
          "methods",
          "metric-explanations",
          "metric-grid",
          "metric-part",
          "metric-radius",
          "metric-samples",
          "metric-seed",
          "metrics",
          "op-library",
          "out",
          "output",
          "plan-bytes",
          "plan-cache",
          "port",
          "precision",
          "prediction",
          "preprocess",
          "read-bytes",
          "read-pixels",
          "reasons",
          "reasons-side",
          "reduce",
          "replace",
          "requests",
          "result-bytes",
          "resume",
          "rows-at-once",
          "runs",
          "seed",
          "shape",
          "signature",
          "smooth",
          "smooth-relative",
          "smooth-samples",
          "smooth-seed",
          "smooth-stdev",
          "state",
          "target",
          "targets",
          "time-limit",
          "title",
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
          "How attributions are computed: ${COMPLETION-CANDIDATES} (default: the model card's, else"
              + " gradient-x-activation).")
  private @Nullable String name;

  private final Map<String, String> moreWords = new LinkedHashMap<>();
  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private @Nullable MethodChoice read;

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
            .type(parameter.byInput() ? List.class : String.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .getter(getter(parameter))
            .setter(setter(parameter.name()))
            .paramLabel(more == null ? parameter.label() : parameter.label() + "|" + more)
            .description(ParameterHelp.of(parameter));
    return parameter.flag()
        ? option.arity("0..1").preprocessor(new FlagValue(parameter.words())).build()
        : option.build();
  }

  /** What the next value of an option that may be repeated is added to. */
  private IGetter getter(Methods.Parameter parameter) {
    return new IGetter() {
      @Override
      // Picocli's signature; it asks for what the setter was given.
      @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
      public <T> @Nullable T get() {
        return parameter.byInput() ? (T) given.get(parameter.name()) : null;
      }
    };
  }

  private ISetter setter(String parameter) {
    return new ISetter() {
      @Override
      public <T> @Nullable T set(@Nullable T value) {
        if (value == null) {
          given.remove(parameter);
        } else {
          given.put(parameter, texts(value));
        }
        return null;
      }
    };
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? new ArrayList<>(list.stream().map(String::valueOf).toList())
        : List.of(value.toString());
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
    return given.getOrDefault(parameter, List.of()).stream().anyMatch(word::equalsIgnoreCase);
  }

  /** The name of the method, where no model card says another. */
  String name() {
    return Optional.ofNullable(name).orElse(new GradientXActivation().name());
  }

  /**
   * The method, where no model card says another.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, UNREADABLE_FILE
   */
  AttributionMethod method() {
    return choice().method(SignatureCard.EMPTY);
  }

  /**
   * What was said about the method, whose files are read once.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER, UNREADABLE_FILE
   */
  MethodChoice choice() {
    MethodChoice known = read;
    if (known != null) {
      return known;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Methods.Parameter parameter : Methods.parameters()) {
      List<String> texts = given.getOrDefault(parameter.name(), List.of());
      if (!texts.isEmpty()) {
        parameters.put(parameter.name(), value(parameter, texts));
      }
    }
    MethodChoice choice = new MethodChoice(Optional.ofNullable(name), parameters);
    read = choice;
    return choice;
  }

  private Object value(Methods.Parameter parameter, List<String> texts) {
    if (parameter.byInput()) {
      return ByInputText.read(name(), parameter.name(), texts);
    }
    return inLowerCase(parameter, texts.get(0)).orElse(texts.get(0));
  }

  /** Words may be written as constants are, as with all options. */
  private static Optional<String> inLowerCase(Methods.Parameter parameter, String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(parameter.words()::contains);
  }
}
