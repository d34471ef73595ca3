package io.attributable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.request.ArrayFile;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.log.LogReader;
import io.attributable.evidence.replay.RecordedOptions;
import io.attributable.evidence.replay.Replay;
import io.attributable.evidence.replay.ReplayReport;
import io.attributable.evidence.replay.ReplayReport.Verdict;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "3:none differs, but of some record nothing was kept to compare with"
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

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    RecordAddress named =
        RecordAddress.of(address)
            .orElseThrow(() -> invocation.refused("\"" + address + "\" is not LOG or LOG#N"));
    Map<Long, EvidenceRecord> records = records(named);
    Map<String, NdArray<?>> compared = compared();
    int status = ExitCode.OK;
    EvidenceRecord first = records.values().iterator().next();
    ModelOptions how = RecordedOptions.of(first).opLibraries(opLibraries);
    try (AttributableModel loaded = AttributableModel.load(model, how)) {
      Map<String, NdArray<?>> given = given(loaded, first);
      for (Map.Entry<Long, EvidenceRecord> record : records.entrySet()) {
        Replay replay = Replay.of(record.getValue()).inputs(given).baselines(compared);
        ReplayReport report = report(replay, loaded);
        print(record.getKey(), report);
        status = worse(status, report.verdict());
      }
    }
    return status;
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

  private static int worse(int status, Verdict verdict) {
    return switch (verdict) {
      case DIFFERS -> DIFFERS;
      case NOTHING_TO_COMPARE -> status == DIFFERS ? DIFFERS : NOTHING;
      case EXACT -> status;
    };
  }

  private static Map<Long, EvidenceRecord> records(RecordAddress named) {
    Map<Long, EvidenceRecord> records = new LinkedHashMap<>();
    if (Files.isRegularFile(named.file())) {
      return Map.of(0L, ofFile(named.file()));
    }
    LogReader.records(
        named.file(),
        logged -> {
          if (named.number().isEmpty() || named.number().getAsLong() == logged.number()) {
            records.put(logged.number(), logged.record());
          }
        });
    if (records.isEmpty()) {
      String which =
          named.number().isPresent() ? "#" + named.number().getAsLong() : "of any number";
      throw new AttributionException(
          ErrorCode.EVIDENCE_RECORD,
          which,
          "the log has no such record",
          "Look at the log with: ./attributable audit " + named.file());
    }
    return records;
  }

  private static EvidenceRecord ofFile(Path file) {
    try {
      return EvidenceRecord.parse(Files.readString(file));
    } catch (IOException e) {
      throw new AttributionException(
              ErrorCode.UNREADABLE_FILE, file, "a record", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
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
