package io.attributable.inputs.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.tokenizer.TokenizerProvider;
import java.util.Locale;

/** The file of a tokenizer. */
final class TokenizerFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokenizerCache CACHE = new TokenizerCache();
  private static final String SENTENCE_PIECE = ".model";
  private static final String CONVERSION =
      "; transformers writes a tokenizer.json:"
          + " AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)";

  private final Tokenize.Tokenizer how;
  private final NamedTensor ids;
  private final NamedFile file;

  /**
   * A file.
   *
   * @param ids the input that gets ids
   */
  TokenizerFile(Tokenize.Tokenizer how, NamedTensor ids, String role) {
    this.how = how;
    this.ids = ids;
    this.file = new NamedFile(how.file(), "the tokenizer of " + role);
  }

  /**
   * The tokenizer; the same one as long as the file does not change.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  LoadedTokenizer load(ReadLimits limits) {
    FileFormat format = FileFormat.of(how.file().toString());
    if (format != FileFormat.JSON && format != FileFormat.TEXT) {
      throw file.unreadable(noTokenizer());
    }
    String text = file.text(limits);
    return CACHE.get(
        how.lower() + text,
        () ->
            load(
                format == FileFormat.JSON
                    ? json(text)
                    : new BertVocabulary(file).json(text, lower())));
  }

  private boolean lower() {
    return how.lower()
        .orElseThrow(() -> file.unreadable("nothing says whether its model is an uncased one"));
  }

  private String noTokenizer() {
    boolean sentencePiece = how.file().toString().toLowerCase(Locale.ROOT).endsWith(SENTENCE_PIECE);
    return (sentencePiece
            ? "it is a SentencePiece model, which is not read"
            : "a tokenizer is a tokenizer.json, or BERT's vocab.txt")
        + CONVERSION;
  }

  private ObjectNode json(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      if (read instanceof ObjectNode object && object.path("model").isObject()) {
        return object;
      }
      throw file.unreadable("it is JSON, but no tokenizer, as it has no \"model\"" + CONVERSION);
    } catch (JsonProcessingException e) {
      throw file.unreadable("it is not JSON: " + e.getOriginalMessage()).causedBy(e);
    }
  }

  private LoadedTokenizer load(ObjectNode json) {
    TokenizerSettings settings = new TokenizerSettings(json);
    TokenizerProvider provider = TokenizerProviders.find(ids, file.content().name());
    try {
      return new LoadedTokenizer(
          provider.open(settings.withoutFit()), settings.unknown(), settings.fit());
    } catch (IllegalArgumentException e) {
      throw file.unreadable(String.valueOf(e.getMessage())).causedBy(e);
    } catch (IllegalStateException e) {
      throw ids.conversion(
              file.content().name(),
              String.valueOf(e.getMessage()),
              "Tokenise before, and give the ids as an array: NAME=FILE.npy.")
          .causedBy(e);
    }
  }
}
