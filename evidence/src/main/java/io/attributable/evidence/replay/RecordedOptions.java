package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.Optimisation;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.options.ThreadOptions;
import io.attributable.tensorflow.options.WeightSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The options that the model of a record was loaded with. */
public final class RecordedOptions {
  private RecordedOptions() {}

  /**
   * Options for loading the model once more; what a record does not say is as by default. Cores are
   * no option: where TensorFlow chose threads by them, a machine with others may round otherwise.
   *
   * @throws io.attributable.AttributionException EVIDENCE_RECORD
   */
  public static ModelOptions of(EvidenceRecord record) {
    return RecordReading.of(record, () -> read(record));
  }

  private static ModelOptions read(EvidenceRecord record) {
    JsonNode json = record.body().path("run").path("options");
    ModelOptions options =
        ModelOptions.defaults()
            .device(json.path("device").asText())
            .devices(texts(json.path("devices")))
            .weights(WeightSource.valueOf(word(json, "weights", "AUTO")))
            .precision(Precision.valueOf(word(json, "precision", "FULL")))
            .deterministic(json.path("deterministic").asBoolean())
            .state(StatePolicy.valueOf(word(json, "state", "KEEP")))
            .threads(
                ThreadOptions.defaults()
                    .intraOp(json.path("intraOp").asInt())
                    .interOp(json.path("interOp").asInt()));
    if (json.has("optimisations")) {
      Set<Optimisation> wanted = EnumSet.noneOf(Optimisation.class);
      texts(json.path("optimisations")).forEach(name -> wanted.add(Optimisation.valueOf(name)));
      options = options.optimisations(wanted);
    }
    if (json.has("frozenLimitBytes")) {
      options =
          options.frozenLimitBytes((long) CanonicalJson.number(json.path("frozenLimitBytes")));
    }
    if (json.path("batchBytes").isNumber()) {
      options = options.batchBytes(json.path("batchBytes").asLong());
    }
    if (json.has("loopLimit")) {
      options = options.loopLimit(json.path("loopLimit").asInt());
    }
    return json.has("servedBy") ? options.servedBy(json.path("servedBy").asText()) : options;
  }

  private static String word(JsonNode json, String name, String byDefault) {
    return json.path(name).asText(byDefault).toUpperCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
