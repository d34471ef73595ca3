package io.attributable.inputs.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.Suggestions;
import io.attributable.inputs.card.Tokenize;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ids of tokens. */
final class Vocabulary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NamedFile file;
  private final Map<String, Long> ids = new HashMap<>();

  private Vocabulary(NamedFile file) {
    this.file = file;
  }

  /**
   * Reads a file with a token per line, or a JSON object of ids by token.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  static Vocabulary read(Tokenize.Vocabulary how, String role, ReadLimits limits) {
    NamedFile file = new NamedFile(how.file(), "the vocabulary of " + role);
    Vocabulary read = new Vocabulary(file);
    String text = file.text(limits);
    if (FileFormat.of(file.content().name()) == FileFormat.JSON) {
      read.addJson(text, how.firstId());
    } else {
      read.addLines(text, how.firstId());
    }
    return read;
  }

  private void addLines(String text, long firstId) {
    long line = 0;
    for (String token : (Iterable<String>) text.lines()::iterator) {
      if (ids.putIfAbsent(token, firstId + line) != null) {
        throw file.unreadable("line %d has \"%s\" once more".formatted(line + 1, token));
      }
      line++;
    }
  }

  private void addJson(String text, long firstId) {
    try {
      JsonNode object = JSON.readTree(text);
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (!entry.getValue().isIntegralNumber()) {
          throw file.unreadable("\"%s\" has no whole number".formatted(entry.getKey()));
        }
        ids.put(entry.getKey(), firstId + entry.getValue().longValue());
      }
    } catch (JsonProcessingException e) {
      throw file.unreadable("it is not JSON: " + e.getOriginalMessage()).causedBy(e);
    }
    if (ids.isEmpty()) {
      throw file.unreadable("it is no object of ids by token");
    }
  }

  /** The id of a token; empty if it is unknown. */
  Optional<Long> id(String token) {
    return Optional.ofNullable(ids.get(token));
  }

  /**
   * The id of a token that a card names.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  long required(String token, String role) {
    return id(token)
        .orElseThrow(
            () ->
                file.unreadable(
                    "it has no token \"%s\", which the card names as %s".formatted(token, role)));
  }

  /** What is like an unknown token, for messages. */
  String similar(String token) {
    return Suggestions.didYouMean(token, ids.keySet());
  }

  String name() {
    return file.content().name();
  }
}
