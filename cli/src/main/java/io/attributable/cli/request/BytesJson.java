package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.NestedLists;
import io.attributable.model.ByteExamples;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Reads bytes in JSON: {@code "@image.jpg"}, {@code {"b64": "aGk="}} as TensorFlow Serving writes
 * them, and lists of these. A list is one example after the other; lists of lists are an array of
 * these very dimensions.
 */
final class BytesJson {
  /** The key of bytes. */
  static final String BYTES = "b64";

  /** In front of the name of a file whose bytes are an example. */
  static final String FILE = "@";

  private final String name;
  private final RequestFields fields;
  private final Function<String, Path> paths;

  private BytesJson(String name, RequestFields fields, Function<String, Path> paths) {
    this.name = name;
    this.fields = fields;
    this.paths = paths;
  }

  /**
   * Where the values come from.
   *
   * @param name the input
   * @param paths resolves the names of files
   * @throws AttributionException BAD_REQUEST, UNREADABLE_FILE
   */
  static InputSource read(
      String name, JsonNode json, RequestFields fields, Function<String, Path> paths) {
    return new BytesJson(name, fields, paths).bytes(json);
  }

  private InputSource bytes(JsonNode json) {
    NestedLists lists = NestedLists.of(json).orElseThrow(this::uneven);
    List<byte[]> elements = lists.elements().stream().map(this::element).toList();
    return lists.lengths().size() > 1
        ? new InputSource.Array(ByteExamples.array(lists.shape(), elements))
        : new InputSource.Examples(elements);
  }

  private byte[] element(JsonNode json) {
    if (json.isTextual() && json.textValue().startsWith(FILE)) {
      Path file = paths.apply(json.textValue().substring(FILE.length()));
      return new NamedFile(file, "input \"" + name + "\"").bytes();
    }
    if (json.isObject() && json.size() == 1 && json.path(BYTES).isTextual()) {
      try {
        return Base64.getDecoder().decode(json.path(BYTES).textValue());
      } catch (IllegalArgumentException e) {
        throw fields
            .wrong("\"b64\" of input \"%s\" is not base64: %s".formatted(name, e.getMessage()))
            .causedBy(e);
      }
    }
    throw fields.mustBe(
        RequestKey.INPUTS,
        "an object of files by input name, \"@FILE\" or {\"b64\": …} for bytes, or lists of these",
        json);
  }

  private AttributionException uneven() {
    return fields.wrong("the lists of input \"%s\" are not equally long".formatted(name));
  }
}
