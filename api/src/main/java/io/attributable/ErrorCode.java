package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every failure at compile time and at run time, with the template of its message. Each has a
 * section in docs/errors.md.
 */
public enum ErrorCode {
  // Reading a SavedModel.
  MODEL_NOT_FOUND("SavedModel \"%s\" not found. Looked in: %s. %s"),
  NOT_A_SAVED_MODEL(
      "\"%s\" is not a SavedModel: %s. Give the directory that holds saved_model.pb."),
  CORRUPT_MODEL("SavedModel \"%s\" cannot be read: %s. Export the model again."),
  MODEL_TOO_LARGE("SavedModel \"%s\" is refused: %s."),
  MODEL_REPLACED(
      "SavedModel \"%s\" changed while it was in use: %s. Load it again, and replace models by"
          + " another directory instead of file by file."),
  RESOURCE_NOT_FOUND("SavedModel \"%s\" is no resource of this application. Looked for %s. %s"),
  RESOURCE_AMBIGUOUS(
      "Resource \"%s\" is several SavedModels: \"%s\" and \"%s\". Remove one from the class path,"
          + " or give them different names."),
  VARIABLES_MISSING(
      "SavedModel \"%s\" has no weights: \"%s\" is missing, from which %s tensors are restored."
          + " Copy the whole directory that was exported."),
  UNKNOWN_SIGNATURE("No signature \"%s\" in \"%s\"; it has %s.%s"),
  UNSUPPORTED_SIGNATURE("Signature \"%s\" of \"%s\" cannot be served: %s."),
  AMBIGUOUS_SIGNATURE(
      "Signature \"%s\" of \"%s\" is ambiguous: it means %s of %s concrete functions. Name one of:"
          + " %s."),
  MISSING_FUNCTION(
      "Function \"%s\", called by node \"%s\", is missing in \"%s\". Export the model again."),
  RECURSIVE_FUNCTION(
      "Function \"%s\" of \"%s\" calls itself (%s). Such a graph cannot be explained; export the"
          + " model without recursion."),
  UNKNOWN_OP(
      "Op \"%s\" of node \"%s\" in \"%s\" is not known to TensorFlow%s. Load the library that has"
          + " it (with {op-library}), or export the model without it."),
  OP_REFUSED(
      "SavedModel \"%s\" is refused: %s %s. If you trust its author as that of a program that you"
          + " run, allow %s (with {allow-op})."),
  OP_LIBRARY("Op library \"%s\" cannot be loaded: %s. %s"),

  // Layers and outputs.
  UNKNOWN_LAYER("No layer \"%s\" in signature \"%s\" of \"%s\" (%s).%s"),
  AMBIGUOUS_LAYER("Layer \"%s\" in signature \"%s\" of \"%s\" is ambiguous: %s. Name one of: %s."),
  INACTIVE_LAYER(
      "Layer \"%s\" in signature \"%s\" of \"%s\" does nothing at inference: %s. Explain the layer"
          + " before or after it.%s"),
  LAYER_WITHOUT_FLOATS(
      "Layer \"%s\" in signature \"%s\" of \"%s\" has no floating-point %s tensor that depends on"
          + " the inputs%s. %s"),
  LAYER_INSIDE_LOOP(
      "Layer \"%s\" in \"%s\" lies inside the loop of node \"%s\", where it has other values in"
          + " every iteration. %s"),
  LAYER_INSIDE_BRANCH(
      "Layer \"%s\" in \"%s\" lies inside a branch of node \"%s\", where it has a value only when"
          + " that branch is taken. %s"),
  BAD_ADDRESS(
      "\"%s\" is not an address: %s. Write a layer's name, scope:PATH, tensor:NODE:0 or"
          + " input:NAME."),
  UNKNOWN_OUTPUT(
      "No output \"%s\" in signature \"%s\" of \"%s\"; it has %s, and any layer or tensor can be"
          + " named.%s"),
  OUTPUT_REQUIRED(
      "Signature \"%s\" of \"%s\" has several outputs: %s. Name the one to explain with {output}."),
  OUTPUT_NOT_FLOAT(
      "Output \"%s\" of \"%s\" holds %s, which cannot be differentiated. Explain a floating-point"
          + " output, layer or tensor."),
  UNUSED_LAYER(
      "Layer \"%s\" (%s, tensor \"%s\") does not reach output \"%s\"%s. %s Or request zeros with"
          + " {zeros}."),
  NO_GRADIENT(
      "Layer \"%s\" cannot be explained towards output \"%s\": op %s of node \"%s\" lies between"
          + " them and has no gradient. %s"),
  NO_ACTIVATION(
      "\"%s\" stands for nothing in signature \"%s\" of \"%s\": what ends \"%s\" is op %s of node"
          + " \"%s\", %s. %s"),
  NOTHING_TO_EXPLAIN(
      "Nothing in signature \"%s\" of \"%s\" can be explained towards output \"%s\": %s"),
  LAYER_REQUIRED("No layer was named. Name at least one of the %s layers of \"%s\"."),
  SEVERAL_TENSORS("Layer \"%s\" has %s tensors. Use tensors() to read them all."),
  NOT_REQUESTED("Layer \"%s\" is not part of this result; it holds %s."),

  // Requests.
  UNKNOWN_METHOD("No method \"%s\"; there are %s.%s"),
  METHOD_PARAMETER("Method \"%s\": parameter \"%s\" %s."),
  METHOD_NOT_APPLICABLE("Method \"%s\" does not go with %s: %s. %s"),
  UNKNOWN_METRIC("No metric \"%s\"; there are %s.%s"),
  METRIC_NOT_APPLICABLE("%s cannot be measured with %s: %s. %s"),
  TARGET_REQUIRED(
      "Output \"%s\" has shape %s: more than one value per example. Name a target, for example"
          + " {target}."),
  TARGET_SHAPE("Target %s does not fit output \"%s\" of shape %s: %s."),
  TARGET_OUT_OF_RANGE("Target %s is out of range for output \"%s\" of shape %s: valid are %s."),
  TARGET_INVALID("Target %s is not valid: %s."),
  TARGETS_REQUIRED(
      "No target was given. Give at least one of the targets to explain, or request all of them."),
  TARGETS_MIXED(
      "Targets %s and %s were requested together. Several targets must all be indices or slices;"
          + " explain %s in a request of its own."),
  DUPLICATE_TARGET("Target %s was given twice, at positions %s and %s. Remove one."),
  TARGETS_UNCOUNTABLE(
      "All targets of output \"%s\" were requested, but its shape is %s: %s. Name the targets, or"
          + " explain another output."),
  TARGETS_TOGETHER(
      "Targets cannot be explained together: op %s of node \"%s\" in \"%s\", inside a branch, makes"
          + " something else each time it runs. Explain them one by one."),
  OUTPUT_WITHOUT_EXAMPLES(
      "Output \"%s\" has shape %s: it has no example dimension. Explain an output whose dimension 0"
          + " is the example."),
  REDUCTION_INVALID("Reduction \"%s\" is not valid: %s."),
  NOISE_INVALID("Noise: parameter \"%s\" %s."),
  REDUCTION_SHAPE("Reduction \"%s\" does not fit %s \"%s\" of shape %s: %s."),
  WEIGHTS_SHAPE("%s gradient weights were given for %s examples. Give one per example."),
  INPUT_MISSING("Input \"%s\" (%s %s) of signature \"%s\" is missing. Give all of: %s."),
  INPUT_UNKNOWN("No input \"%s\" in signature \"%s\"; it has %s.%s"),
  INPUT_NOT_READ("Input \"%s\" was not read; the arrays are those of %s.%s"),
  INPUT_DTYPE("Input \"%s\" must be %s, but is %s."),
  INPUT_TEXT(
      "Input \"%s\" has text that is none: element %s has half of a surrogate pair. Give bytes, or"
          + " text that is whole."),
  INPUT_SHAPE("Input \"%s\" must have shape %s, but has %s.%s"),
  FEATURES_INVALID("Features of \"%s\": %s."),
  REASONS_UNAVAILABLE("No reasons can be told: %s. %s"),
  ATTRIBUTION_NOT_FINITE(
      "The attribution of feature \"%s\" of example %s is %s, which is no reason. Look for numbers"
          + " that are not finite in the input, the baseline and the model's weights."),
  INPUT_CONVERSION("Input \"%s\" (%s) cannot be made of \"%s\": %s. %s"),
  INPUT_TOO_LARGE(
      "\"%s\" of %s is refused: %s. If you trust it, raise the limit with {read-limit}."),
  BAD_CARD("Card \"%s\" cannot be read: %s."),
  CARD_MISMATCH(
      "Card \"%s\" does not fit signature \"%s\": %s. Correct the card, or give the model that it"
          + " describes."),
  NOTHING_TO_MEASURE(
      "The inputs have no example, so there is nothing to measure. Give at least one."),

  // Running.
  MODEL_CLOSED("The model \"%s\" was closed. Load it again."),
  MODEL_CHANGED(
      "SavedModel \"%s\" is not the one that %s was compiled against: %s. Compile again with the"
          + " new model, or load the old one."),
  DEVICE_NOT_FOUND("Device \"%s\" is not there. This machine has %s."),
  NATIVE_LIBRARY(
      "TensorFlow's native library could not be loaded: %s. Add"
          + " org.tensorflow:tensorflow-core-native:%s with classifier %s to the run-time class"
          + " path (linux-x86_64-gpu for a GPU with CUDA 12 and cuDNN 9)."),
  VERSION_CONFLICT(
      "The class path has %s %s, which does not go with %s. Set %s to version %s, and all other"
          + " artifacts of TensorFlow Java to versions of the same release."),
  LOOP_LIMIT(
      "Loop \"%s\" of \"%s\" did not end within %s iterations. If it needs more, raise the limit"
          + " with {loop-limit}, where 0 sets none."),
  STATEFUL_MODEL(
      "Signature \"%s\" of \"%s\" changes state of the model when it is computed (nodes %s), and"
          + " %s."),
  BATCH_BUDGET(
      "One example of \"%s\" takes about %s bytes, more than the budget of %s bytes for a run."
          + " Raise it with {batch-bytes}, where 0 sets none."),
  OUT_OF_MEMORY(
      "There is not enough memory to explain \"%s\": %s. Request fewer examples, layers or targets"
          + " at once, cut batches with {batch-bytes}, or give the JVM more with -Xmx."),
  TOO_LATE_FOR_DETERMINISM(
      "Deterministic kernels cannot be required any more: %s. Set TF_DETERMINISTIC_OPS=1 and"
          + " TF_OVERRIDE_GLOBAL_THREADPOOL=1 in the environment, or load the first model with"
          + " ModelOptions.deterministic."),
  CANCELLED("The call was stopped: %s."),
  TOO_MANY_CALLS(
      "\"%s\" takes no more calls: %s run already, and none ended within %s ms. Call again later,"
          + " or let more run with {calls-in-flight}."),
  TOO_MANY_PLANS(
      "No plan can be added to the model's session: it has %s, which take about %s of %s bytes and"
          + " stay until the model is closed. Ask for fewer different layers, outputs and"
          + " reductions, raise {plan-bytes}, or load the model again."),
  LIMIT_EXCEEDED(
      "The %s of the call take %s bytes, more than the %s that {call-limits} allows. %s"),
  EXAMPLES_FAILED("The source of examples failed behind %s examples, which were explained: %s."),
  EXAMPLES_INTERACT(
      "The batch cannot be cut into parts: in \"%s\" %s. Explain it whole: on one device, with"
          + " {whole-batch}."),
  RUN_FAILED("TensorFlow could not %s \"%s\": %s"),

  // Pictures.
  PICTURE_VALUES("Values of shape %s cannot be drawn as %s: %s. Give %s."),
  PICTURE_SETTING("Picture: %s is %s. It must be %s."),

  // Explanations written into models.
  SIGNATURE_TAKEN("Signature \"%s\" cannot be added to \"%s\": %s. Choose another name."),
  EXPORT_NAME_TAKEN("The explanation cannot have %s \"%s\": signature \"%s\" has it already. %s"),
  EXPORT_REFUSED("\"%s\" cannot be exported to \"%s\": %s. %s"),
  NOT_SERVED("Signature \"%s\" of \"%s\" cannot answer this: %s. %s"),

  // The annotation processor.
  NOT_AN_INTERFACE(
      "%s is marked @AttributedModel, but is %s. Only interfaces can be, and, without savedModel,"
          + " classes that build their graph."),
  GENERIC_INTERFACE("%s has type parameters. Remove them."),
  PRIVATE_INTERFACE(
      "%s is private, so that no explainer can be generated beside it. Make it at least"
          + " package-private."),
  NO_LAYERS("%s has no @Attributable method. Add one for each layer to explain."),
  METHOD_SHAPE(
      "%s must be an abstract method without parameters that returns io.attributable.Layer: %s."),
  UNANNOTATED_METHOD("%s is abstract but not marked @Attributable. Mark it, or make it default."),
  STRAY_ANNOTATION("%s is marked @%s, but %s is not marked @AttributedModel. Mark it."),
  NAME_CLASH("%s clashes with %s in the generated %s. Rename it."),
  NAME_TAKEN(
      "%s needs the name %s for what is generated, but another type has it. Rename one of them."),
  DUPLICATE_LAYER(
      "%s names the same layer and port as %s: \"%s\". Remove one; to explain it by another method,"
          + " give that to the request."),
  BAD_OPTION("Option %s is \"%s\". It must be %s."),
  LOCK_MISMATCH(
      "SavedModel \"%s\" is not the one that %s is locked to. Export that one again, or accept this"
          + " one: %s and review the change. Lock (-) and model (+) differ in \"%s\":%s"),
  LOCK_MISSING("%s is not locked: \"%s\" %s. To lock it, %s and commit the file."),
  LOCK_PLACE_UNKNOWN(
      "The folder of the lock file of %s cannot be determined: %s. Set -Aattributable.lock.dir to"
          + " the absolute folder to keep it in."),
  CORRUPT_LOCK("Line %s of \"%s\" cannot be read: %s. Restore the file, or delete it and %s."),

  // The annotation processor, about models in code.
  SAVED_MODEL_REQUIRED(
      "%s is an interface without a SavedModel. Name one: @AttributedModel(savedModel ="
          + " \"models/name\")."),
  UNRECORDABLE_CLASS("%s cannot be recorded: %s. %s"),
  UNRECORDABLE_METHOD("%s cannot be recorded: %s. %s"),
  UNFEEDABLE_PARAMETER("Parameter \"%s\" of %s cannot be fed: %s. %s"),
  FORWARD_REQUIRED("%s has %s. Mark the one method that builds the whole model with @Forward."),
  ADDRESS_IN_CODE(
      "%s names layer \"%s\", but in a class the method itself is the layer. Remove the address."),
  HIDDEN_MODULE(
      "%s holds a model that has layers, but is out of reach: it is private and has no getter. Make"
          + " it package-private or protected, or add a method %s()."),

  // Models in code, at run time.
  FORWARD_NOT_CALLED("%s was not called %s. Call it before the explainer is made."),
  SEVERAL_FORWARDS(
      "%s was called %s times in this graph. Select a call by an operand it returned:"
          + " of(model, operand, session)."),
  FOREIGN_OPERAND("Operand \"%s\" was not returned by %s. Give one of: %s."),
  SHARED_INPUT(
      "%s was called with operand \"%s\" for both \"%s\" and \"%s\", which cannot be fed apart."
          + " Give each an operand of its own, for example tf.identity(%s)."),
  SEVERAL_CALLS("Layer \"%s\" was called %s times. Name one of its calls: %s#1 to %s#%s."),
  MODULE_NOT_RECORDED(
      "Module \"%s\" of %s is a %s, whose calls are not recorded. Make it a %s, which is generated"
          + " for it."),
  UNSHARED_STATE(
      "%s cannot be explained: op %s of node \"%s\" %s. Explain a model that only reads its"
          + " variables."),

  // The command line.
  BAD_REQUEST("Request %s cannot be read: %s."),
  DUPLICATE_ID("Request id \"%s\" was used before (line %s). Give every request its own id."),
  UNSAFE_ID(
      "Request id \"%s\" is not usable as a folder: %s. Use letters, digits, '.', '_' and '-'."),
  UNREADABLE_FILE("File \"%s\" of %s cannot be read: %s."),
  UNWRITABLE_FILE("\"%s\" cannot be written: %s."),
  FOLDER_IN_USE(
      "Another run is writing to \"%s\". Wait until it is over, or give another folder (--out)."),
  RESUME_MISMATCH(
      "The run in \"%s\" cannot be resumed: %s. Start it anew without --resume, which replaces its"
          + " replies, or give another folder (--out)."),
  USAGE("%s. See %s --help."),

  // The plugin for Maven.
  COMMAND_LINE_MISSING(
      "The command line \"%s\" cannot be resolved: %s. Let Maven resolve it once online, and name a"
          + " repository that has it among those of the project."),
  COMMAND_FAILED("\"%s\" failed: %s. What it printed above tells why."),

  // Evidence.
  EVIDENCE_LOG("Evidence log \"%s\" cannot be used: %s. %s"),
  EVIDENCE_KEY("Key \"%s\" cannot be used: %s. %s"),
  EVIDENCE_RECORD("Record %s cannot be used: %s. %s"),
  EVIDENCE_INPUT("Input \"%s\" is not what record %s was made with: %s. %s"),

  // The server.
  SERVER_NOT_STARTED("The server does not start: %s. %s"),
  UNKNOWN_MODEL("No model \"%s\" is served; there are %s.%s"),
  REQUEST_REFUSED("The request is refused: %s. %s"),
  SERVER_BUSY("The server does not take the request: %s. Ask again in %s s."),
  DEADLINE_EXCEEDED(
      "The request was not answered within %s ms. Ask for fewer examples, steps or targets at once,"
          + " or give it more time."),

  // Spark.
  PARAM_INVALID("Param \"%s\" of %s is not valid: %s. %s"),
  UNKNOWN_COLUMN("No column \"%s\" for %s; there are %s.%s"),
  COLUMN_TYPE("Column \"%s\" is %s, which cannot be %s: %s. %s"),
  COLUMN_TAKEN(
      "There is a column \"%s\" already, which %s would be. Drop it, or choose another name."),
  COLUMN_VALUE("Column \"%s\" cannot be %s: %s. %s"),
  LAYER_WITHOUT_ROWS(
      "%s has no row for each row of the data frame: of %s rows it has shape %s, whose first"
          + " dimension is another. %s"),
  COLUMN_AMBIGUOUS(
      "Column \"%s\" for %s is ambiguous: there are %s. Drop or rename all but one, as after"
          + " joins."),
  RESULT_NOT_FINITE(
      "The attribution of \"%s\" has %s among its values. Look for numbers that are not finite in"
          + " the row, the baseline and the model's weights."),
  MODEL_NOT_FETCHED("SavedModel \"%s\" cannot be fetched by executor %s: %s. %s"),
  EXECUTOR_LIBRARIES("Executor %s cannot explain: %s. %s"),

  INTERNAL("Something went wrong inside Attributable: %s. Please report it with the stack trace.");

  private static final int LONGEST_ARGUMENT = 4_000;

  private final String template;

  ErrorCode(String template) {
    this.template = template;
  }

  /** The code in messages, JSON and documentation, such as {@code UnknownLayer}. */
  @JsonValue
  public String id() {
    return Arrays.stream(name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /**
   * The whole message: the code in brackets, then what is wrong and what to do, in Java's wording.
   */
  public String message(Object... arguments) {
    return message(Wording.JAVA, arguments);
  }

  /** The whole message in the given wording. */
  public String message(Wording wording, Object... arguments) {
    Object[] words =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Worded worded ? worded.in(wording) : argument)
            .map(ErrorCode::shortened)
            .toArray();
    // A remedy may be empty.
    return (mark() + String.format(Locale.ROOT, Phrase.fill(template, wording), words))
        .stripTrailing();
  }

  /** Keeps names of megabytes out of messages and logs. */
  private static Object shortened(Object argument) {
    String text = String.valueOf(argument);
    return text.length() <= LONGEST_ARGUMENT
        ? argument
        : text.substring(0, LONGEST_ARGUMENT) + "… (" + text.length() + " characters)";
  }

  /** The prefix of every message. */
  String mark() {
    return "[" + id() + "] ";
  }

  /** The code as in messages: {@link #id()}. */
  @Override
  public String toString() {
    return id();
  }
}
