package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Prediction;
import io.attributable.Target;
import io.attributable.files.WholeFile;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.view.InputView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * Explanations, to be read by those whom a decision concerns: what was predicted, why, why not the
 * next class, how far to trust it, and what was asked. {@link #html()} makes one page of it that
 * needs no network.
 *
 * <pre>{@code
 * Report.of("Digits")
 *     .inputs(read)
 *     .prediction(why.prediction().orElseThrow(), List.of("zero", "one", "two"))
 *     .explained(Target.of(2), why)
 *     .explained(Target.of(0), whyNot)
 *     .write(Path.of("why.html"));
 * }</pre>
 *
 * Each call gives another report and leaves this as it is. Immutable, but for arrays and pictures,
 * which are not copied; safe for any number of threads as long as none writes to these.
 *
 * @param title what people call the model, or the question
 * @param inputs as the model took them, by the names of the signature's inputs
 * @param views the inputs as people see them
 * @param prediction what the model gave: [examples, classes], or a number per example
 * @param classes the names of the numbers of an example's output; none where they have no names
 * @param explanations of an example's class the first ones, then those of others to compare it with
 * @param notes what the reader has to know, as sentences
 * @param provenance all that is needed to ask again
 */
public record Report(
    String title,
    Map<String, NdArray<?>> inputs,
    List<InputView> views,
    Optional<Prediction> prediction,
    List<String> classes,
    List<Explanation> explanations,
    List<String> notes,
    Provenance provenance) {
  /** Of how many examples a page is made; others are told in a note. */
  public static final int MOST_EXAMPLES = ReportContent.MOST_EXAMPLES;

  /** Copies the lists and keeps the order of the inputs. */
  public Report {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(provenance, "provenance");
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    views = List.copyOf(views);
    classes = List.copyOf(classes);
    explanations = List.copyOf(explanations);
    notes = List.copyOf(notes);
  }

  /** A report that says nothing yet. */
  public static Report of(String title) {
    return new Report(
        title,
        Map.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Provenance.of("MODEL"));
  }

  /** What the model was fed, with what was assumed when it was read. */
  public Report inputs(ReadInputs read) {
    return inputs(read.arrays(), read.views()).notes(read.notes());
  }

  /** What the model was fed, and how people see it; views may be left out. */
  public Report inputs(Map<String, NdArray<?>> arrays, List<InputView> seen) {
    return new Report(title, arrays, seen, prediction, classes, explanations, notes, provenance);
  }

  /** What the model gave, and the names of the classes; none where they have no names. */
  public Report prediction(Prediction given, List<String> names) {
    return new Report(
        title, inputs, views, Optional.of(given), names, explanations, notes, provenance);
  }

  /**
   * Why a target has its value. The first target of an example is that of "why", the others are
   * compared with it.
   */
  public Report explained(Target target, Attributions results) {
    List<Explanation> more = new ArrayList<>(explanations);
    for (Attribution result : results) {
      more.add(new Explanation(target, result));
    }
    return new Report(title, inputs, views, prediction, classes, more, notes, provenance);
  }

  /** Adds what the reader has to know, as sentences. */
  public Report notes(List<String> sentences) {
    List<String> more = new ArrayList<>(notes);
    more.addAll(sentences);
    return new Report(title, inputs, views, prediction, classes, explanations, more, provenance);
  }

  /** Where it comes from. */
  public Report provenance(Provenance known) {
    return new Report(title, inputs, views, prediction, classes, explanations, notes, known);
  }

  /** How many examples there are. */
  public int examples() {
    return content().examples();
  }

  /** The page: HTML with all that it needs, in UTF-8. */
  public String html() {
    return new Page(content()).html();
  }

  /**
   * Writes the page to a file, over what may be there.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void write(Path file) {
    try {
      WholeFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AttributionException(
              ErrorCode.UNWRITABLE_FILE, file, e.getClass().getSimpleName() + ": " + e.getMessage())
          .causedBy(e);
    }
  }

  ReportContent content() {
    return new ReportContent(
        title, inputs, views, prediction, classes, explanations, notes, provenance);
  }
}
