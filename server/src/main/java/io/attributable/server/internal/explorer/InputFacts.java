package io.attributable.server.internal.explorer;

import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.InputKind;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.card.TokenRole;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the page asks for: the inputs of the card, and those of the signature beside them. */
final class InputFacts {
  /** Stands for all inputs that are not named. */
  private static final String ROW = "row";

  private static final int MANY = 3;
  private static final int PICTURE_RANK = 4;
  private static final int MOST_CHANNELS = 4;

  private final SignatureDescription signature;
  private final SignatureCard card;

  InputFacts(SignatureDescription signature, SignatureCard card) {
    this.signature = signature;
    this.card = card;
  }

  List<Object> all() {
    List<Object> facts = new ArrayList<>();
    Set<String> fed = new LinkedHashSet<>();
    for (InputCard input : card.inputs().values()) {
      facts.add(ofCard(input));
      fed.add(input.name());
      fed.addAll(fedBy(input));
    }
    List<TensorDescription> others =
        signature.inputs().stream().filter(input -> !fed.contains(input.name())).toList();
    if (others.size() >= MANY && others.stream().allMatch(InputFacts::isColumn)) {
      Map<String, Object> row =
          facts(ROW, "Row", "a column for each input", InputKind.TABULAR, true);
      row.put("fed", others.stream().map(TensorDescription::name).toList());
      facts.add(row);
    } else {
      others.forEach(input -> facts.add(ofTensor(input)));
    }
    return facts;
  }

  /** The signature's inputs that are made of one of the card. */
  private static List<String> fedBy(InputCard input) {
    if (input.content() instanceof InputContent.Tokens tokens) {
      return List.copyOf(tokens.feeds().values());
    }
    return input.content() instanceof InputContent.Table table
        ? table.features().stream().map(f -> f.input().orElse(f.name())).toList()
        : List.of();
  }

  /** Those that a number or a blur stands for: of tokens the ids. */
  private static List<String> compared(InputCard input) {
    return input.content() instanceof InputContent.Tokens tokens
        ? List.of(tokens.feeds().getOrDefault(TokenRole.IDS, input.name()))
        : fedBy(input);
  }

  private Map<String, Object> ofCard(InputCard input) {
    String tensor =
        signature.inputs().stream()
            .filter(known -> known.name().equals(input.name()))
            .findFirst()
            .map(known -> known.dtype() + " " + known.shape())
            .orElse(String.join(", ", fedBy(input)));
    Map<String, Object> facts =
        facts(
            input.name(), input.text().orElse(input.name()), tensor, input.content().kind(), true);
    facts.put("cardBaseline", input.baseline().isPresent());
    boolean isTensor = signature.inputs().stream().anyMatch(one -> one.name().equals(input.name()));
    facts.put("fed", isTensor ? List.of(input.name()) : compared(input));
    return facts;
  }

  private static Map<String, Object> ofTensor(TensorDescription input) {
    String words = input.dtype() + " " + input.shape();
    return facts(input.name(), input.name(), words, kind(input), input.byDefault().isEmpty());
  }

  private static Map<String, Object> facts(
      String name, String text, String tensor, InputKind kind, boolean required) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("text", text);
    facts.put("tensor", tensor);
    facts.put("kind", kind.word());
    facts.put("required", required);
    facts.put("cardBaseline", false);
    facts.put("fed", List.of(name));
    return facts;
  }

  private static InputKind kind(TensorDescription input) {
    if (input.dtype().equals("string")) {
      return InputKind.TEXT;
    }
    List<Long> sizes = input.shape().dimensions().orElse(List.of());
    if (sizes.size() == PICTURE_RANK && sizes.get(3) > 0 && sizes.get(3) <= MOST_CHANNELS) {
      return InputKind.IMAGE;
    }
    return sizes.size() == 2 ? InputKind.TABULAR : InputKind.RAW;
  }

  private static boolean isColumn(TensorDescription input) {
    List<Long> sizes = input.shape().dimensions().orElse(List.of());
    return sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1);
  }
}
