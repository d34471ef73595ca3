package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.inputs.FirstCard;
import io.attributable.model.SignatureDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code card}: writes a first model card. */
@Command(
    name = "card",
    description = {
      "Writes a first model card from the model's signatures: what inputs and outputs are to"
          + " people.",
      "What signatures do not show stands under \"todo\", to be completed."
    })
final class CardCommand implements Callable<Integer> {
  @Mixin private ModelArguments model = new ModelArguments();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the card goes, such as MODEL/attributable.json, where commands find it; a file"
              + " that is there is not replaced (default: it is printed).")
  private @Nullable Path out;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    String name = model.model().toAbsolutePath().normalize().getFileName().toString();
    String card = FirstCard.of(name, signatures());
    Path file = out;
    if (file == null) {
      invocation.console().print(card.stripTrailing());
    } else {
      write(file, card);
      invocation.console().print("Written to " + file + "; complete what stands under \"todo\".");
    }
    return ExitCode.OK;
  }

  private List<SignatureDescription> signatures() {
    return model
        .signature()
        .map(wanted -> List.of(model.read().signature(wanted).describe()))
        .orElseGet(
            () -> model.read().signatures().stream().map(SignatureSchema::describe).toList());
  }

  private static void write(Path file, String card) {
    try {
      WholeFile.create(file, card.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw new AttributionException(
              ErrorCode.UNWRITABLE_FILE, file, "it exists, and cards are not replaced")
          .causedBy(e);
    } catch (IOException e) {
      throw new AttributionException(
              ErrorCode.UNWRITABLE_FILE, file, e.getClass().getSimpleName() + ": " + e.getMessage())
          .causedBy(e);
    }
  }
}
