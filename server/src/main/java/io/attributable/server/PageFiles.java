package io.attributable.server;

import io.attributable.report.PageColours;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The explorer's page: files that say nothing about any model. */
final class PageFiles {
  private static final String CSS = "text/css; charset=utf-8";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  /** A file in memory. */
  private static final class PageFile {
    private final String path;
    private final String type;
    private final byte[] content;

    PageFile(String path, String type, byte[] content) {
      this.path = path;
      this.type = type;
      this.content = content;
    }
  }

  private final List<PageFile> files =
      List.of(
          file("/", "index.html", "text/html; charset=utf-8"),
          new PageFile(
              "/explorer/colours.css", CSS, PageColours.css().getBytes(StandardCharsets.UTF_8)),
          file("/explorer/explorer.css", "explorer.css", CSS),
          file("/explorer/api.js", "api.js", "text/javascript; charset=utf-8"),
          file("/explorer/form.js", "form.js", "text/javascript; charset=utf-8"),
          file("/explorer/inputs.js", "inputs.js", "text/javascript; charset=utf-8"),
          file("/explorer/result.js", "result.js", "text/javascript; charset=utf-8"),
          file("/explorer/explorer.js", "explorer.js", "text/javascript; charset=utf-8"),
          file("/favicon.ico", "icon.svg", "image/svg+xml"));

  private static PageFile file(String path, String name, String type) {
    try (InputStream content = PageFiles.class.getResourceAsStream("explorer/" + name)) {
      return new PageFile(path, type, Objects.requireNonNull(content, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void addTo(RoutesConfig routes) {
    files.forEach(file -> Routes.get(routes, file.path, call -> answer(call, file)));
  }

  /** Whether a path is one of these, which browsers ask for before anybody can give a token. */
  boolean has(String path) {
    return files.stream().anyMatch(file -> file.path.equals(path));
  }

  private static void answer(Context call, PageFile file) {
    call.header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .contentType(file.type)
        .result(file.content);
  }
}
