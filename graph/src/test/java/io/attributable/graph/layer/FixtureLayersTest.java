package io.attributable.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Port;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.Types;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of all fixtures, under the names their authors gave them. */
class FixtureLayersTest {
  /** A signature of a fixture. */
  record Signature(String model, String name) {
    LayerIndex layers() {
      return LayerIndex.of(
          SignatureFlattener.flatten(SavedModelFile.read(Fixtures.model(model)), name));
    }

    @Override
    public String toString() {
      return model + " " + name;
    }
  }

  static Stream<Signature> signatures() throws IOException {
    return rows().map(row -> new Signature(row.get(0), row.get(1))).distinct();
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void layersAreListedWithTheirScopes(Signature signature) throws IOException {
    List<String> expected =
        rows()
            .filter(row -> row.subList(0, 2).equals(List.of(signature.model(), signature.name())))
            .map(row -> row.get(2) + " in " + row.get(3))
            .collect(Collectors.toList());
    assertThat(signature.layers().layers())
        .extracting(layer -> layer.address() + " in " + layer.scope())
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void whatIsListedCanBeWritten(Signature signature) {
    LayerIndex layers = signature.layers();
    for (LayerEntry layer : layers.layers()) {
      for (Port port : Port.values()) {
        if (layer.attributable(port)) {
          assertThat(layers.resolve(layer.address(), port))
              .isEqualTo(new LayerTensors(layer.address(), port, layer.tensors(port)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void scopesAreAddressedToTheLetter(Signature signature) {
    LayerIndex layers = signature.layers();
    layers.layers().stream()
        .filter(layer -> layer.attributable(Port.OUTPUT) && !layer.address().contains("#"))
        .forEach(
            layer ->
                assertThat(layers.resolve("scope:" + layer.scope(), Port.OUTPUT).tensors())
                    .isEqualTo(layer.outputs()));
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void tensorsOfLayersAreFloatsAndCanBeAddressedThemselves(Signature signature) {
    LayerIndex layers = signature.layers();
    for (LayerEntry layer : layers.layers()) {
      Stream.concat(layer.inputs().stream(), layer.outputs().stream())
          .forEach(
              tensor -> {
                assertThat(Types.isFloat(tensor.type())).isTrue();
                assertThat(layers.resolve("tensor:" + tensor.tensor(), Port.OUTPUT).tensors())
                    .containsExactly(tensor);
              });
    }
  }

  private static Stream<List<String>> rows() throws IOException {
    try (InputStream table = FixtureLayersTest.class.getResourceAsStream("layers.csv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(",", -1)));
    }
  }
}
