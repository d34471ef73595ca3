package io.attributable.graph.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class ValueWriterTest {
  record Inner(String text, int number) {}

  record Outer(
      long number,
      double real,
      boolean truth,
      DataType type,
      Shape shape,
      GraphDef graph,
      Optional<Inner> inner,
      Optional<String> nothing,
      List<Inner> list,
      Set<String> set,
      Map<Inner, List<Integer>> map) {}

  record Other(String text, int number) {}

  private static Outer outer(Shape shape) {
    Map<Inner, List<Integer>> map = new LinkedHashMap<>();
    map.put(new Inner("b", 2), List.of(3, 4));
    map.put(new Inner("a", 1), List.of());
    return new Outer(
        Long.MIN_VALUE,
        -0.0,
        true,
        DataType.DT_BFLOAT16,
        shape,
        GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("n").setOp("NoOp")).build(),
        Optional.of(new Inner("ä\u0000", -1)),
        Optional.empty(),
        List.of(new Inner("", 0), new Inner("x", Integer.MAX_VALUE)),
        new LinkedHashSet<>(List.of("z", "y")),
        map);
  }

  private static Outer readAgain(Outer value) throws IOException {
    return new ValueReader(new ByteArrayInputStream(ValueWriter.bytes(value))).read(Outer.class);
  }

  @Test
  void valuesAreReadAsTheyWereWritten() throws IOException {
    for (Shape shape : List.of(Shape.scalar(), Shape.of(2, 3), Shape.of(0))) {
      Outer value = outer(shape);
      Outer read = readAgain(value);
      assertThat(read).isEqualTo(value);
      assertThat(read.map().keySet()).containsExactlyElementsOf(value.map().keySet());
      assertThat(read.set()).containsExactlyElementsOf(value.set());
    }
    assertThat(readAgain(outer(Shape.unknown())).shape().isUnknown()).isTrue();
    assertThat(readAgain(outer(Shape.of(-1, 3))).shape().asArray()).containsExactly(-1, 3);
  }

  @Test
  void equalValuesHaveEqualCanonicalBytesInAnyOrder() {
    Set<String> one = new LinkedHashSet<>(List.of("a", "b", "c"));
    Set<String> other = new LinkedHashSet<>(List.of("c", "a", "b"));
    assertThat(ValueWriter.canonical(List.of(one)))
        .isEqualTo(ValueWriter.canonical(List.of(other)));
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("x", 1);
    map.put("w", 2);
    assertThat(ValueWriter.canonical(map)).isEqualTo(ValueWriter.canonical(Map.of("w", 2, "x", 1)));
  }

  @Test
  void differentValuesHaveDifferentCanonicalBytes() {
    List<Object> values =
        List.of(
            new Inner("a", 1),
            new Other("a", 1),
            new Inner("a", 2),
            List.of(new Inner("a", 1)),
            List.of(List.of("a"), List.of()),
            List.of(List.of(), List.of("a")),
            List.of("a", ""),
            List.of("", "a"),
            Optional.empty(),
            Optional.of("a"));
    List<String> bytes =
        values.stream().map(value -> Arrays.toString(ValueWriter.canonical(value))).toList();
    assertThat(bytes).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoPlainValueIsRefused() {
    assertThatThrownBy(() -> ValueWriter.canonical(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void whatIsCutOrOfAnotherKindIsNotRead() {
    byte[] whole = ValueWriter.bytes(outer(Shape.of(2, 3)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> new ValueReader(new ByteArrayInputStream(cut)).read(Outer.class))
          .isInstanceOf(IOException.class);
    }
  }
}
