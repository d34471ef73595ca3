package io.attributable.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
import io.attributable.inputs.source.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Reads groups of columns from a JSON file: {@code {"home": ["home_own", "home_rent"]}}, by the
 * name of a feature its columns.
 */
public final class GroupsFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private GroupsFile() {}

  /** Whether a name is that of such a file. */
  public static boolean isOne(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".json");
  }

  /**
   * The groups, as methods read them.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public static Map<String, Object> read(Path path) {
    NamedFile file = new NamedFile(path, "the mask");
    JsonNode json = json(file);
    boolean fits = json.isObject();
    for (JsonNode columns : json) {
      fits &= columns.isArray();
      for (JsonNode column : columns) {
        fits &= column.isTextual() || column.isInt();
      }
    }
    if (!fits) {
      throw file.unreadable(
          "it must be an object of lists of columns, such as {\"home\": [\"home_own\", 4]}");
    }
    return Map.of("groups", JSON.convertValue(json, Map.class));
  }

  private static JsonNode json(NamedFile file) {
    try {
      return JSON.readTree(file.bytes());
    } catch (JsonProcessingException e) {
      throw file.unreadable("it is not JSON: " + e.getOriginalMessage()).causedBy(e);
    } catch (IOException e) {
      throw file.unreadable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }
}
