package io.attributable.graph.op;

import java.util.Map;
import java.util.regex.Pattern;
import org.tensorflow.proto.AttrValue;

/**
 * Ops whose results do not follow from their inputs alone, and ops that change what a session
 * keeps.
 */
public final class ImpureOps {
  /** Their draws differ from run to run, also where they have a seed: that starts a sequence. */
  private static final Pattern RANDOM =
      Pattern.compile(
          "Random(Uniform|UniformInt|StandardNormal|Gamma|Poisson|PoissonV2|Shuffle|Crop)"
              + "|TruncatedNormal|ParameterizedTruncatedNormal|Multinomial"
              + "|SampleDistortedBoundingBox(V2)?|NonDeterministicInts|(\\w*)CandidateSampler"
              + "|AnonymousRandomSeedGenerator|AnonymousSeedGenerator|RecordInput|Skipgram"
              + "|Timestamp");

  /** These draw the regions that they pool, unless an attribute makes them deterministic. */
  private static final Pattern DRAWING = Pattern.compile("Fractional(Max|Avg)Pool");

  /** These draw what they leave out. */
  private static final Pattern DROPPING = Pattern.compile("CudnnRNN(V2|V3)?");

  /** These draw by a state in a variable. */
  private static final Pattern GENERATOR =
      Pattern.compile(
          "Stateful(Uniform|UniformInt|UniformFullInt|StandardNormal|StandardNormalV2"
              + "|TruncatedNormal|RandomBinomial)|RngSkip|RngReadAndSkip");

  private static final Pattern VARIABLE =
      Pattern.compile(
          "Assign(|Add|Sub)(VariableOp)?|AssignVariableXlaConcatND"
              + "|Resource(Scatter|Apply|SparseApply|CountUpTo|StridedSliceAssign)\\w*"
              + "|Scatter(Nd)?(Add|Sub|Mul|Div|Min|Max|Update)|CountUpTo|StridedSliceAssign"
              + "|Apply[A-Z]\\w*|SparseApply[A-Z]\\w*|DestroyResourceOp");

  /** State that is no variable: it can be looked at, but not set back. */
  private static final Pattern OTHER =
      Pattern.compile(
          "LookupTable(Insert|Import|Remove)(V2)?|(Multi)?\\w*Iterator\\w*GetNext\\w*"
              + "|(\\w*Queue|Queue)(Dequeue|Enqueue)\\w*|Stack(Push|Pop)(V2)?|Barrier\\w+"
              + "|(Ordered)?Map(Stage|Unstage|UnstageNoKey|Peek)|Stage|Unstage"
              + "|(Reader(Read|ReadUpTo|RestoreState|Reset)(V2)?)"
              + "|(Resource)?Accumulator\\w+|(Eager)?PyFunc(Stateless)?|TensorForest\\w+");

  private static final AttrValue NONE = AttrValue.getDefaultInstance();

  private ImpureOps() {}

  /** Whether a node's results differ from run to run. */
  public static boolean isRandom(String op, Map<String, AttrValue> attributes) {
    if (DRAWING.matcher(op).matches()) {
      return !attributes.getOrDefault("deterministic", NONE).getB();
    }
    return RANDOM.matcher(op).matches()
        || (DROPPING.matcher(op).matches() && attributes.getOrDefault("dropout", NONE).getF() > 0);
  }

  /** Whether an op changes a variable, which could be set back. */
  public static boolean writesVariable(String op) {
    return VARIABLE.matcher(op).matches() || GENERATOR.matcher(op).matches();
  }

  /** Whether an op changes state that is no variable. */
  public static boolean writesOther(String op) {
    return OTHER.matcher(op).matches();
  }
}
