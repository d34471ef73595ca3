package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file with one request per line, in JSON. Read twice: once for the ids, so that a reply with a
 * substitute for an unusable id takes no folder of another request, then line by line. Only the ids
 * are kept in memory.
 */
public final class RequestsFile {
  private final Path file;
  private final Optional<String> defaultSignature;
  private final Map<String, Integer> firstLines = new LinkedHashMap<>();
  private SignatureCards cards = SignatureCards.NONE;
  private int count;

  private RequestsFile(Path file, Optional<String> defaultSignature) {
    this.file = file;
    this.defaultSignature = defaultSignature;
  }

  /**
   * Reads the ids.
   *
   * @param defaultSignature the signature of requests that name none
   * @throws AttributionException UNREADABLE_FILE if there is no such file
   */
  public static RequestsFile open(Path file, Optional<String> defaultSignature) {
    RequestsFile requests = new RequestsFile(file, defaultSignature);
    if (!Files.isRegularFile(file)) {
      throw requests.unreadable(Files.exists(file) ? "it is no regular file" : "it does not exist");
    }
    requests.forEachLine(requests::note);
    return requests;
  }

  /** Has the requests that are handed out filled with what a model card says. */
  public RequestsFile with(SignatureCards found) {
    cards = found;
    return this;
  }

  /** The number of requests, also of those that cannot be read. */
  public int count() {
    return count;
  }

  /** The ids that can be folders. */
  public Set<String> ids() {
    return firstLines.keySet();
  }

  /**
   * Hands out the requests one by one, in the file's order.
   *
   * @throws AttributionException UNREADABLE_FILE if the file can no longer be read
   */
  public void forEach(Consumer<RequestEntry> action) {
    forEachLine(line -> action.accept(entry(line)));
  }

  private void note(RequestLine line) {
    count++;
    idOf(line).filter(RequestId::isSafe).ifPresent(id -> firstLines.putIfAbsent(id, line.number()));
  }

  private RequestEntry entry(RequestLine line) {
    Optional<String> id = idOf(line);
    boolean owner = id.map(firstLines::get).filter(first -> first == line.number()).isPresent();
    String folder = owner ? id.orElseThrow() : spareFolder(line.number());
    return new RequestEntry(line.number(), id.orElse(folder), folder, () -> request(line));
  }

  private Request request(RequestLine line) {
    JsonNode json = line.object();
    RequestFields unnamed = new RequestFields("in line " + line.number(), json);
    String id = unnamed.text(RequestKey.ID).orElseThrow(() -> unnamed.wrong("\"id\" is missing"));
    RequestId.check(id);
    int first = firstLines.getOrDefault(id, line.number());
    if (first != line.number()) {
      throw new AttributionException(ErrorCode.DUPLICATE_ID, id, first);
    }
    String name = "\"%s\" (line %d)".formatted(id, line.number());
    return new RequestReader(new RequestFields(name, json), folder(), defaultSignature, cards)
        .read();
  }

  /** A folder for the reply to a request whose own id cannot have one. */
  private String spareFolder(int line) {
    String name = "line-" + line;
    while (firstLines.containsKey(name)) {
      name += "-";
    }
    return name;
  }

  private static Optional<String> idOf(RequestLine line) {
    try {
      return Optional.ofNullable(line.object().path(RequestKey.ID.word()).textValue());
    } catch (AttributionException e) {
      return Optional.empty(); // Reported when the request is read.
    }
  }

  private Path folder() {
    return file.resolveSibling("");
  }

  private void forEachLine(Consumer<RequestLine> action) {
    try (LineReader lines = new LineReader(file)) {
      for (Optional<RequestLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().isBlank()) {
          action.accept(line.get());
        }
      }
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private AttributionException unreadable(String problem) {
    return new AttributionException(ErrorCode.UNREADABLE_FILE, file, "option --requests", problem);
  }
}
