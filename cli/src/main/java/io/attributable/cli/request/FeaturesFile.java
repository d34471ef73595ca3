package io.attributable.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
import io.attributable.Features;
import io.attributable.inputs.source.NamedFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads names and texts of features from a JSON file. */
public final class FeaturesFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private FeaturesFile() {}

  /**
   * The features.
   *
   * @throws AttributionException UNREADABLE_FILE, FEATURES_INVALID
   */
  public static Features read(Path path) {
    NamedFile file = new NamedFile(path, "the features");
    return Features.read(JSON.convertValue(json(file), Object.class), file::unreadable);
  }

  private static JsonNode json(NamedFile file) {
    try {
      return JSON.readTree(file.bytes());
    } catch (JsonProcessingException e) {
      throw file.unreadable("it is not JSON" + where(e) + ": " + e.getOriginalMessage())
          .causedBy(e);
    } catch (IOException e) {
      throw file.unreadable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
