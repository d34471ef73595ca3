package io.attributable.graph.tape.rules.recurrent;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * One step of gated recurrent units: h is u times h before, and 1 - u times c; c is made of x and
 * of r times h before. Inputs: x, h before, weights and bias of r and u (2, 4) and of c (3, 5).
 * Outputs: r, u, c, h.
 *
 * <p>Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder,
 * arXiv:1406.1078; {@code tensorflow/core/kernels/rnn/gru_ops.h}, {@code GRUBlockCellBprop}.
 */
final class GruCell {
  private final RuleContext context;
  private final CellGradient back;
  private final TensorRef x;
  private final TensorRef before;
  private final TensorRef reset;
  private final TensorRef update;
  private final TensorRef candidates;

  GruCell(RuleContext context) {
    this.context = context;
    this.back = new CellGradient(context);
    this.x = context.input(0);
    this.before = context.input(1);
    this.reset = context.output(0);
    this.update = context.output(1);
    this.candidates = context.output(2);
  }

  Map<Integer, TensorRef> gradients() {
    TensorRef ofResult = back.of(3);
    TensorRef ofCandidates =
        back.throughTanh(candidates, back.sum(back.of(2), back.times(ofResult, back.rest(update))));
    FlatNode byCandidates = back.ofBoth(x, before, context.input(3), ofCandidates);
    TensorRef ofKept = byCandidates.output(1);
    TensorRef ofGates = back.joined(ofReset(ofKept), ofUpdate(ofResult));
    FlatNode byGates = back.ofBoth(x, before, context.input(2), ofGates);
    return Map.of(
        0, back.sum(byCandidates.output(0), byGates.output(0)),
        1, back.sum(back.times(ofResult, update), back.times(ofKept, reset), byGates.output(1)),
        2, back.ofWeights(x, before, ofGates),
        3, back.ofWeights(x, back.times(reset, before), ofCandidates),
        4, back.overRows(ofGates),
        5, back.overRows(ofCandidates));
  }

  private TensorRef ofReset(TensorRef ofKept) {
    return back.throughGate(reset, back.sum(back.of(0), back.times(ofKept, before)));
  }

  private TensorRef ofUpdate(TensorRef ofResult) {
    TensorRef ofNew = back.times(ofResult, context.writer().neg(candidates));
    return back.throughGate(update, back.sum(back.of(1), back.times(ofResult, before), ofNew));
  }
}
