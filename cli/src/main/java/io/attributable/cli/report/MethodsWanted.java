package io.attributable.cli.report;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.Methods;
import io.attributable.cli.request.MethodChoice;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.card.Tokenize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Methods by their names, each with those of the parameters that it has. */
public final class MethodsWanted {
  private static final String BASELINE = "baseline";
  private final Map<String, Object> parameters;
  private final SignatureCard card;

  /**
   * Methods of a signature.
   *
   * @param parameters those that were given, each for the methods that have it
   */
  public MethodsWanted(Map<String, Object> parameters, SignatureCard card) {
    this.parameters = parameters;
    this.card = card;
  }

  /**
   * The method.
   *
   * @throws AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  public AttributionMethod of(String name) {
    Map<String, Object> own = new LinkedHashMap<>();
    if (has(name, BASELINE)) {
      Map<String, Object> padding = padding();
      if (!padding.isEmpty()) {
        own.put(BASELINE, padding);
      }
    }
    parameters.forEach(
        (parameter, value) -> {
          if (has(name, parameter)) {
            own.put(parameter, value);
          }
        });
    return new MethodChoice(Optional.of(name), own).method(card);
  }

  /**
   * Refuses a parameter that none of the methods has.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public void check(List<AttributionMethod> chosen) {
    List<String> names = chosen.stream().map(AttributionMethod::name).distinct().toList();
    for (Map.Entry<String, Object> given : parameters.entrySet()) {
      if (names.stream().noneMatch(name -> has(name, given.getKey()))) {
        throw new AttributionException(
            ErrorCode.METHOD_PARAMETER,
            String.join(", ", names),
            given.getKey(),
            "does not exist, so that it cannot be \"" + given.getValue() + "\"");
      }
    }
  }

  private static boolean has(String method, String parameter) {
    return Methods.parameters().stream()
        .filter(known -> known.name().equals(parameter))
        .flatMap(known -> known.uses().stream())
        .anyMatch(use -> use.method().equals(method));
  }

  /** Of tokens, padding is the absence, unless the card says another. */
  private Map<String, Object> padding() {
    Map<String, Object> padding = new LinkedHashMap<>();
    for (InputCard input : card.inputs().values()) {
      if (input.content() instanceof InputContent.Tokens tokens && input.baseline().isEmpty()) {
        String ids = tokens.feeds().getOrDefault(TokenRole.IDS, input.name());
        padding(tokens.tokenize()).ifPresent(id -> padding.put(ids, (double) id));
      }
    }
    return padding;
  }

  /** Of trained tokenizers it stands in their own file. */
  private static Optional<Long> padding(Tokenize tokenize) {
    return tokenize
        .fit()
        .padding()
        .or(() -> tokenize instanceof Tokenize.Vocabulary ? Optional.of(0L) : Optional.empty());
  }
}
