package io.attributable.graph.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tape.rules.JavaRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

class RuleBookTest {
  private static final RuleBook RULES = RuleBook.of(JavaRules.all(), context -> Map.of());

  @ParameterizedTest
  @CsvSource({"Unpack, DT_FLOAT, true", "Unpack, DT_VARIANT, false", "Shape, DT_INT32, false"})
  void nativeGradientsOfNumericTypesOnly(String op, DataType type, boolean found) {
    FlatNode node =
        new FlatNode(
            "op",
            "op",
            0,
            OpRegistry.ofTensorFlow().find(op).orElseThrow(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(new FlatNode.Output(type, Shape.scalar())));
    assertThat(RULES.find(node).isPresent()).isEqualTo(found);
  }
}
