package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.report.ReadModel;
import io.attributable.cli.report.ReportMaker;
import io.attributable.cli.report.ReportWishes;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.model.SignatureDescription;
import io.attributable.report.Report;
import io.attributable.tensorflow.AttributableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: explains predictions as a page for those whom they concern. */
@Command(
    name = "report",
    description = {
      "Explains predictions as one HTML page that needs no network: what was predicted, why, why"
          + " not the next class, how far to trust it, and what was asked."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the page was written", "2:nothing was written"})
final class ReportCommand implements Callable<Integer> {
  @Mixin private ModelArguments model = new ModelArguments();
  @Mixin private ReportOptions options = new ReportOptions();
  @Mixin private InputOptions inputs = new InputOptions();
  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      required = true,
      description = "Where the page goes, over what may be there.")
  private Path out = Path.of("");

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    run.problem().or(options::problem).ifPresent(this::refuse);
    checkFile();
    InputSettings settings = inputs.settings(model.model());
    ReportWishes wishes = options.wishes(model.signature());
    try (AttributableModel loaded = model.load(run)) {
      Report report = report(loaded, settings, wishes);
      report.write(out);
      tell(report);
    }
    return ExitCode.OK;
  }

  private Report report(AttributableModel loaded, InputSettings settings, ReportWishes wishes) {
    SignatureDescription signature =
        wishes.signature().map(loaded::signature).orElseGet(loaded::defaultSignature);
    SignatureCard card = settings.cards(loaded).of(wishes.signature());
    Map<String, InputSource> sources = options.sources();
    ReadInputs read = settings.read(signature, sources);
    ReportProvenance provenance = new ReportProvenance(model, invocation.command());
    ReportMaker maker = new ReportMaker(loaded, new ReadModel(signature, card, read), wishes);
    try (Progress progress = invocation.console().progress("Explaining", maker.steps())) {
      return maker.report(
          title(settings, wishes, loaded), provenance.of(signature, sources), progress::step);
    }
  }

  private static String title(
      InputSettings settings, ReportWishes wishes, AttributableModel loaded) {
    return wishes
        .title()
        .or(() -> settings.card().flatMap(ModelCard::title))
        .orElseGet(() -> loaded.path().toAbsolutePath().normalize().getFileName().toString());
  }

  /** What can be told before the model is loaded, which takes its time. */
  private void checkFile() {
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out)) {
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, out, "it is a folder");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new AttributionException(
          ErrorCode.UNWRITABLE_FILE, out, "there is no folder " + folder);
    }
  }

  private void tell(Report report) {
    Console console = invocation.console();
    report.notes().forEach(note -> console.print("Note: " + note));
    int examples = Math.min(report.examples(), Report.MOST_EXAMPLES);
    console.print(
        "Explained %d example%s, in %s (%s)"
            .formatted(examples, examples == 1 ? "" : "s", out, size()));
    if (report.examples() > examples) {
      console.print("The other " + (report.examples() - examples) + " are not in the page.");
    }
  }

  private String size() {
    try {
      return Math.max(1, Files.size(out) / 1000) + " kB";
    } catch (IOException e) {
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, out, e).causedBy(e);
    }
  }

  private void refuse(String problem) {
    throw invocation.refused(problem);
  }
}
