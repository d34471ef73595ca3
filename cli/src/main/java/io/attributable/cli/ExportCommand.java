package io.attributable.cli;

import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.model.TensorDescription;
import io.attributable.tensorflow.ExplainedModel;
import io.attributable.tensorflow.ExplainedSignature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: writes a copy of a model that explains itself wherever it is served. */
@Command(
    name = "export",
    description = {
      "Writes a copy of the model with one signature more, which explains its layers.",
      "TensorFlow Serving, Python and others serve it; see docs/serving.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the copy was written",
      "2:nothing was written: the command line, the model or DIR cannot be used"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String PREDICTED = "predicted";

  @Mixin private ModelArguments model = new ModelArguments();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      required = true,
      description =
          "Layers to explain: by name, as scope:PATH, tensor:NODE:0 or input:NAME. Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "What the target picks from: an output of the signature, a layer, tensor:NODE:0, or"
              + " logits-of:LAYER.")
  private @Nullable String output;

  @Option(
      names = "--port",
      paramLabel = "output|input",
      description = "The side of the layers (default: output).")
  private Port port = Port.OUTPUT;

  @Mixin private ExportMethods method = new ExportMethods();

  @Mixin private SmoothOptions smooth = new SmoothOptions();

  @Option(
      names = "--reduce",
      paramLabel = "STEPS",
      description = "What is made of each attribution, such as sum=channels,abs (default: none).")
  private @Nullable String reduction;

  @Option(
      names = "--target",
      paramLabel = PREDICTED,
      description =
          "Has the graph explain each example's largest number (default: callers give a target).")
  private @Nullable String target;

  @Option(
      names = "--as",
      paramLabel = "SIGNATURE",
      description = "The name of the new signature (default: ${DEFAULT-VALUE}).")
  private String name = "explain";

  @Option(
      names = "--loop-limit",
      paramLabel = "N",
      description =
          "The most iterations a loop of the new signature may take; 0 for no limit (default:"
              + " 1000000).")
  private @Nullable Integer loopLimit;

  @Option(
      names = "--rows-at-once",
      paramLabel = "N",
      description =
          "For methods that evaluate the model at points: how many rows at once (default: 64).")
  private @Nullable Integer rowsAtOnce;

  @Option(names = "--replace", description = "Replaces the SavedModel in DIR, if there is one.")
  private boolean replace;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the copy goes.")
  private Path out = Path.of("");

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    ExplainedSignature written = request().write(out);
    Console console = invocation.console();
    console.print("Signature \"" + written.signature().name() + "\", in " + out);
    written.signature().inputs().forEach(input -> console.print("  takes " + described(input)));
    written.signature().outputs().forEach(each -> console.print("  gives " + described(each)));
    if (!written.unrestored().isEmpty()) {
      console.print(
          "The model's own restore op forgets variables ("
              + written.unrestored().get(0)
              + ", …): TensorFlow Serving can run none of its signatures, only Python can."
              + " See docs/serving.md.");
    }
    return ExitCode.OK;
  }

  private ExplainedModel request() {
    ExplainedModel request =
        ExplainedModel.of(model.model())
            .opLibraries(model.opLibraries())
            .ops(model.ops())
            .signature(model.signature().orElse(null))
            .layers(layers.toArray(String[]::new))
            .port(port)
            .output(output)
            .as(name);
    method.ask(request);
    smooth.smoothing().ifPresent(request::smooth);
    if (reduction != null) {
      request.reduce(Reduction.parse(reduction));
    }
    if (loopLimit != null) {
      if (loopLimit < 0) {
        throw invocation.refused("--loop-limit cannot be negative; 0 sets no limit");
      }
      request.loopLimit(loopLimit);
    }
    if (rowsAtOnce != null) {
      if (rowsAtOnce < 1) {
        throw invocation.refused("--rows-at-once is at least 1");
      }
      request.rowsAtOnce(rowsAtOnce);
    }
    if (target != null) {
      if (!target.equals(PREDICTED)) {
        throw invocation.refused("--target can only be " + PREDICTED + ": callers give others");
      }
      request.predicted();
    }
    return replace ? request.replacing() : request;
  }

  private static String described(TensorDescription tensor) {
    return tensor.name() + "  " + tensor.dtype() + " " + tensor.shape();
  }
}
