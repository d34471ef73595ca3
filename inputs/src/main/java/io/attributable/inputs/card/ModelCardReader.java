package io.attributable.inputs.card;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads model cards, and the explanation metadata of Vertex AI as such. Keys that mean nothing are
 * errors; each error names line and column. What is said about the model is checked by {@code
 * ModelCardCheck}. Safe for any number of threads.
 */
public final class ModelCardReader {
  private final CardFaults faults;
  private final CardFolder folder;

  private ModelCardReader(String origin, CardFolder folder) {
    this.faults = new CardFaults(origin);
    this.folder = folder;
  }

  /**
   * Reads a card's file; the files that it names are relative to it.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, BAD_CARD
   */
  public static ModelCard read(Path file) {
    return read(file, new CardFolder(file.resolveSibling(""), false));
  }

  private static ModelCard read(Path file, CardFolder folder) {
    String text = new NamedFile(file, "the model card").text(ReadLimits.DEFAULT);
    return read(file.toString(), folder, text);
  }

  /**
   * Reads the card beside {@code saved_model.pb}; empty if there is none. It may name files of the
   * model's directory only, and be no link to elsewhere: it is trusted no more than the model.
   *
   * @param model the SavedModel's directory
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, BAD_CARD
   */
  public static Optional<ModelCard> beside(Path model) {
    Path file = model.resolve(ModelCard.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requireInside(file, model);
    return Optional.of(read(file, new CardFolder(model, true)));
  }

  private static void requireInside(Path file, Path model) {
    try {
      if (file.toRealPath().startsWith(model.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      // It cannot be found where it leads.
    }
    throw new AttributionException(
        ErrorCode.UNREADABLE_FILE,
        file,
        "the model card",
        "it is a link that leads out of the model's directory");
  }

  /**
   * Reads a card.
   *
   * @param origin what messages call it
   * @param folder what the files that it names are relative to
   * @param json its text
   * @throws AttributionException BAD_CARD, UNREADABLE_FILE
   */
  public static ModelCard read(String origin, Path folder, String json) {
    return read(origin, new CardFolder(folder, false), json);
  }

  private static ModelCard read(String origin, CardFolder folder, String json) {
    ModelCardReader reader = new ModelCardReader(origin, folder);
    return reader.card(CardParser.parse(json, reader.faults));
  }

  /**
   * Reads what is said about pictures: an object as in cards, or a word for a range, such as {@code
   * 0..1}.
   *
   * @param origin what messages call it, such as {@code --preprocess}
   * @throws AttributionException BAD_CARD
   */
  public static ImagePreprocess preprocess(String origin, String text) {
    CardFaults faults = new CardFaults(origin);
    CardNode node =
        text.strip().startsWith("{")
            ? CardParser.parse(text, faults)
            : new CardNode(1, 1, text.strip());
    return new PreprocessReader(faults).read(node);
  }

  private ModelCard card(CardNode root) {
    if (VertexReader.reads(root)) {
      return new VertexReader(faults).read(root);
    }
    CardObject card =
        new CardObject(faults, root, "the card").only("title", "description", "signatures");
    return new ModelCard(
        faults.origin(),
        card.text("title"),
        card.text("description"),
        card.members("signatures", this::signature),
        List.of());
  }

  private SignatureCard signature(Map.Entry<String, CardNode> entry) {
    CardObject signature =
        new CardObject(faults, entry.getValue(), '"' + entry.getKey() + '"')
            .only("inputs", "outputs", "explain");
    InputCardReader inputs = new InputCardReader(faults, folder);
    return new SignatureCard(
        signature.members("inputs", input -> inputs.read(input.getKey(), input.getValue())),
        signature.members("outputs", output -> output(output.getKey(), output.getValue())),
        signature
            .value("explain")
            .map(node -> new DefaultsReader(faults).read(node))
            .orElse(RequestDefaults.NONE));
  }

  private OutputCard output(String name, CardNode node) {
    CardObject output =
        new CardObject(faults, node, '"' + name + '"').only("text", "classes", "layers", "todo");
    output.texts("todo");
    return new OutputCard(name, output.text("text"), classes(output), output.texts("layers"));
  }

  /** A list, or a file with a name per line. */
  private List<String> classes(CardObject output) {
    if (output.value("classes").filter(CardNode::isText).isEmpty()) {
      return output.texts("classes");
    }
    Path file = folder.resolve(output, "classes", output.requiredText("classes"));
    return new NamedFile(file, "the model card \"" + faults.origin() + "\"")
        .text(ReadLimits.DEFAULT)
        .lines()
        .toList();
  }
}
