package io.attributable.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** Each op of TensorFlow is one that somebody looked at. */
class OpEffectTest {
  /** Names of what could be a file, an address or code. */
  private static final Pattern TELLING =
      Pattern.compile(
          ".*(file|path|dir|address|target|source|prefix|url|proto|lib|dump|memory_region|module"
              + "|debug_ops|handle_str|serialized_program|graph_def|subgraph).*");

  /** Without state, with such a name, and looked at: nothing outside of the graph. */
  private static final List<String> LOOKED_AT =
      List.of(
          "Shard(edFilename|edFilespec)",
          "DecodeProtoV2|EncodeProto", // By their attributes.
          "Debug\\w+|Copy(Host)?", // By their attributes.
          "CudnnRNN\\w+", // input_mode, direction
          "RiscSort|TPUReplicateMetadata|PartitionedCall",
          "Parse\\w*Example\\w*|DecodeCompressed|StatelessRandom\\w*");

  @Test
  void knowsEveryOpWithState() {
    assertThat(names(OpDef::getIsStateful)).hasSizeGreaterThan(500);
    assertThat(names(op -> op.getIsStateful() && kinds(op.getName()) == 0)).isEmpty();
  }

  @Test
  void knowsEveryOpOnce() {
    assertThat(names(op -> kinds(op.getName()) > 1)).isEmpty();
  }

  @Test
  void knowsEveryOpWithoutStateThatCouldNameAFile() {
    List<String> telling =
        names(
            op ->
                !op.getIsStateful()
                    && isTelling(op)
                    && OpEffect.of(op.getName()).isEmpty()
                    && LOOKED_AT.stream().noneMatch(op.getName()::matches));
    assertThat(telling).isEmpty();
  }

  /** In how many lists an op is. */
  private static long kinds(String op) {
    return Arrays.stream(OpEffect.values()).filter(effect -> effect.is(op)).count()
        + (HarmlessState.is(op) ? 1 : 0);
  }

  private static List<String> names(Predicate<OpDef> wanted) {
    return OpRegistry.allOfTensorFlow().stream()
        .filter(wanted)
        .map(OpDef::getName)
        .sorted()
        .toList();
  }

  private static boolean isTelling(OpDef op) {
    return Stream.concat(
            op.getInputArgList().stream()
                .filter(arg -> arg.getType() == DataType.DT_STRING)
                .map(OpDef.ArgDef::getName),
            op.getAttrList().stream()
                .filter(attribute -> attribute.getType().contains("string"))
                .map(OpDef.AttrDef::getName))
        .anyMatch(name -> TELLING.matcher(name).matches());
  }
}
