package io.attributable.graph.tape.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.NodeBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/** What a backward pass may compute again. */
class RecomputabilityTest {
  private static final DataType FLOAT = DataType.DT_FLOAT;
  private static final FlatNode HANDLE =
      NodeBuilder.of("VarHandleOp")
          .with("dtype", FLOAT)
          .with("shape", Attributes.of(Shape.of(4, 2)))
          .build("v");
  private static final FlatNode ROWS =
      NodeBuilder.placeholder(DataType.DT_INT32, Shape.of(3)).build("rows");
  private static final FlatNode READ =
      NodeBuilder.of("ReadVariableOp").input(HANDLE).with("dtype", FLOAT).build("read");
  private static final FlatNode GATHER =
      NodeBuilder.of("ResourceGather")
          .input(HANDLE)
          .input(ROWS)
          .with("dtype", FLOAT)
          .build("gather");
  private static final FlatNode CHECKED =
      NodeBuilder.of("CheckNumerics")
          .input(READ)
          .with("message", Attributes.of("finite"))
          .build("checked");
  private static final FlatNode WRITE =
      NodeBuilder.of("AssignAddVariableOp").input(HANDLE).input(READ).build("write");

  /** Reads a variable inside. */
  private static final FlatNode CALL =
      NodeBuilder.of("StatefulPartitionedCall")
          .input(HANDLE)
          .with("Tout", FunctionAttributes.types(List.of(FLOAT)))
          .with("f", FunctionAttributes.reference("reading"))
          .build("call");

  private static Recomputability in(FlatNode... nodes) {
    Map<String, FlatNode> all = new LinkedHashMap<>();
    for (FlatNode node : nodes) {
      all.put(node.name(), node);
    }
    FunctionDef reading =
        FunctionDef.newBuilder()
            .setSignature(OpDef.newBuilder().setName("reading"))
            .addNodeDef(READ.toProto())
            .build();
    return new Recomputability(FlatGraph.of(Map.of()).with(all, List.of(reading)));
  }

  @Test
  void whatOnlyReadsIsTheSameAgain() {
    Recomputability body = in(HANDLE, ROWS, READ, GATHER, CHECKED, CALL);
    assertThat(List.of(HANDLE, ROWS, READ, GATHER, CHECKED, CALL)).allMatch(body::test);
  }

  @Test
  void whatReadsBesideAWriterIsNot() {
    Recomputability body = in(HANDLE, ROWS, READ, GATHER, CHECKED, CALL, WRITE);
    assertThat(List.of(HANDLE, ROWS, CHECKED)).allMatch(body::test);
    assertThat(List.of(READ, GATHER, CALL, WRITE)).noneMatch(body::test);
  }

  @Test
  void whatDrawsIsNot() {
    FlatNode image = NodeBuilder.placeholder(FLOAT, Shape.of(1, 8, 8, 1)).build("image");
    FlatNode pooled =
        NodeBuilder.of("FractionalMaxPool")
            .input(image)
            .with("pooling_ratio", ratios(1f, 1.5f, 1.5f, 1f))
            .build("pooled");
    assertThat(in(image, pooled).test(pooled)).isFalse();
  }

  private static AttrValue ratios(Float... ratios) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllF(List.of(ratios)))
        .build();
  }
}
