package io.attributable.inputs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.InputKind;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;
import java.util.Optional;

/**
 * Writes a first model card from what signatures show. What they do not show is left out, and
 * stands under {@code "todo"}: nothing is guessed that would make numbers.
 */
public final class FirstCard {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String SERVED = "serving_default";
  private static final int SEVERAL = 2;

  /** Nobody names more columns than these; such a row is sound, or an image without its shape. */
  private static final int MOST_COLUMNS = 512;

  private static final String IDS =
      " Ids of tokens are {\"kind\": \"tokens\", \"tokenize\": {\"tokenizer\":"
          + " \"tokenizer.json\"}}, or {\"vocabulary\": \"words.txt\"}, with \"feeds\": {\"ids\":"
          + " …, \"mask\": …, \"types\": …} where several inputs take them, and \"baseline\": the"
          + " id of padding.";
  private static final String SAMPLES =
      " Sound is {\"kind\": \"audio\", \"rate\": samples per second}, a flat image {\"kind\":"
          + " \"image\", \"preprocess\": {\"size\": [HEIGHT, WIDTH], \"range\": …}}.";
  private static final String STEPS =
      " A series of %s channels is {\"kind\": \"series\", \"channels\": [their names], \"unit\": of"
          + " a step}.";

  private FirstCard() {}

  /**
   * The card as JSON. A signature that takes and gives the same as {@code serving_default} is left
   * out, as Keras writes each twice.
   *
   * @param title what people call the model
   * @param signatures those that can be explained
   */
  public static String of(String title, List<SignatureDescription> signatures) {
    ObjectNode card = JsonNodeFactory.instance.objectNode().put("title", title);
    ObjectNode all = card.putObject("signatures");
    signatures.stream()
        .filter(signature -> !isTwin(signature, signatures))
        .forEach(signature -> put(all.putObject(signature.name()), signature));
    try {
      return JSON.writeValueAsString(card) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // A tree can always be written.
    }
  }

  private static boolean isTwin(SignatureDescription one, List<SignatureDescription> all) {
    return !one.name().equals(SERVED)
        && all.stream()
            .filter(other -> other.name().equals(SERVED))
            .anyMatch(
                other ->
                    other.inputs().equals(one.inputs()) && other.outputs().equals(one.outputs()));
  }

  private static void put(ObjectNode node, SignatureDescription signature) {
    ObjectNode inputs = node.putObject("inputs");
    List<TensorDescription> features =
        signature.inputs().stream().filter(FirstCard::isFeature).toList();
    if (features.size() >= SEVERAL) {
      putRow(inputs.putObject("row"), features);
    }
    for (TensorDescription input : signature.inputs()) {
      if (features.size() < SEVERAL || !features.contains(input)) {
        putInput(inputs.putObject(input.name()), new NamedTensor(input));
      }
    }
    ObjectNode outputs = node.putObject("outputs");
    signature.outputs().forEach(output -> putOutput(outputs.putObject(output.name()), output));
  }

  /** One number or text per example, as Keras's inputs by feature. */
  private static boolean isFeature(TensorDescription input) {
    List<Long> lengths = input.shape().dimensions().orElse(List.of());
    return lengths.size() == 1 || (lengths.size() == 2 && lengths.get(1) == 1);
  }

  private static void putRow(ObjectNode row, List<TensorDescription> inputs) {
    row.put("kind", InputKind.TABULAR.word());
    ArrayNode features = row.putArray("features");
    inputs.forEach(input -> features.addObject().put("name", input.name()));
    todo(
        row,
        "These are the inputs of one value per example. Give each a \"text\" and a \"unit\" for"
            + " people, \"categories\" where the model takes an index, \"missing\" where an empty"
            + " value means something. A column of another name is {\"name\": COLUMN, \"input\":"
            + " INPUT}.");
  }

  private static void putInput(ObjectNode node, NamedTensor input) {
    InputKind kind = kind(input);
    node.put("kind", kind.word());
    switch (kind) {
      case IMAGE -> {
        if (isFloat(input)) {
          todo(
              node,
              ("Taken for an image because of its shape %s. Say which numbers its pixels become:"
                      + " \"preprocess\": {\"range\": …} with \"0..255\", \"0..1\", \"-1..1\","
                      + " \"torch\" or \"caffe\".")
                  .formatted(input.tensor().shape()));
        }
      }
      case TABULAR ->
          todo(
              node,
              ("Taken for a row of a table because of its shape %s. Name the %d columns in their"
                      + " order: \"features\": [\"age\", {\"name\": \"income\", \"unit\": \"EUR\"},"
                      + " …].")
                  .formatted(input.tensor().shape(), input.lengths().get(1)));
      case TEXT ->
          todo(
              node,
              "Taken for text because of its type. Where it takes encoded pictures or serialised"
                  + " examples, say \"image\" or \"raw\".");
      default ->
          todo(
              node,
              "Nothing shows what this is. Say \"image\", \"tabular\", \"tokens\", \"audio\" or"
                  + " \"series\", or leave it: arrays can always be given."
                  + hint(input));
    }
  }

  private static String hint(NamedTensor input) {
    Optional<InputDtype> dtype = InputDtype.named(input.tensor().dtype());
    if (input.rank() == 2 && dtype.filter(InputDtype::isInteger).isPresent()) {
      return IDS;
    }
    if (isFloat(input) && input.rank() == 3) {
      long channels = input.lengths().get(2);
      return STEPS.formatted(channels < 0 ? "any number of" : channels);
    }
    return isFloat(input) && input.rank() == 2 ? SAMPLES : "";
  }

  private static boolean isFloat(NamedTensor input) {
    return InputDtype.named(input.tensor().dtype()).filter(InputDtype::isFloat).isPresent();
  }

  private static InputKind kind(NamedTensor input) {
    if (input.isString()) {
      return InputKind.TEXT;
    }
    if (input.rank() == 4 && hasChannels(input.lengths())) {
      return InputKind.IMAGE;
    }
    long columns = input.rank() == 2 ? input.lengths().get(1) : 0;
    return columns > 1 && columns <= MOST_COLUMNS && isFloat(input)
        ? InputKind.TABULAR
        : InputKind.RAW;
  }

  private static boolean hasChannels(List<Long> lengths) {
    List<Long> counts = List.of(1L, 3L, 4L);
    return counts.contains(lengths.get(3)) != counts.contains(lengths.get(1));
  }

  private static void putOutput(ObjectNode node, TensorDescription output) {
    List<Long> lengths = output.shape().dimensions().orElse(List.of());
    if (lengths.size() == 2 && lengths.get(1) > 1) {
      todo(
          node,
          "Name its %d numbers in their order: \"classes\": [\"cat\", …], or a file with a name per"
                  .formatted(lengths.get(1))
              + " line.");
    }
  }

  private static void todo(ObjectNode node, String text) {
    node.putArray("todo").add(text);
  }
}
