package io.attributable.inputs.text;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.ReadLimits;
import java.util.ArrayList;
import java.util.List;

/** Whole words or characters by a vocabulary. */
final class VocabularyTokenisation implements Tokenisation {
  private final Tokenize.Vocabulary how;
  private final NamedTensor ids;
  private final Vocabulary vocabulary;

  VocabularyTokenisation(Tokenize.Vocabulary how, NamedTensor ids, String role, ReadLimits limits) {
    this.how = how;
    this.ids = ids;
    this.vocabulary = Vocabulary.read(how, role, limits);
  }

  @Override
  public RowFit fit() {
    return RowFit.PLAIN.with(how.fit());
  }

  @Override
  public List<Piece> pieces(NamedText text) {
    List<Piece> found = new ArrayList<>();
    how.start().ifPresent(token -> found.add(added(token, "start", 0)));
    for (Words.Word word : new Words(how).of(text.text())) {
      boolean known = vocabulary.id(word.text()).isPresent();
      long id = vocabulary.id(word.text()).orElseGet(() -> unknown(text, word));
      found.add(new Piece(word.text(), id, 0, word.start(), word.end(), known, false));
    }
    int end = text.text().length();
    how.end().ifPresent(token -> found.add(added(token, "end", end)));
    return found;
  }

  private Piece added(String token, String role, int at) {
    return new Piece(token, vocabulary.required(token, role), 0, at, at, true, true);
  }

  private long unknown(NamedText text, Words.Word word) {
    String token =
        how.unknown()
            .orElseThrow(
                () ->
                    ids.conversion(
                        text.origin(),
                        "\"%s\" at character %d is no token of \"%s\""
                            .formatted(word.text(), word.start() + 1, vocabulary.name()),
                        "Name the token for unknown ones as \"unknown\" in the model card."
                            + vocabulary.similar(word.text())));
    return vocabulary.required(token, "unknown");
  }
}
