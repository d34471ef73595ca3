package io.attributable.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.replay.RecordedOptions;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of a replay, loaded with the options of each record; anew where they are others. */
final class ReplayModel implements AutoCloseable {
  private final Path directory;
  private final List<Path> opLibraries;
  private JsonNode options = MissingNode.getInstance();
  private @Nullable AttributableModel loaded;

  ReplayModel(Path directory, List<Path> opLibraries) {
    this.directory = directory;
    this.opLibraries = opLibraries;
  }

  /**
   * The model as it was loaded for a record; open until the next call.
   *
   * @throws io.attributable.AttributionException EVIDENCE_RECORD, and as {@link
   *     AttributableModel#load}
   */
  AttributableModel of(EvidenceRecord record) {
    JsonNode wanted = record.body().path("run").path("options");
    AttributableModel known = loaded;
    if (known != null && options.equals(wanted)) {
      return known;
    }
    close();
    AttributableModel fresh =
        AttributableModel.load(directory, RecordedOptions.of(record).opLibraries(opLibraries));
    loaded = fresh;
    options = wanted;
    return fresh;
  }

  @Override
  public void close() {
    AttributableModel known = loaded;
    loaded = null;
    if (known != null) {
      known.close();
    }
  }
}
