package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Wording;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.reply.ReplyFolder;
import io.attributable.cli.reply.RunFolder;
import io.attributable.cli.request.RequestEntry;
import io.attributable.cli.request.RequestsFile;
import java.nio.file.Path;

/** Answers the requests of a file in order, each in its own folder. Used once. */
final class BatchRunner {
  private final RequestsFile requests;
  private final Path out;
  private final boolean resumed;
  private final Console console;
  private int failed;
  private int kept;

  /**
   * Answers the requests of a file.
   *
   * @param out what the run has for itself
   * @param resumed whether replies that are there are kept
   */
  BatchRunner(RequestsFile requests, RunFolder out, boolean resumed, Console console) {
    this.requests = requests;
    this.out = out.path();
    this.resumed = resumed;
    this.console = console;
  }

  /**
   * Answers all requests.
   *
   * @return how many failed
   * @throws AttributionException UNWRITABLE_FILE if replies of an earlier run cannot be removed
   */
  int run(RequestHandler handler) {
    if (!resumed) {
      clear();
    }
    try (Progress progress = console.progress("Explaining", requests.count())) {
      requests.forEach(
          entry -> {
            answer(entry, handler);
            progress.step();
          });
    }
    String before = kept == 0 ? "" : " (%d of them before)".formatted(kept);
    console.print(
        "%d explained%s, %d failed, in %s"
            .formatted(requests.count() - failed, before, failed, out));
    return failed;
  }

  /** A run that is cut short must not leave replies of an earlier one that look like its own. */
  private void clear() {
    requests.ids().forEach(id -> new ReplyFolder(out.resolve(id)).clear());
  }

  private void answer(RequestEntry entry, RequestHandler handler) {
    ReplyFolder folder = new ReplyFolder(out.resolve(entry.folder()));
    if (resumed && folder.isExplained()) {
      kept++;
      return;
    }
    Reply reply = handler.answer(entry.id(), entry::request);
    boolean well = true;
    if (reply instanceof Reply.Failed failure) {
      well = false;
      report(entry, failure.failure());
    }
    try {
      folder.sweep();
      folder.write(reply);
    } catch (AttributionException e) {
      well = false;
      report(entry, e);
    } catch (RuntimeException e) {
      well = false;
      report(entry, new AttributionException(ErrorCode.INTERNAL, e.toString()).causedBy(e));
    }
    failed += well ? 0 : 1;
  }

  private void report(RequestEntry entry, AttributionException failure) {
    console.fail("%s (line %d): ".formatted(entry.id(), entry.line()), failure, Wording.REQUEST);
  }
}
