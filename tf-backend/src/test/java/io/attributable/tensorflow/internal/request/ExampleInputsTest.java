package io.attributable.tensorflow.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** How many examples inputs hold, by what the signature states of them and what is given. */
class ExampleInputsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          one input                     | -1,8      | 5,8      | 5    | 5 | 0
          the same number in two        | -1,8 -1   | 5,8 5    | 5    | 5 | 0,1
          boxes of no image             | -1,8 -1,4 | 5,8 0,4  | none | 5 | none
          nothing at all                | -1,8 -1,4 | 0,8 0,4  | 0    | 1 | 0,1
          a table beside                | -1,8 10,4 | 5,8 10,4 | 5    | 5 | 0
          a table of as many rows       | -1,8 5,4  | 5,8 5,4  | 5    | 5 | 0
          a fixed batch                 | 4,8       | 4,8      | none | 1 | none
          a scalar beside               | -1,8 []   | 5,8 []   | 5    | 5 | 0
          unknown rank                  | ?         | 7,2      | 7    | 7 | 0
          unknown rank, a scalar        | ?         | []       | none | 1 | none
          unknown rank beside others    | -1,8 ?    | 5,8 7    | 5    | 7 | 0
          unknown rank that agrees      | -1,8 ?    | 5,8 5    | 5    | 5 | 0,1
          unknown rank, empty           | -1,8 ?    | 5,8 0    | 5    | 5 | 0
          an input that is left out     | -1,8 -1   | 5,8 none | 5    | 5 | 0
          a scalar where rows should be | -1,8 -1   | 5,8 []   | none | 5 | none
          """)
  void areCountedByOneRule(
      String what, String stated, String given, String count, long most, String holding) {
    List<TensorSchema> inputs = new ArrayList<>();
    Map<String, Shape> shapes = new HashMap<>();
    String[] all = stated.split(" ");
    String[] some = given.split(" ");
    for (int i = 0; i < all.length; i++) {
      String name = Integer.toString(i);
      inputs.add(new TensorSchema(name, new TensorRef(name, 0), DataType.DT_FLOAT, shape(all[i])));
      if (!some[i].equals("none")) {
        shapes.put(name, shape(some[i]));
      }
    }
    ExampleInputs examples = ExampleInputs.of(inputs, shapes);
    OptionalLong expected =
        count == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(count));
    assertThat(examples.count()).as(what).isEqualTo(expected);
    assertThat(examples.most()).as(what).isEqualTo(most);
    assertThat(examples.areEmpty()).as(what).isEqualTo("0".equals(count));
    if (expected.isPresent()) {
      assertThat(examples.holding(expected.getAsLong()))
          .as(what)
          .containsExactlyInAnyOrder(holding.split(","));
    }
  }

  private static Shape shape(String text) {
    if (text.equals("?")) {
      return Shape.unknown();
    }
    String[] sizes = text.equals("[]") ? new String[0] : text.split(",");
    return Shape.of(List.of(sizes).stream().mapToLong(Long::parseLong).toArray());
  }
}
