package io.attributable.cli;

import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.cli.preflight.PreflightJson;
import io.attributable.cli.preflight.PreflightText;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preflight}: shows what can be explained, and what to do about the rest. */
@Command(
    name = "preflight",
    description = {
      "Says which layers can be explained, what blocks the others, and what to do about it.",
      "Nothing is run: only saved_model.pb is read, and TensorFlow is not loaded, unless op",
      "libraries are."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every checked layer and port can be explained towards some output",
      "1:some cannot",
      "2:the command line or the model cannot be used"
    })
final class PreflightCommand implements Callable<Integer> {
  private static final int SOME_CANNOT = 1;

  @Mixin private ModelArguments model = new ModelArguments();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Layers to look at, as in explain (default: all, both sides). Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "What would be explained: an output of the signature, a layer, tensor:NODE:0, or"
              + " logits-of:LAYER (default: each output of the signature).")
  private @Nullable String output;

  @Option(
      names = "--port",
      paramLabel = "output|input",
      description = "The side of the layers (default: output; both where no layer is named).")
  private @Nullable Port port;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    SavedModelFile file = model.read();
    OpPolicyCheck.requireLoadable(file);
    String signature = model.signature().orElseGet(file::defaultSignature);
    PreflightReport report =
        report(Preflight.of(LayerIndex.of(SignatureFlattener.flatten(file, signature))));
    Console console = invocation.console();
    if (json) {
      console.print(PreflightJson.of(report));
    } else {
      PreflightText.of(report).forEach(console::print);
    }
    return report.isClear() ? ExitCode.OK : SOME_CANNOT;
  }

  private PreflightReport report(Preflight preflight) {
    Port side = port;
    if (layers.isEmpty()) {
      return preflight.reportAll(side == null ? List.of(Port.values()) : List.of(side), output);
    }
    return preflight.report(
        layers.stream()
            .map(layer -> new LayerPort(layer, side == null ? Port.OUTPUT : side))
            .toList(),
        output);
  }
}
