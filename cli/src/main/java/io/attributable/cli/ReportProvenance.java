package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.model.SignatureDescription;
import io.attributable.report.Provenance;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Where a report comes from. */
final class ReportProvenance {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./#-]+");
  private final ModelArguments model;
  private final CommandSpec spec;

  ReportProvenance(ModelArguments model, CommandSpec spec) {
    this.model = model;
    this.spec = spec;
  }

  Provenance of(SignatureDescription signature, Map<String, InputSource> sources) {
    Provenance known =
        Provenance.of(model.model().toString())
            .signature(signature)
            .command(command())
            .version("Attributable", Version.own())
            .version("TensorFlow Java", Version.tensorflow())
            .version("Java", System.getProperty("java.version", ""));
    for (Map.Entry<String, InputSource> source : sources.entrySet()) {
      known = known.source(source.getKey(), from(source.getValue()));
    }
    return fingerprinted(known, signature);
  }

  /** What cannot be read a second time was not needed to explain. */
  private Provenance fingerprinted(Provenance known, SignatureDescription signature) {
    try {
      return known.fingerprint(
          GraphFingerprint.of(SignatureFlattener.flatten(model.read(), signature.name())).hash());
    } catch (AttributionException e) {
      return known;
    }
  }

  private static List<String> from(InputSource source) {
    if (source instanceof InputSource.Files files) {
      String rows = files.rows().map(range -> "#" + range).orElse("");
      return files.contents().stream().map(content -> content.name() + rows).toList();
    }
    if (source instanceof InputSource.Verbatim files) {
      return files.contents().stream().map(Content::name).map(name -> "@" + name).toList();
    }
    return source instanceof InputSource.Texts texts
        ? texts.texts().stream().map(text -> '"' + text + '"').toList()
        : List.of();
  }

  /** As a shell takes it. */
  private String command() {
    return spec.root().commandLine().getParseResult().originalArgs().stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "./attributable ", ""));
  }
}
