package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.control.ControlRules;
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
    rules.putAll(PassThroughRules.all());
    rules.putAll(UnaryRules.all());
    rules.putAll(ArithmeticRules.all());
    rules.putAll(ShapeRules.all());
    rules.putAll(MatrixRules.all());
    rules.putAll(ZeroSafeRules.all());
    rules.putAll(ComplexRules.all());
    rules.putAll(SlopeOpRules.all());
    rules.putAll(BesselRules.all());
    rules.putAll(SpecialFunctionRules.all());
    rules.putAll(GammaRules.all());
    rules.putAll(RangeRules.all());
    rules.putAll(RandomRules.all());
    rules.putAll(SpectralRules.all());
    rules.putAll(EigenRules.all());
    rules.putAll(FactorRules.all());
    rules.putAll(MatrixFunctionRules.all());
    rules.putAll(BandRules.all());
    rules.putAll(ReductionRules.all());
    rules.putAll(ProductRules.all());
    rules.putAll(ScanRules.all());
    rules.putAll(SegmentRules.all());
    rules.putAll(SparseSegmentRules.all());
    rules.putAll(GatherRules.all());
    rules.putAll(ScatterRules.all());
    rules.putAll(SparseRules.all());
    rules.putAll(SparsePairRules.all());
    rules.putAll(SparseRowRules.all());
    rules.putAll(StretchedRules.all());
    rules.putAll(MovedRules.all());
    rules.putAll(CompressedRules.all());
    rules.putAll(EncodedRaggedRules.all());
    rules.putAll(JoinRules.all());
    rules.putAll(SplitRules.all());
    rules.putAll(SliceRules.all());
    rules.putAll(PaddingRules.all());
    rules.putAll(FillingRules.all());
    rules.putAll(DiagonalRules.all());
    rules.putAll(LinearAlgebraRules.all());
    rules.putAll(ConvolutionRules.all());
    rules.putAll(PoolingRules.all());
    rules.putAll(NormalisationRules.all());
    rules.putAll(ResizingRules.all());
    rules.putAll(QuantisationRules.all());
    rules.putAll(LossRules.all());
    rules.putAll(TransposeRules.all());
    rules.putAll(MaxPoolGradientRules.all());
    rules.putAll(FilterGradientRules.all());
    rules.putAll(UnifiedConvolution.all());
    rules.putAll(NormalisationGradient.all());
    rules.putAll(FractionalPoolingRules.all());
    rules.putAll(ColourRules.all());
    rules.putAll(GlimpseRules.all());
    rules.putAll(ProjectionRules.all());
    rules.putAll(RecurrentRules.all());
    rules.putAll(ChoiceRules.all());
    rules.putAll(CtcRule.all());
    rules.putAll(QuantisationGradientRules.all());
    return Map.copyOf(rules.byOp);
  }

  /** Of two rules for an op one would win in silence. */
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
