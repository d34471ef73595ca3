package io.attributable.inputs.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.inputs.source.NamedFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** BERT's {@code vocab.txt}, a token per line, as the tokenizer that BERT has. */
record BertVocabulary(NamedFile file) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UNKNOWN = "[UNK]";
  private static final String START = "[CLS]";
  private static final String END = "[SEP]";
  private static final List<String> REQUIRED = List.of(UNKNOWN, START, END);
  private static final List<String> SPECIAL = List.of("[PAD]", UNKNOWN, START, END, "[MASK]");
  private static final int LONGEST_WORD = 100;

  /**
   * The tokenizer.
   *
   * @param lower whether capitals are made small and accents are dropped
   * @throws AttributionException UNREADABLE_FILE if it has not BERT's special tokens
   */
  ObjectNode json(String text, boolean lower) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    List<String> lines = text.lines().map(String::stripTrailing).toList();
    for (int id = 0; id < lines.size(); id++) {
      vocabulary.put(lines.get(id), id); // Of lines that are there twice the last one counts.
    }
    for (String token : REQUIRED) {
      if (!vocabulary.containsKey(token)) {
        throw file.unreadable(
            "it has no line \"%s\", as BERT's vocabularies have; use \"vocabulary\" for others"
                .formatted(token));
      }
    }
    ObjectNode json = JSON.objectNode().put("version", "1.0");
    putSpecial(json.putArray("added_tokens"), vocabulary);
    json.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("lowercase", lower)
        .putNull("strip_accents");
    json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    putAround(json.putObject("post_processor").put("type", "BertProcessing"), vocabulary);
    putModel(json.putObject("model"), vocabulary);
    return json;
  }

  private static void putSpecial(ArrayNode tokens, Map<String, Integer> vocabulary) {
    for (String token : SPECIAL) {
      if (vocabulary.containsKey(token)) {
        tokens
            .addObject()
            .put("id", vocabulary.get(token))
            .put("content", token)
            .put("single_word", false)
            .put("lstrip", false)
            .put("rstrip", false)
            .put("normalized", false)
            .put("special", true);
      }
    }
  }

  private static void putAround(ObjectNode processor, Map<String, Integer> vocabulary) {
    processor.putArray("cls").add(START).add(vocabulary.get(START));
    processor.putArray("sep").add(END).add(vocabulary.get(END));
  }

  private static void putModel(ObjectNode model, Map<String, Integer> vocabulary) {
    model
        .put("type", "WordPiece")
        .put("unk_token", UNKNOWN)
        .put("continuing_subword_prefix", "##")
        .put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode ids = model.putObject("vocab");
    vocabulary.forEach(ids::put);
  }
}
