package io.attributable.cli;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.GradientXActivation;
import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.reply.RunFolder;
import io.attributable.cli.request.Request;
import io.attributable.cli.request.RequestsFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** A program that answers a file of requests without a model, to be killed meanwhile. */
final class KilledRun {
  private static final int LAYERS = 3;
  private static final int NUMBERS = 20_000;

  private KilledRun() {}

  /** Takes the requests, the folder, and whether it goes on with a run. */
  public static void main(String[] arguments) {
    Path out = Path.of(arguments[1]);
    boolean resumed = Boolean.parseBoolean(arguments[2]);
    PrintWriter stream = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, false);
    try (RunFolder held = RunFolder.take(out)) {
      if (resumed) {
        held.resume("explain test");
      } else {
        held.begin("explain test");
      }
      RequestsFile requests = RequestsFile.open(Path.of(arguments[0]), Optional.empty());
      new BatchRunner(requests, held, resumed, console)
          .run(new RequestHandler(KilledRun::explain, Wording.REQUEST));
    } catch (AttributionException e) {
      stream.println(e.getMessage());
    }
  }

  private static Reply explain(String id, Request request) {
    List<Attribution> layers =
        request.layers().stream()
            .map(
                layer ->
                    new Attribution(
                        layer, Port.OUTPUT, new GradientXActivation(), tensors(id), null))
            .toList();
    return new Reply.Explained(id, new Attributions(layers), List.of(), Wording.REQUEST);
  }

  private static List<AttributedTensor> tensors(String id) {
    return IntStream.range(0, LAYERS)
        .mapToObj(
            layer -> {
              FloatNdArray values = NdArrays.ofFloats(Shape.of(NUMBERS));
              for (int i = 0; i < NUMBERS; i++) {
                values.setFloat(id.hashCode() * 31 + layer * 7 + i, i);
              }
              return new AttributedTensor("t" + layer, ElementType.FLOAT32, values);
            })
        .toList();
  }
}
