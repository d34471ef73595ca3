package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** The relevance of what enters one layer with weights being written. */
final class LayerRelevance {
  private final RuleSite site;
  private final RuleContext context;
  private final LinearLayer layer;
  private final NodeWriter w;
  private final Parts parts;
  private final LayerData data;
  private final Stabiliser stabiliser;
  private final TensorRef weights;
  private final @Nullable TensorRef bias;
  private final TensorRef output;
  private final Map<Term, TensorRef> outputs = new HashMap<>();

  LayerRelevance(
      RuleSite site, RuleContext context, LinearLayer layer, Lrp method, Stabiliser stabiliser) {
    this.site = site;
    this.context = context;
    this.layer = layer;
    this.w = context.writer();
    this.parts = new Parts(w, method);
    this.stabiliser = stabiliser;
    this.data = new LayerData(w, site.graph(), layer.op().dataTensor(), parts);
    ChannelMap map = new ChannelMap(w, layer);
    this.weights = scaled(layer.op().weightsTensor(), map.factor());
    this.bias = map.offset();
    this.output = output(map);
  }

  private TensorRef scaled(TensorRef own, @Nullable TensorRef factor) {
    if (factor == null) {
      return own;
    }
    int[] sizes = layer.op().factorShape(w.graph().shape(own)).orElseThrow();
    boolean single = w.graph().shape(factor).size() == 1;
    TensorRef aligned = single ? factor : w.reshape(factor, w.ints(sizes), unknown(sizes.length));
    return w.op("Mul", own, aligned).shapedLike(own).write();
  }

  private static Shape unknown(int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    return Shape.of(sizes);
  }

  /** What the layer gives, shaped like what its linear op gives. */
  private TensorRef output(ChannelMap map) {
    TensorRef own = layer.op().output();
    if (layer.followers().isEmpty()) {
      return own;
    }
    if (layer.keepsShape()) {
      return layer.followers().get(layer.followers().size() - 1).output();
    }
    return added(map.factor() == null ? own : times(own, map.factor()), map.offset());
  }

  private TensorRef times(TensorRef own, TensorRef factor) {
    return w.op("Mul", own, factor).shapedLike(own).write();
  }

  private TensorRef added(TensorRef own, @Nullable TensorRef offset) {
    return offset == null ? own : w.op("AddV2", own, offset).shapedLike(own).write();
  }

  /** By the position of what enters. */
  Map<Integer, TensorRef> shared(Decomposition decomposition) {
    List<TensorRef> contributions = new ArrayList<>();
    for (Share share : decomposition.shares()) {
      TensorRef quotient = quotient(share);
      for (Term term : share.terms()) {
        if (!data.isNothing(term.data())) {
          contributions.add(contribution(share, term, quotient));
        }
      }
    }
    return Map.of(layer.op().data(), w.addN(contributions));
  }

  private TensorRef contribution(Share share, Term term, TensorRef quotient) {
    TensorRef back = backward(parts.of(term.weights(), weights), quotient);
    TensorRef entered = data.of(term.data());
    ElementwiseWriter e = new ElementwiseWriter(w, layer.op().dataTensor());
    TensorRef product = term.data() == Part.ONES ? data.inside(back) : e.times(entered, back);
    double factor = share.factor() * term.sign();
    return factor == 1 ? product : e.times(product, e.number(factor));
  }

  private TensorRef quotient(Share share) {
    List<TensorRef> summands = new ArrayList<>();
    for (Term term : share.terms()) {
      if (!data.isNothing(term.data())) {
        TensorRef given = forward(term);
        summands.add(term.sign() < 0 ? w.neg(given) : given);
      }
    }
    TensorRef quotient = stabiliser.divide(w, context.gradient(), w.addN(summands));
    return switch (share.where()) {
      case ALL -> quotient;
      case POSITIVE -> where("Greater", quotient);
      case NEGATIVE -> where("Less", quotient);
    };
  }

  private TensorRef where(String comparison, TensorRef quotient) {
    ElementwiseWriter e = new ElementwiseWriter(w, output);
    TensorRef holds = e.of(comparison, output, e.number(0));
    return e.times(quotient, w.cast(holds, w.graph().type(output)));
  }

  /** What a term gives; the layer itself has that of all as it is. */
  private TensorRef forward(Term term) {
    if (term.data() == Part.ALL && term.weights() == Part.ALL) {
      boolean whole = term.bias() == Part.ALL || bias == null;
      if (whole) {
        return output;
      }
    }
    TensorRef known = outputs.get(term);
    if (known == null) {
      TensorRef given = applied(data.of(term.data()), parts.of(term.weights(), weights));
      boolean hasBias = bias != null && term.bias() != Part.NONE;
      known = hasBias ? added(given, parts.of(term.bias(), Objects.requireNonNull(bias))) : given;
      outputs.put(term, known);
    }
    return known;
  }

  private TensorRef applied(TensorRef entering, TensorRef changed) {
    boolean same =
        entering.equals(layer.op().dataTensor()) && changed.equals(layer.op().weightsTensor());
    return same ? layer.op().output() : w.graph().put(copy(entering, changed)).output(0);
  }

  /** The linear op with other operands. */
  private FlatNode copy(TensorRef entering, TensorRef changed) {
    FlatNode node = layer.op().node();
    List<TensorRef> inputs = new ArrayList<>(node.inputs());
    inputs.set(layer.op().data(), entering);
    inputs.set(layer.op().weights(), changed);
    String name = w.graph().freshName(node.op());
    return node.withName(name, name, node.instance()).withInputs(inputs).withControls(List.of());
  }

  private TensorRef backward(TensorRef changed, TensorRef quotient) {
    FlatNode copy = copy(layer.op().dataTensor(), changed);
    RuleContext of =
        new RuleContext(copy, Map.of(0, quotient), Set.of(layer.op().data()), context.tape());
    return Objects.requireNonNull(site.gradient(of).get(layer.op().data()));
  }
}
