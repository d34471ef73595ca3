package io.attributable.inputs;

import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.inputs.card.BaselineCard;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.RequestDefaults;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.source.NamedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The method that is meant where a request leaves something to the card. */
public final class CardMethod {
  private static final String BASELINE = "baseline";

  private CardMethod() {}

  /**
   * The method, with what the card says where the request says nothing: of the same method its
   * parameters, and what stands for the absence of inputs.
   *
   * @param name that of the request; empty for the card's
   * @param parameters those of the request, as {@link Methods#of(String, Map)} takes them
   * @param absent the name where neither has one
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, UNREADABLE_FILE
   */
  public static AttributionMethod of(
      SignatureCard card, Optional<String> name, Map<String, ?> parameters, String absent) {
    RequestDefaults defaults = card.defaults();
    String wanted = name.or(defaults::method).orElse(absent);
    Map<String, Object> all = new LinkedHashMap<>();
    if (defaults.method().filter(wanted::equals).isPresent()) {
      all.putAll(defaults.parameters());
    }
    Map<String, Object> baselines = baselines(card);
    if (!baselines.isEmpty() && hasBaseline(wanted)) {
      all.put(BASELINE, baselines);
    }
    all.putAll(parameters);
    return Methods.of(wanted, all);
  }

  private static boolean hasBaseline(String method) {
    return Methods.parameters().stream()
        .filter(parameter -> parameter.name().equals(BASELINE))
        .flatMap(parameter -> parameter.uses().stream())
        .anyMatch(use -> use.method().equals(method));
  }

  private static Map<String, Object> baselines(SignatureCard card) {
    Map<String, Object> baselines = new LinkedHashMap<>();
    for (InputCard input : card.inputs().values()) {
      input
          .baseline()
          .ifPresent(baseline -> baselines.put(fed(input), value(input.name(), baseline)));
    }
    return baselines;
  }

  /** Of a tokenised text, the absence of ids is meant. */
  private static String fed(InputCard input) {
    return input.content() instanceof InputContent.Tokens tokens
        ? tokens.feeds().getOrDefault(TokenRole.IDS, input.name())
        : input.name();
  }

  private static Object value(String input, BaselineCard baseline) {
    if (baseline instanceof BaselineCard.File file) {
      String role = BASELINE + " \"" + input + "\"";
      return new NamedFile(file.path(), role).array().values();
    }
    return baseline instanceof BaselineCard.Blur blur
        ? Map.of("blur", blur.sigma())
        : ((BaselineCard.Constant) baseline).value();
  }
}
