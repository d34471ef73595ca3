package io.attributable.report;

import io.attributable.inputs.view.InputView;
import java.util.Optional;

/** What examples are called: by their number, and the file that they came from. */
final class ExampleNames {
  private static final int LONGEST = 60;

  private ExampleNames() {}

  static String of(ReportContent report, int example) {
    return "Example "
        + (example + 1)
        + report.views().stream()
            .flatMap(view -> origin(view, example).stream())
            .findFirst()
            .map(name -> ": " + shortened(name))
            .orElse("");
  }

  private static Optional<String> origin(InputView view, int example) {
    if (example >= view.examples()) {
      return Optional.empty();
    }
    if (view instanceof InputView.Images images) {
      return Optional.of(file(images.pictures().get(example).origin()));
    }
    if (view instanceof InputView.Texts texts) {
      return Optional.of(texts.texts().get(example).text());
    }
    if (view instanceof InputView.Table table) {
      return Optional.of(file(table.rows().get(example).origin()));
    }
    return view instanceof InputView.Sounds sounds
        ? Optional.of(file(sounds.sounds().get(example).origin()))
        : Optional.empty();
  }

  /** Without the folders, which are told where it is said what was asked. */
  static String file(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String shortened(String name) {
    int end = Math.min(LONGEST, name.length());
    return name.length() <= LONGEST ? name : name.substring(0, end) + "…";
  }
}
