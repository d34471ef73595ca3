package io.attributable.cli.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The folder of one reply: {@code attribution.json} and the arrays it names. The JSON appears last
 * and whole, so that who finds one finds all of it.
 */
public final class ReplyFolder {
  /** What the document of a reply is called. */
  public static final String DOCUMENT = "attribution.json";

  private static final Pattern ARRAY = Pattern.compile("[A-Za-z0-9._-]+\\.npy");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  /** A folder that may or may not be there. */
  public ReplyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder if it is not there.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public ReplyFolder create() {
    try {
      Files.createDirectories(folder);
      return this;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Removes the reply of an earlier run, and nothing else: its document and the arrays that this
   * names.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void clear() {
    Path document = folder.resolve(DOCUMENT);
    if (!Files.isRegularFile(document)) {
      return;
    }
    try {
      JsonNode old = read(document);
      Files.delete(document);
      for (JsonNode file : old.findValues("file")) {
        if (ARRAY.matcher(file.asText()).matches()) {
          Files.deleteIfExists(folder.resolve(file.asText()));
        }
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Writes a reply, or replaces it.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void write(Reply reply) {
    create();
    clear();
    ReplyDocument document = ReplyDocument.of(reply);
    try {
      for (TensorFile file : document.files()) {
        WholeFile.writeBefore(
            folder.resolve(file.name()), channel -> NpyWriter.write(channel, file.content()));
      }
      WholeFile.write(folder.resolve(DOCUMENT), JSON.writeValueAsBytes(document.json()));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Whether there is a reply that is no failure: a failure may be another one the next time. */
  public boolean isExplained() {
    Path document = folder.resolve(DOCUMENT);
    try {
      JsonNode reply = Files.isRegularFile(document) ? read(document) : JSON.createObjectNode();
      return !reply.isEmpty() && !reply.has("error");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes what a run left that was killed while it wrote here.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void sweep() {
    try {
      WholeFile.sweep(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** What an unreadable document named is unknown, so that nothing of it is removed. */
  private static JsonNode read(Path document) throws IOException {
    try {
      return JSON.readTree(document.toFile());
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private AttributionException unwritable(IOException e) {
    String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
    return new AttributionException(ErrorCode.UNWRITABLE_FILE, folder, problem).causedBy(e);
  }
}
