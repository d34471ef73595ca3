package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tape.rules.array.ConcatRules;
import io.attributable.graph.tape.rules.array.FillRules;
import io.attributable.graph.tape.rules.array.GatherRules;
import io.attributable.graph.tape.rules.array.IdentityRules;
import io.attributable.graph.tape.rules.array.LinearGradientRules;
import io.attributable.graph.tape.rules.array.PaddingRules;
import io.attributable.graph.tape.rules.array.ScatterRules;
import io.attributable.graph.tape.rules.array.ShapeRules;
import io.attributable.graph.tape.rules.array.SliceRules;
import io.attributable.graph.tape.rules.array.SplitRules;
import io.attributable.graph.tape.rules.conv.ConvolutionRules;
import io.attributable.graph.tape.rules.conv.FilterGradientRules;
import io.attributable.graph.tape.rules.conv.FractionalPoolingRules;
import io.attributable.graph.tape.rules.conv.MaxPoolGradientRules;
import io.attributable.graph.tape.rules.conv.PoolingRules;
import io.attributable.graph.tape.rules.conv.UnifiedConvolution;
import io.attributable.graph.tape.rules.elementwise.ActivationGradientRules;
import io.attributable.graph.tape.rules.elementwise.ArithmeticRules;
import io.attributable.graph.tape.rules.elementwise.BesselRules;
import io.attributable.graph.tape.rules.elementwise.ComplexRules;
import io.attributable.graph.tape.rules.elementwise.GammaRules;
import io.attributable.graph.tape.rules.elementwise.InterpolationRules;
import io.attributable.graph.tape.rules.elementwise.QuantisationGradientRules;
import io.attributable.graph.tape.rules.elementwise.QuantisationRules;
import io.attributable.graph.tape.rules.elementwise.SpecialFunctionRules;
import io.attributable.graph.tape.rules.elementwise.UnaryRules;
import io.attributable.graph.tape.rules.elementwise.ZeroSafeProductRules;
import io.attributable.graph.tape.rules.image.ColourRules;
import io.attributable.graph.tape.rules.image.ImageRegionRules;
import io.attributable.graph.tape.rules.image.ProjectionRules;
import io.attributable.graph.tape.rules.image.ResizingRules;
import io.attributable.graph.tape.rules.linalg.BandedMatrixRules;
import io.attributable.graph.tape.rules.linalg.DecompositionRules;
import io.attributable.graph.tape.rules.linalg.DiagonalRules;
import io.attributable.graph.tape.rules.linalg.EigenRules;
import io.attributable.graph.tape.rules.linalg.LinearAlgebraRules;
import io.attributable.graph.tape.rules.linalg.MatMulRules;
import io.attributable.graph.tape.rules.linalg.MatrixFunctionRules;
import io.attributable.graph.tape.rules.loss.CrossEntropyRules;
import io.attributable.graph.tape.rules.loss.CtcRule;
import io.attributable.graph.tape.rules.normalisation.BatchNormalisationGradientRules;
import io.attributable.graph.tape.rules.normalisation.BatchNormalisationRules;
import io.attributable.graph.tape.rules.random.RandomRules;
import io.attributable.graph.tape.rules.recurrent.RecurrentRules;
import io.attributable.graph.tape.rules.reduce.OrderRules;
import io.attributable.graph.tape.rules.reduce.ProductRules;
import io.attributable.graph.tape.rules.reduce.ReductionRules;
import io.attributable.graph.tape.rules.reduce.ScanRules;
import io.attributable.graph.tape.rules.reduce.SegmentRules;
import io.attributable.graph.tape.rules.signal.FourierRules;
import io.attributable.graph.tape.rules.sparse.CsrMatrixRules;
import io.attributable.graph.tape.rules.sparse.RaggedVariantRules;
import io.attributable.graph.tape.rules.sparse.RowSelectionRules;
import io.attributable.graph.tape.rules.sparse.SparseDenseBroadcastRules;
import io.attributable.graph.tape.rules.sparse.SparseElementwiseRules;
import io.attributable.graph.tape.rules.sparse.SparseMatMulRules;
import io.attributable.graph.tape.rules.sparse.SparseReductionRules;
import io.attributable.graph.tape.rules.sparse.SparseSegmentRules;
import java.util.HashMap;
import java.util.Map;

/** All Java rules by op. */
public final class JavaRules {
  private static final Map<String, GradientRule> RULES = collect();

  private JavaRules() {}

  /** The rules by the ops they differentiate. */
  public static Map<String, GradientRule> all() {
    return RULES;
  }

  private static Map<String, GradientRule> collect() {
    Collection rules = new Collection();
    rules.putAll(ControlRules.all());
    rules.putAll(IdentityRules.all());
    rules.putAll(UnaryRules.all());
    rules.putAll(ArithmeticRules.all());
    rules.putAll(ShapeRules.all());
    rules.putAll(MatMulRules.all());
    rules.putAll(ZeroSafeProductRules.all());
    rules.putAll(ComplexRules.all());
    rules.putAll(ActivationGradientRules.all());
    rules.putAll(BesselRules.all());
    rules.putAll(SpecialFunctionRules.all());
    rules.putAll(GammaRules.all());
    rules.putAll(InterpolationRules.all());
    rules.putAll(RandomRules.all());
    rules.putAll(FourierRules.all());
    rules.putAll(EigenRules.all());
    rules.putAll(DecompositionRules.all());
    rules.putAll(MatrixFunctionRules.all());
    rules.putAll(BandedMatrixRules.all());
    rules.putAll(ReductionRules.all());
    rules.putAll(ProductRules.all());
    rules.putAll(ScanRules.all());
    rules.putAll(SegmentRules.all());
    rules.putAll(SparseSegmentRules.all());
    rules.putAll(GatherRules.all());
    rules.putAll(ScatterRules.all());
    rules.putAll(SparseMatMulRules.all());
    rules.putAll(SparseElementwiseRules.all());
    rules.putAll(SparseReductionRules.all());
    rules.putAll(SparseDenseBroadcastRules.all());
    rules.putAll(RowSelectionRules.all());
    rules.putAll(CsrMatrixRules.all());
    rules.putAll(RaggedVariantRules.all());
    rules.putAll(ConcatRules.all());
    rules.putAll(SplitRules.all());
    rules.putAll(SliceRules.all());
    rules.putAll(PaddingRules.all());
    rules.putAll(FillRules.all());
    rules.putAll(DiagonalRules.all());
    rules.putAll(LinearAlgebraRules.all());
    rules.putAll(ConvolutionRules.all());
    rules.putAll(PoolingRules.all());
    rules.putAll(BatchNormalisationRules.all());
    rules.putAll(ResizingRules.all());
    rules.putAll(QuantisationRules.all());
    rules.putAll(CrossEntropyRules.all());
    rules.putAll(LinearGradientRules.all());
    rules.putAll(MaxPoolGradientRules.all());
    rules.putAll(FilterGradientRules.all());
    rules.putAll(UnifiedConvolution.all());
    rules.putAll(BatchNormalisationGradientRules.all());
    rules.putAll(FractionalPoolingRules.all());
    rules.putAll(ColourRules.all());
    rules.putAll(ImageRegionRules.all());
    rules.putAll(ProjectionRules.all());
    rules.putAll(RecurrentRules.all());
    rules.putAll(OrderRules.all());
    rules.putAll(CtcRule.all());
    rules.putAll(QuantisationGradientRules.all());
    return Map.copyOf(rules.byOp);
  }

  /** Refuses a second rule for an op, of which one would win silently. */
  private static final class Collection {
    private final Map<String, GradientRule> byOp = new HashMap<>();

    void putAll(Map<String, GradientRule> rules) {
      rules.forEach(
          (op, rule) -> {
            if (byOp.put(op, rule) != null) {
              throw new IllegalStateException(op + " has two rules");
            }
          });
    }
  }
}
