package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.NamedFile;
import java.util.List;

/**
 * The files of one input.
 *
 * @param name what the request calls the input
 * @param series whether it takes series, of which a table is an example
 */
record ExampleFiles(String name, List<Content> contents, boolean series) {

  /**
   * The format of all.
   *
   * @throws AttributionException UNREADABLE_FILE if they are no examples of one input
   */
  FileFormat format() {
    FileFormat format = of(contents.get(0));
    boolean batch = format.isOneExample() && (series || format != FileFormat.TABLE);
    contents.stream()
        .skip(1)
        .filter(content -> !batch || of(content) != format)
        .findFirst()
        .ifPresent(
            content -> {
              throw other(content);
            });
    return format;
  }

  private FileFormat of(Content content) {
    return FileFormat.of(new NamedFile(content, role()));
  }

  private String role() {
    return "input \"" + name + "\"";
  }

  private AttributionException other(Content content) {
    return new NamedFile(content, role())
        .unreadable(
            ("it stands beside \"%s\"; only files of one kind can that are an example each:"
                    + " pictures, texts, sounds, and tables for inputs of kind \"series\"")
                .formatted(contents.get(0).name()));
  }
}
