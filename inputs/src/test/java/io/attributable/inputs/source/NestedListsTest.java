package io.attributable.inputs.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class NestedListsTest {
  private static Optional<NestedLists> of(String json) throws JsonProcessingException {
    return NestedLists.of(new ObjectMapper().readTree(json));
  }

  @Test
  void elementsStandInTheirOrder() throws JsonProcessingException {
    NestedLists lists = of("[[[1, 2]], [[\"a\", {\"b\": []}]], [[5, 6]]]").orElseThrow();
    assertThat(lists.shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(lists.elements())
        .extracting(JsonNode::toString)
        .containsExactly("1", "2", "\"a\"", "{\"b\":[]}", "5", "6");
  }

  @Test
  void aValueHasNoDimension() throws JsonProcessingException {
    assertThat(of("7").orElseThrow().lengths()).isEmpty();
    assertThat(of("[]").orElseThrow().shape()).isEqualTo(Shape.of(0));
    assertThat(of("[[], []]").orElseThrow().shape()).isEqualTo(Shape.of(2, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1, [2]]", "[[1], 2]", "[[1], [2, 3]]", "[[1], []]", "[[], [1]]", "[[[1]], [2]]"})
  void unevenListsAreNone(String json) throws JsonProcessingException {
    assertThat(of(json)).isEmpty();
  }
}
