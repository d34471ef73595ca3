package io.attributable.graph.tape.rules.recurrent;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;

/**
 * One step of a long short-term memory. Inputs: x, the cells c and the results h before, weights,
 * those by which gates look at the cells (peepholes), the bias. Outputs: gates i and f (0, 2) and o
 * (3), candidates (4), the cells (1), their hyperbolic tangents (5), and results (6).
 *
 * <p>Source: Hochreiter and Schmidhuber (1997), Long Short-Term Memory,
 * doi:10.1162/neco.1997.9.8.1735; {@code tensorflow/core/kernels/rnn/lstm_ops.h}, {@code
 * LSTMBlockCellBprop}.
 */
final class LstmCell {
  private final RuleContext context;
  private final CellGradient back;
  private final boolean peephole;
  private final TensorRef input;
  private final TensorRef forget;
  private final TensorRef output;
  private final TensorRef candidates;
  private final TensorRef before;

  LstmCell(RuleContext context) {
    this.context = context;
    this.back = new CellGradient(context);
    this.peephole = context.attribute("use_peephole").getB();
    this.input = context.output(0);
    this.forget = context.output(2);
    this.output = context.output(3);
    this.candidates = context.output(4);
    this.before = context.input(1);
  }

  Map<Integer, TensorRef> gradients() {
    TensorRef ofResults = back.of(6);
    TensorRef tanh = context.output(5);
    TensorRef ofOutput =
        back.throughGate(output, back.sum(back.of(3), back.times(ofResults, tanh)));
    TensorRef ofTanh = back.sum(back.of(5), back.times(ofResults, output));
    TensorRef ofCells = back.sum(back.of(1), back.throughTanh(tanh, ofTanh));
    if (peephole) {
      ofCells = back.sum(ofCells, back.times(ofOutput, context.input(6)));
    }
    return ofBefore(ofOutput, unclipped(ofCells));
  }

  private TensorRef unclipped(TensorRef ofCells) {
    float limit = context.attribute("cell_clip").getF();
    return limit > 0 ? back.times(ofCells, RecurrentRules.isWithin(context, limit)) : ofCells;
  }

  private Map<Integer, TensorRef> ofBefore(TensorRef ofOutput, TensorRef ofCells) {
    TensorRef ofInput =
        back.throughGate(input, back.sum(back.of(0), back.times(ofCells, candidates)));
    TensorRef ofForget =
        back.throughGate(forget, back.sum(back.of(2), back.times(ofCells, before)));
    TensorRef ofCandidates =
        back.throughTanh(candidates, back.sum(back.of(4), back.times(ofCells, input)));
    TensorRef ofGates = back.joined(ofInput, ofCandidates, ofForget, ofOutput);
    FlatNode ofBoth = back.ofBoth(context.input(0), context.input(2), context.input(3), ofGates);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, ofBoth.output(0));
    gradients.put(1, back.times(ofCells, forget));
    gradients.put(2, ofBoth.output(1));
    gradients.put(3, back.ofWeights(context.input(0), context.input(2), ofGates));
    gradients.put(7, back.overRows(ofGates));
    if (peephole) {
      ofPeepholes(gradients, ofInput, ofForget, ofOutput);
    }
    return gradients;
  }

  private void ofPeepholes(
      Map<Integer, TensorRef> gradients,
      TensorRef ofInput,
      TensorRef ofForget,
      TensorRef ofOutput) {
    gradients.merge(
        1,
        back.sum(back.times(ofInput, context.input(4)), back.times(ofForget, context.input(5))),
        back::sum);
    gradients.put(4, back.overRows(back.times(ofInput, before)));
    gradients.put(5, back.overRows(back.times(ofForget, before)));
    gradients.put(6, back.overRows(back.times(ofOutput, context.output(1))));
  }
}
