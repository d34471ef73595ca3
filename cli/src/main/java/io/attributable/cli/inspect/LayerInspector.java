package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which layers of a signature can be explained towards any of its outputs. */
final class LayerInspector {
  private static final String WITHOUT_FLOATS =
      "no floating-point tensor that depends on the inputs";

  private final Preflight preflight;
  private final List<String> outputs;

  LayerInspector(LayerIndex index, SignatureSchema signature) {
    this.preflight = Preflight.of(index);
    this.outputs =
        signature.outputs().stream()
            .filter(output -> Types.isFloat(output.type()))
            .map(TensorSchema::name)
            .toList();
  }

  LayerReport inspect(LayerEntry entry) {
    Map<Port, String> obstacles = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      obstacle(entry, port).ifPresent(obstacle -> obstacles.put(port, obstacle));
    }
    return new LayerReport(entry.describe(), obstacles);
  }

  private Optional<String> obstacle(LayerEntry entry, Port port) {
    Optional<String> obstacle = Optional.empty();
    for (String output : outputs) {
      obstacle = obstacle(entry.address(), port, output);
      if (obstacle.isEmpty()) {
        break;
      }
    }
    return obstacle;
  }

  private Optional<String> obstacle(String address, Port port, String output) {
    try {
      preflight.check(address, port, output);
      return Optional.empty();
    } catch (AttributionException e) {
      return Optional.of(
          e.code() == ErrorCode.LAYER_WITHOUT_FLOATS
              ? WITHOUT_FLOATS
              : e.message(Wording.COMMAND_LINE));
    }
  }
}
