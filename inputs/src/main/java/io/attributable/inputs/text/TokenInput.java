package io.attributable.inputs.text;

import io.attributable.AttributionException;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Makes ids of texts by a vocabulary. */
public final class TokenInput {
  private final String name;
  private final Tokenize how;
  private final Map<TokenRole, NamedTensor> inputs;
  private final Vocabulary vocabulary;
  private final Set<String> notes = new LinkedHashSet<>();

  private TokenInput(
      String name, Tokenize how, Map<TokenRole, NamedTensor> inputs, ReadLimits limits) {
    this.name = name;
    this.how = how;
    this.inputs = inputs;
    this.vocabulary = Vocabulary.read(how, "input \"" + name + "\"", limits);
  }

  /**
   * Tokenises texts, one per example.
   *
   * @param name what the request calls the text
   * @param inputs the signature's inputs by what they get; there are ids
   * @throws AttributionException UNREADABLE_FILE, INPUT_CONVERSION
   */
  public static ReadInput read(
      String name,
      Tokenize how,
      Map<TokenRole, NamedTensor> inputs,
      List<NamedText> texts,
      ReadLimits limits) {
    return new TokenInput(name, how, inputs, limits).read(texts);
  }

  private ReadInput read(List<NamedText> texts) {
    List<List<TokenView>> tokens = texts.stream().map(this::tokens).toList();
    int length = length(tokens);
    List<TextExample> examples = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      examples.add(placed(texts.get(i), tokens.get(i), length));
    }
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    inputs.forEach((role, input) -> arrays.put(input.name(), array(role, input, examples)));
    InputView view = new InputView.Texts(name, List.copyOf(arrays.keySet()), examples);
    return new ReadInput(arrays, view, List.copyOf(notes));
  }

  private NamedTensor ids() {
    return Objects.requireNonNull(inputs.get(TokenRole.IDS));
  }

  private List<TokenView> tokens(NamedText text) {
    List<TokenView> found = new ArrayList<>();
    how.start().ifPresent(token -> found.add(special(token, "start", 0)));
    for (Words.Word word : new Words(how).of(text.text())) {
      boolean known = vocabulary.id(word.text()).isPresent();
      long id = vocabulary.id(word.text()).orElseGet(() -> unknown(text, word));
      found.add(new TokenView(word.text(), id, found.size(), word.start(), word.end(), known));
    }
    int end = text.text().length();
    how.end().ifPresent(token -> found.add(special(token, "end", end)));
    return found;
  }

  private TokenView special(String token, String role, int at) {
    return new TokenView(token, vocabulary.required(token, role), 0, at, at, true);
  }

  private long unknown(NamedText text, Words.Word word) {
    String token =
        how.unknown()
            .orElseThrow(
                () ->
                    ids()
                        .conversion(
                            text.origin(),
                            "\"%s\" at character %d is no token of \"%s\""
                                .formatted(word.text(), word.start() + 1, vocabulary.name()),
                            "Name the token for unknown ones as \"unknown\" in the model card."
                                + vocabulary.similar(word.text())));
    return vocabulary.required(token, "unknown");
  }

  /** What was said, what the signature says, or the longest text. */
  private int length(List<List<TokenView>> tokens) {
    long stated = ids().rank() == 2 ? ids().lengths().get(1) : -1;
    if (ids().rank() >= 0 && ids().rank() != 2) {
      throw ids().conversion("text", "ids of tokens have two dimensions", "");
    }
    int longest = tokens.stream().mapToInt(List::size).max().orElse(0);
    return how.length().orElse(stated >= 0 ? (int) stated : Math.max(1, longest));
  }

  private TextExample placed(NamedText text, List<TokenView> tokens, int length) {
    int kept = Math.min(tokens.size(), length);
    int cut = tokens.size() - kept;
    List<TokenView> fitting = new ArrayList<>(tokens.subList(0, kept));
    if (cut > 0) {
      notes.add(
          "\"%s\" has %d tokens, of which input \"%s\" takes the first %d."
              .formatted(text.origin(), tokens.size(), ids().name(), length));
      if (how.end().isPresent()) {
        fitting.set(kept - 1, tokens.get(tokens.size() - 1));
      }
    }
    int first = how.padFront() ? length - kept : 0;
    List<TokenView> placed = new ArrayList<>();
    for (TokenView token : fitting) {
      placed.add(
          new TokenView(
              token.text(),
              token.id(),
              first + placed.size(),
              token.start(),
              token.end(),
              token.known()));
    }
    return new TextExample(text.origin(), text.text(), placed, length, cut);
  }

  private NdArray<?> array(TokenRole role, NamedTensor input, List<TextExample> examples) {
    InputDtype dtype = input.dtype("text");
    if (dtype == InputDtype.STRING) {
      throw input.conversion("text", "ids of tokens are numbers", "");
    }
    ElementReader elements = new ElementReader(dtype);
    int length = examples.get(0).length();
    List<Object> values = new ArrayList<>();
    for (TextExample example : examples) {
      long[] row = new long[length];
      Arrays.fill(row, role == TokenRole.IDS ? how.padding() : 0);
      for (TokenView token : example.tokens()) {
        row[token.position()] =
            switch (role) {
              case IDS -> token.id();
              case MASK -> 1;
              case TYPES -> 0;
            };
      }
      for (long value : row) {
        values.add(element(input, elements, example, value));
      }
    }
    return dtype.array(Shape.of(examples.size(), length), values);
  }

  private static Object element(
      NamedTensor input, ElementReader elements, TextExample example, long value) {
    return elements
        .read(BigDecimal.valueOf(value))
        .orElseThrow(
            () ->
                input.conversion(
                    example.origin(), "id " + value + " is not " + elements.expected(), ""));
  }
}
