package io.attributable.inputs.text;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.tokenizer.Token;
import java.util.List;

/** Pieces of words by a trained tokenizer. */
final class TokenizerTokenisation implements Tokenisation {
  private final Tokenize.Tokenizer how;
  private final NamedTensor ids;
  private final LoadedTokenizer loaded;

  TokenizerTokenisation(Tokenize.Tokenizer how, NamedTensor ids, String role, ReadLimits limits) {
    this.how = how;
    this.ids = ids;
    this.loaded = new TokenizerFile(how, ids, role).load(limits);
  }

  @Override
  public RowFit fit() {
    return loaded.fit().with(how.fit());
  }

  @Override
  public List<Piece> pieces(NamedText text) {
    checkPairs(text);
    try {
      return loaded.tokenizer().encode(text.text()).stream()
          .map(token -> piece(text.text(), token))
          .toList();
    } catch (IllegalArgumentException e) {
      throw ids.conversion(
              text.origin(),
              "\"%s\" fails: %s".formatted(how.file().getFileName(), e.getMessage()),
              "")
          .causedBy(e);
    }
  }

  private Piece piece(String text, Token token) {
    boolean unknown =
        !token.added()
            && token.start() < token.end()
            && loaded.unknown().filter(token.text()::equals).isPresent();
    String own = unknown ? text.substring(token.start(), token.end()) : token.text();
    return new Piece(
        own,
        token.id(),
        token.type(),
        token.start(),
        token.end(),
        !unknown || own.equals(token.text()),
        token.added());
  }

  /** JSON can have half a character, of which no tokenizer makes anything. */
  private void checkPairs(NamedText text) {
    String all = text.text();
    for (int at = 0; at < all.length(); at = all.offsetByCodePoints(at, 1)) {
      int found = all.codePointAt(at);
      if (Character.isBmpCodePoint(found) && Character.isSurrogate((char) found)) {
        throw ids.conversion(
            text.origin(), "it has half of a surrogate pair at character " + (at + 1), "");
      }
    }
  }
}
