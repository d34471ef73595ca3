package io.attributable.graph.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an op does outside of the graph that it is part of. Each op of TensorFlow has one at most.
 */
public enum OpEffect {
  /** Opens files for reading. */
  READS_FILES(
      "reads files",
      "ReadFile|MatchingFiles|(Experimental)?MatchingFilesDataset|GenerateVocabRemapping"
          + "|LoadAndRemapMatrix|ImmutableConst|Skipgram|RecordInput"
          + "|InitializeTableFromTextFile(V2)?|Restore(Slice|V2)?|DTensorRestoreV2"
          + "|(Identity|WholeFile|TextLine|FixedLengthRecord|TFRecord|LMDB)Reader(V2)?|Reader[A-Z]\\w+"
          + "|(TextLine|TFRecord|FixedLengthRecord)Dataset(V2)?"
          + "|(Experimental)?(LMDB|Sql)Dataset|(Experimental)?CSVDataset(V2)?"
          + "|LoadDataset|ListSnapshotChunksDataset|Snapshot(ChunkDataset|DatasetReader|NestedDatasetReader)"),

  /** Creates, changes or deletes files. */
  WRITES_FILES(
      "writes files",
      "WriteFile|Save(V2|Slices)?|MergeV2Checkpoints|DistributedSave|SaveDataset(V2)?"
          + "|(Experimental)?DatasetToTFRecord|DumpTensor|CalibrationStatisticsSaver"
          + "|SnapshotDataset(V2)?|CacheDataset(V2)?"
          + "|SummaryWriter|CreateSummary(File|Db)Writer|(Flush|Close)SummaryWriter"
          + "|Write(\\w*)Summary|ImportEvent|StatsAggregatorSetSummaryWriter"
          + "|StoreMinibatchStatisticsInFdo"),

  /** Exchanges data with other processes, machines or accelerators. */
  TALKS(
      "exchanges data with other processes or machines",
      "Rpc[A-Z]\\w*|DeleteRpcFutureResource|RemoteCall|Send|Recv|WorkerHeartbeat"
          + "|Collective[A-Z]\\w*|Nccl[A-Z]\\w*|AllToAll|CrossReplicaSum|GlobalIterId"
          + "|DTensor(All|Reduce)\\w+|DTensorSetGlobalTPUArray"
          + "|DataServiceDataset(V[234])?|RegisterDataset(V2)?|DistributedDataset\\w*"
          + "|In(feed)(Dequeue|Enqueue)\\w*|Outfeed(Dequeue|Enqueue)\\w*|PrelinearizeTuple|Prelinearize"
          + "|Xla(Send|Recv)\\w*|XlaHostCompute|XlaAllReduce|XlaReduceScatter"
          + "|(Send|Recv)TPUEmbedding\\w+|UpdateTaskIdAndGlobalCoreArray"),

  /** Runs code of the program that loaded the model. */
  RUNS_HOST_CODE("runs code of the program around it", "(Eager)?PyFunc|PyFuncStateless"),

  /** Runs code in another form than nodes of the graph: what it does cannot be seen. */
  RUNS_COMPILED_CODE(
      "runs a compiled program, whose content cannot be checked",
      "XlaCallModule|XlaCustomCall(V2)?|XlaLaunch(V2)?|TPUExecute(AndUpdateVariables)?|TPUCompile"
          + "|TPUPartitionedCall|TRTEngineOp|RemoteFusedGraphExecute|MlirPassthroughOp"
          + "|DatasetFromGraph|TfLiteSubgraphExecute"),

  /** Changes TensorFlow itself, devices, or what other graphs of the process hold. */
  CHANGES_RUNTIME(
      "changes TensorFlow's runtime or devices, or reaches what other graphs hold",
      "FileSystemSetConfiguration|(Configure|Initialize|Shutdown|Finalize|Execute|Collate|Connect"
          + "|Load|LoadAll|Retrieve|RetrieveAll|Enqueue|DynamicEnqueue|Is)\\w*TPU\\w*"
          + "|ConfigureAndInitializeGlobalTPU|TPU(OrdinalSelector|RoundRobin|ReshardVariables"
          + "|CopyWithDynamicShape|AnnotateTensorsWithDynamicShape|CompileSucceededAssert)"
          + "|ComputeDedupData\\w+|XlaSparseCore\\w+|XlaDequantize|XlaIf|XlaWhile"
          + "|AssignVariableXlaConcatND|ReadVariableXlaSplitND|ConvertToCooTensor|GetMinibatch\\w+"
          + "|(Get|Delete)Session(Handle|HandleV2|Tensor)"
          + "|Iterator(From|To)StringHandle(V2)?|MultiDeviceIterator(From|To)StringHandle"
          + "|(Anonymous)?MultiDeviceIterator(V3|Init|GetNextFromShard)?|DeleteMultiDeviceIterator"
          + "|(De)?[sS]erializeIterator|IteratorGetModelProto"
          + "|(Experimental)?(StatsAggregatorHandle|StatsAggregatorSummary|SetStatsAggregatorDataset"
          + "|ThreadPoolHandle|ThreadPoolDataset)|StatsAggregatorHandleV2"
          + "|MakeWeakResourceHandle|SyncDevice|DevicePlacementOp"),

  /** Waits for something that nothing here provides, at worst for ever. */
  WAITS(
      "waits for what nobody provides",
      "(FIFO|PaddingFIFO|Priority|RandomShuffle)Queue(V2)?|FakeQueue|Queue[A-Z]\\w+|Barrier\\w*"
          + "|(Ordered)?Map(Stage|Unstage|UnstageNoKey|Peek|Size|IncompleteSize|Clear)"
          + "|Stage(Peek|Size|Clear)?|Unstage|Mutex(V2|Lock)|ConsumeMutexLock"
          + "|(Resource|Sparse)?ConditionalAccumulator|(Resource|Sparse)?Accumulator[A-Z]\\w+"
          + "|SleepOp|SleepIdentityOp"),

  /** Is written by TensorFlow itself, never by an author: its kernels trust what they are given. */
  INTERNAL("belongs to TensorFlow's own runtime", "_.*"),

  /** Is there for tests of TensorFlow. */
  TEST(
      "is there for tests of TensorFlow",
      "TestAttr|Resource(Create|Initialized|Using)Op|StubResourceHandleOp|DtypeWithDefaultOp"
          + "|GraphDefVersion|RequiresOlderGraphVersion|IsResourceHandleRefCounting"
          + "|IsTensorFloat32Enabled|NegTrain"),

  /** Has state, and nobody looked at what it does. */
  UNKNOWN("has state of a kind that is not known here", "(?!)");

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // Patterns are immutable.
  private final Pattern ops;

  OpEffect(String words, String ops) {
    this.words = words;
    this.ops = Pattern.compile(ops);
  }

  /** What it does, as the end of a sentence about an op. */
  public String words() {
    return words;
  }

  /** Whether an op does so, whatever its attributes are. */
  boolean is(String op) {
    return ops.matcher(op).matches();
  }

  /** What an op does whatever its attributes are. */
  static Optional<OpEffect> of(String op) {
    return Arrays.stream(values()).filter(effect -> effect.is(op)).findFirst();
  }
}
