package io.attributable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What commands found out, as JSON and in files of a folder. */
final class ReportFiles {
  private ReportFiles() {}

  /** A report as it describes itself, over several lines. */
  static String json(Object report) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes a file whole, in a folder that is made if it is not there.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  static void write(Path folder, String name, String content) {
    try {
      Files.createDirectories(folder);
      WholeFile.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, folder, problem).causedBy(e);
    }
  }
}
