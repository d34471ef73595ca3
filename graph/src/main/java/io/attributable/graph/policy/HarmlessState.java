package io.attributable.graph.policy;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ops that TensorFlow calls stateful, and whose state lies within the graph's own session:
 * variables, tables, random generators, arrays of tensors, datasets in memory. What is stateful and
 * not here is refused, so that no new op is forgotten.
 */
final class HarmlessState {
  private static final Pattern VARIABLES =
      Pattern.compile(
          "VarHandleOp|Variable(V2)?|TemporaryVariable|VarIsInitializedOp|VariableShape"
              + "|ReadVariableOp|Assign(Add|Sub)?VariableOp|DestroyResourceOp|DisableCopyOnRead"
              + "|Resource(Gather|GatherNd|CountUpTo|StridedSliceAssign)"
              + "|Resource(Apply|SparseApply|Scatter)[A-Z]\\w+");

  private static final Pattern TABLES =
      Pattern.compile(
          "(Anonymous|AnonymousMutable|Mutable)?HashTable(V2|OfTensors|OfTensorsV2)?"
              + "|(Anonymous)?MutableDenseHashTable(V2)?|LookupTable[A-Z]\\w+V2"
              + "|InitializeTableV2|InitializeTableFromDataset"
              + "|Add(Many)?SparseToTensorsMap|TakeManySparseFromTensorsMap"
              + "|(Is)?BoostedTrees\\w+");

  private static final Pattern RANDOM =
      Pattern.compile(
          "Random(Uniform|UniformInt|StandardNormal|Gamma|Poisson|PoissonV2|Shuffle|Crop)"
              + "|(Parameterized)?TruncatedNormal|Multinomial|NonDeterministicInts"
              + "|Stateful(RandomBinomial|StandardNormal|StandardNormalV2|TruncatedNormal|Uniform"
              + "|UniformFullInt|UniformInt)|RngSkip|RngReadAndSkip|StatelessRandomGetAlg"
              + "|\\w*CandidateSampler|SampleDistortedBoundingBox(V2)?"
              + "|(Anonymous|Delete)(Random)?SeedGenerator|DummySeedGenerator|CudnnRNN\\w*");

  private static final Pattern LISTS =
      Pattern.compile("TensorArray\\w*|Stack(V2|PushV2|PopV2|CloseV2)?");

  private static final Pattern CONTROL =
      Pattern.compile("If|Case|While|RiscWhile|StatefulPartitionedCall|Assert");

  private static final Pattern DATASETS =
      Pattern.compile(
          "(Tensor|TensorSlice|SparseTensorSlice|Range|List|Generator|GlobalShuffle|Reduce)Dataset"
              + "|Shuffle(AndRepeat)?DatasetV[23]|(Experimental)?RandomDataset(V2)?"
              + "|(Experimental)?GroupByReducerDataset|DatasetToSingleElement"
              + "|(Anonymous)?Iterator(V[23])?|OneShotIterator|MakeIterator|DeleteIterator"
              + "|IteratorGetNext(AsOptional|Sync)?|(Experimental)?IteratorGetDevice"
              + "|(Anonymous|Delete|Dummy)MemoryCache|DummyIterationCounter");

  /** Stateful so that they are neither folded nor merged. */
  private static final Pattern KEPT =
      Pattern.compile(
          "CheckNumerics(V2)?|GuaranteeConst|Print(V2)?|DeepCopy|Empty|Timestamp|DeviceIndex"
              + "|DebugIdentityV[23]");

  private HarmlessState() {}

  static boolean is(String op) {
    return Stream.of(VARIABLES, TABLES, RANDOM, LISTS, CONTROL, DATASETS, KEPT)
        .anyMatch(pattern -> pattern.matcher(op).matches());
  }
}
