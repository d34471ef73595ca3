package io.attributable.graph.tape.rules.recurrent;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recurrent layers, and single steps of them, that are one op.
 *
 * <p>Source: {@code tensorflow/python/ops/rnn_grad.py}, {@code _block_lstm_grad}; kernel: {@code
 * tensorflow/core/kernels/rnn/lstm_ops.h}, {@code BlockLSTMBprop}.
 */
public final class RecurrentRules {
  private static final int CELLS = 1;
  private static final int RESULTS = 6;

  private RecurrentRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "BlockLSTM", context -> block(context, "BlockLSTMGrad"),
        "BlockLSTMV2", context -> block(context, "BlockLSTMGradV2"),
        "LSTMBlockCell", context -> new LstmCell(context).gradients(),
        "GRUBlockCell", context -> new GruCell(context).gradients());
  }

  /**
   * Over all steps. Python takes the first version's op for the second, too, whose gates have
   * another order. Outputs: gates i and f (0, 2), o (3), candidates (4), the cells (1) and their
   * hyperbolic tangents (5), and results (6).
   */
  private static Map<Integer, TensorRef> block(RuleContext context, String op) {
    for (int output : context.outputGradients().keySet()) {
      if (output != CELLS && output != RESULTS) {
        throw new NoGradientException(context.node());
      }
    }
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    for (int i = 0; i < context.node().outputs().size(); i++) {
      inputs.add(isFromBefore(i) ? unclipped(context, i) : context.output(i));
    }
    inputs.add(gradient(context, CELLS));
    inputs.add(gradient(context, RESULTS));
    FlatNode back =
        context.writer().op(op, inputs).like(context.node(), "T", "use_peephole").writeNode();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int i = 0; i < back.outputs().size(); i++) {
      gradients.put(i + 1, back.output(i));
    }
    return gradients;
  }

  private static boolean isFromBefore(int output) {
    return output == 0 || output == 2 || output == 4;
  }

  private static TensorRef gradient(RuleContext context, int output) {
    TensorRef gradient = context.gradient(output);
    return gradient != null
        ? gradient
        : context.writer().unary("ZerosLike", context.output(output));
  }

  /**
   * A cell that was clipped does not change with what came before. TensorFlow overlooks that; with
   * zeros for the gates of such cells its op gives just what is left.
   */
  private static TensorRef unclipped(RuleContext context, int output) {
    float limit = context.attribute("cell_clip").getF();
    TensorRef y = context.output(output);
    return limit > 0 ? context.writer().mul(y, isWithin(context, limit)) : y;
  }

  /** A one for each cell that was not clipped. */
  static TensorRef isWithin(RuleContext context, float limit) {
    NodeWriter w = context.writer();
    TensorRef cells = context.output(CELLS);
    TensorRef within =
        context
            .writer()
            .op("Less", w.unary("Abs", cells), w.scalarLike(cells, limit))
            .shapedLike(cells)
            .write();
    return w.cast(within, w.graph().type(cells));
  }
}
