package io.attributable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.cli.request.ArrayFile;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.log.LogReader.LoggedRecord;
import io.attributable.evidence.replay.Replay;
import io.attributable.evidence.replay.ReplayReport;
import io.attributable.evidence.replay.ReplayReport.Verdict;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tensorflow.ndarray.NdArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: computes recorded explanations once more. */
@Command(
    name = "replay",
    description = {
      "Computes a record of a log once more, or all of them, and says whether the numbers are the",
      "same, bit for bit; where not, what is not as it was, and by how much they differ."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all numbers are the same, bit for bit",
      "1:some are not",
      "2:nothing was computed: the command line, the log, the model or an input cannot be used",
      "3:none differs, but some record could not be computed, or nothing of it was kept"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int DIFFERS = 1;
  private static final int NOTHING = 3;

  @Parameters(
      paramLabel = "LOG[#N]|FILE",
      description =
          "The folder of the log, with the number of a record's entry, or all records; or a file"
              + " with one record, such as a line of a log.")
  private String address = "";

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The SavedModel. It is loaded with the options of the record.")
  private Path model = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      converter = InputOption.Converter.class,
      description =
          "An input of which the record has only a hash, as in explain; it is held against that"
              + " first. Repeatable.")
  private List<InputOption> inputs = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "NAME=FILE.npy",
      description = "A baseline of which the record has only a hash. Repeatable.")
  private List<String> baselines = new ArrayList<>();

  @Option(
      names = "--op-library",
      paramLabel = "FILE",
      description = "A library of ops that a model needs and TensorFlow does not have. Repeatable.")
  private List<Path> opLibraries = new ArrayList<>();

  @Option(names = "--json", description = "Prints JSON, one report per line.")
  private boolean json;

  private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
  private int failed;

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    RecordAddress named =
        RecordAddress.of(address)
            .orElseThrow(() -> invocation.refused("\"" + address + "\" is not LOG or LOG#N"));
    Map<String, NdArray<?>> compared = compared();
    try (ReplayModel loaded = new ReplayModel(model, opLibraries)) {
      ReplayRecords.forEach(named, logged -> replay(loaded.of(logged.record()), logged, compared));
    }
    return status();
  }

  /** What cannot be computed is told, and does not keep others from being computed. */
  private void replay(
      AttributableModel loaded, LoggedRecord logged, Map<String, NdArray<?>> compared) {
    try {
      Replay replay =
          Replay.of(logged.record()).inputs(given(loaded, logged.record())).baselines(compared);
      ReplayReport report = report(replay, loaded);
      print(logged.number(), report);
      verdicts.add(report.verdict());
    } catch (AttributionException e) {
      failed++;
      invocation.console().fail("#" + logged.number() + ": ", e);
    }
  }

  /** Where another model cannot compute it, that it is another one is told first. */
  private ReplayReport report(Replay replay, AttributableModel loaded) {
    try {
      return replay.on(loaded);
    } catch (AttributionException e) {
      if (!json) {
        replay.conditions(loaded).stream()
            .map(ReplayText::line)
            .forEach(invocation.console()::print);
      }
      throw e;
    }
  }

  private int status() {
    if (verdicts.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (verdicts.contains(Verdict.DIFFERS)) {
      return DIFFERS;
    }
    return failed > 0 || verdicts.contains(Verdict.NOTHING_TO_COMPARE) ? NOTHING : ExitCode.OK;
  }

  private Map<String, NdArray<?>> given(AttributableModel loaded, EvidenceRecord record) {
    if (inputs.isEmpty()) {
      return Map.of();
    }
    String signature = record.body().path("model").path("signature").asText();
    return reading
        .settings(model)
        .read(loaded.signature(signature), InputOption.byName(inputs))
        .arrays();
  }

  private Map<String, NdArray<?>> compared() {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    for (String text : baselines) {
      int separator = text.indexOf('=');
      if (separator < 1 || separator == text.length() - 1) {
        throw invocation.refused("--baseline must be NAME=FILE.npy, but is \"" + text + "\"");
      }
      String name = text.substring(0, separator);
      Path file = Path.of(text.substring(separator + 1));
      arrays.put(name, ArrayFile.read("baseline", name, file));
    }
    return arrays;
  }

  private void print(long number, ReplayReport report) {
    if (json) {
      invocation.console().print(json(report));
    } else {
      ReplayText.of(number, report).forEach(invocation.console()::print);
    }
  }

  private static String json(ReplayReport report) {
    try {
      return new ObjectMapper().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
