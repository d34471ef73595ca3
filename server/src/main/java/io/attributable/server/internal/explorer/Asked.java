package io.attributable.server.internal.explorer;

import io.attributable.Baseline;
import io.attributable.Methods;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.model.SignatureDescription;
import io.attributable.requests.ExplainOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page asked for, once it is known in full.
 *
 * @param model the name that it is served by
 * @param layers those that were explained
 * @param targets at least one
 * @param sources the inputs as the page sent them
 */
public record Asked(
    String model,
    SignatureDescription signature,
    ExplainOptions options,
    List<String> layers,
    List<Target> targets,
    Map<String, InputSource> sources) {

  /** The same with what the options became once the inputs were read. */
  public Asked with(ExplainOptions read) {
    return new Asked(model, signature, read, layers, targets, sources);
  }

  /** Parameters of the method that are not as they are unless given. */
  Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>(options.method().parameters());
    Map<String, Object> usual = Methods.of(options.method().name()).parameters();
    all.entrySet().removeIf(entry -> entry.getValue().equals(usual.get(entry.getKey())));
    all.entrySet().removeIf(entry -> entry.getValue().equals(Baseline.zeros()));
    return all;
  }

  boolean isAtInput() {
    return options.port() == Port.INPUT;
  }

  /** A directory that says whose it is; where it lies is nobody's business. */
  public String directory() {
    return "path/to/" + model;
  }

  /** Where the values of an input come from, as requests name it: a file for each example. */
  public static List<String> origins(String input, InputSource source) {
    if (source instanceof InputSource.Files files) {
      String rows = files.rows().map(range -> "#" + range).orElse("");
      return files.contents().stream().map(Content::name).map(name -> name + rows).toList();
    }
    return source instanceof InputSource.Texts texts
        ? texts.texts().stream().map(text -> '"' + text + '"').toList()
        : List.of(input + ".json");
  }
}
