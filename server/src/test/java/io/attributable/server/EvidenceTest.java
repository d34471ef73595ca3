package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.log.AuditReport;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.evidence.log.LogAudit;
import io.attributable.evidence.log.LogOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations that are recorded before they are given out. */
class EvidenceTest {
  private static final String EXPLAIN = "/v1/models/digits:explain";
  private static final List<?> GREY =
      List.of(Collections.nCopies(8, Collections.nCopies(8, List.of(0.5f))));

  @TempDir private Path folder;

  private static Caller.Answer explained(AttributableModel model, EvidenceLog log, Object target) {
    ServedModel served =
        new ServedModel("digits", model).recordedBy(ExplanationRecorder.of(model).to(log));
    try (ExplainServer server =
        ExplainServer.start(List.of(served), ServerOptions.defaults().port(0))) {
      return new Caller(server.uri()).post(EXPLAIN, Map.of("instances", GREY, "target", target));
    }
  }

  @Test
  void eachExplanationHasARecord() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"));
        EvidenceLog log = EvidenceLog.open(folder, LogOptions.defaults())) {
      Caller.Answer answer = explained(model, log, 3);
      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    }
    AuditReport report = LogAudit.of(folder).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void whatCannotBeRecordedIsNotAnswered() {
    EvidenceLog closed = EvidenceLog.open(folder, LogOptions.defaults());
    closed.close();
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"))) {
      Caller.Answer answer = explained(model, closed, 3);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.raw().body()).contains("EvidenceLog");
    }
  }
}
