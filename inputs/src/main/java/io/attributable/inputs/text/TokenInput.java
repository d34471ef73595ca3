package io.attributable.inputs.text;

import io.attributable.AttributionException;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.Side;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Makes ids of texts by a vocabulary or a tokenizer. */
public final class TokenInput {
  private static final int MOST_NAMED = 5;

  private final String name;
  private final Tokenize how;
  private final Map<TokenRole, NamedTensor> inputs;
  private final NamedTensor ids;
  private final Tokenisation tokenisation;

  private TokenInput(
      String name, Tokenize how, Map<TokenRole, NamedTensor> inputs, ReadLimits limits) {
    this.name = name;
    this.how = how;
    this.inputs = inputs;
    this.ids = Objects.requireNonNull(inputs.get(TokenRole.IDS));
    String role = "input \"" + name + "\"";
    this.tokenisation =
        how instanceof Tokenize.Vocabulary words
            ? new VocabularyTokenisation(words, ids, role, limits)
            : new TokenizerTokenisation((Tokenize.Tokenizer) how, ids, role, limits);
  }

  /**
   * Tokenises texts, one per example.
   *
   * @param name what the request calls the text
   * @param inputs the signature's inputs by what they get; there are ids
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
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
    List<List<Piece>> pieces = texts.stream().map(tokenisation::pieces).toList();
    int length = length(pieces);
    List<TokenRow> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      checkAdded(texts.get(i), pieces.get(i), length);
      rows.add(TokenRow.of(texts.get(i), pieces.get(i), length, tokenisation.fit()));
    }
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    inputs.forEach((role, input) -> arrays.put(input.name(), array(role, input, rows)));
    InputView view =
        new InputView.Texts(
            name, List.copyOf(arrays.keySet()), rows.stream().map(TokenRow::view).toList());
    return new ReadInput(arrays, view, notes(rows));
  }

  /** What was said, what the signature says, what the tokenizer says, or the longest text. */
  private int length(List<List<Piece>> pieces) {
    if (ids.rank() >= 0 && ids.rank() != 2) {
      throw ids.conversion("text", "ids of tokens have two dimensions", "");
    }
    Optional<Integer> stated =
        Optional.of(ids.rank() == 2 ? ids.lengths().get(1).intValue() : -1)
            .filter(length -> length >= 0);
    RowFit fit = tokenisation.fit();
    int longest = pieces.stream().mapToInt(List::size).max().orElse(0);
    int most = fit.most().orElse(Integer.MAX_VALUE);
    return how.fit()
        .length()
        .or(() -> stated)
        .or(fit::fixed)
        .orElse(Math.max(1, Math.min(longest, most)));
  }

  private void checkAdded(NamedText text, List<Piece> pieces, int length) {
    long added = pieces.stream().filter(Piece::added).count();
    if (added > length) {
      throw ids.conversion(
          text.origin(),
          "it takes %d ids, but %d are added around a text".formatted(length, added),
          "");
    }
  }

  private List<String> notes(List<TokenRow> rows) {
    return Stream.of(cut(rows), unknown(rows), empty(rows))
        .flatMap(notes -> notes)
        .distinct()
        .toList();
  }

  private Stream<String> empty(List<TokenRow> rows) {
    return rows.stream()
        .filter(row -> row.pieces().stream().allMatch(Piece::added))
        .map(row -> "\"%s\" has no tokens.".formatted(row.text().origin()));
  }

  private static Stream<String> unknown(List<TokenRow> rows) {
    return rows.stream().flatMap(row -> unknown(row).stream());
  }

  private static Optional<String> unknown(TokenRow row) {
    List<String> words =
        row.pieces().stream().filter(piece -> !piece.known()).map(row::written).distinct().toList();
    List<String> named = words.subList(0, Math.min(MOST_NAMED, words.size()));
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" has %s that the model does not know, which became its token for unknown ones: \"%s\"%s."
                .formatted(
                    row.text().origin(),
                    words.size() == 1 ? "a word" : words.size() + " words",
                    String.join("\", \"", named),
                    words.size() > named.size() ? ", …" : ""));
  }

  private Stream<String> cut(List<TokenRow> rows) {
    boolean front = tokenisation.fit().truncate() == Side.FRONT;
    return rows.stream()
        .filter(row -> row.cut() > 0)
        .map(
            row ->
                "\"%s\" has %d tokens, of which input \"%s\" takes the %s %d."
                    .formatted(
                        row.text().origin(),
                        row.pieces().size() + row.cut(),
                        ids.name(),
                        front ? "last" : "first",
                        row.length()));
  }

  private NdArray<?> array(TokenRole role, NamedTensor input, List<TokenRow> rows) {
    InputDtype dtype = input.dtype("text");
    if (dtype == InputDtype.STRING) {
      throw input.conversion("text", "ids of tokens are numbers", "");
    }
    ElementReader elements = new ElementReader(dtype);
    List<Object> values = new ArrayList<>();
    for (TokenRow row : rows) {
      for (long value : row.values(role, padding(row), tokenisation.fit().paddingType())) {
        values.add(element(input, elements, row.text(), value));
      }
    }
    return dtype.array(Shape.of(rows.size(), rows.get(0).length()), values);
  }

  private long padding(TokenRow row) {
    Optional<Long> padding = tokenisation.fit().padding();
    if (padding.isEmpty() && !row.isFull()) {
      throw ids.conversion(
          row.text().origin(),
          "it has %d tokens of %d, and \"%s\" does not say which id fills up"
              .formatted(row.pieces().size(), row.length(), how.file().getFileName()),
          "Say so in the model card: \"padding\": ID in \"tokenize\".");
    }
    return padding.orElse(0L);
  }

  private static Object element(
      NamedTensor input, ElementReader elements, NamedText text, long value) {
    return elements
        .read(BigDecimal.valueOf(value))
        .orElseThrow(
            () ->
                input.conversion(
                    text.origin(), "id " + value + " is not " + elements.expected(), ""));
  }
}
