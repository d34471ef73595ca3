package io.attributable.samples.spring;

import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /score}: an application in, its score and reasons out. */
@RestController
class ScoreController {
  private final CreditModel credit;
  private final CreditSettings settings;

  ScoreController(CreditModel credit, CreditSettings settings) {
    this.credit = credit;
    this.settings = settings;
  }

  /** The body has a value for each feature: {@code {"account": "overdrawn", "months": 36, …}}. */
  @PostMapping("/score")
  Score score(@RequestBody Map<String, Object> application) {
    return credit.score(application, settings.reasons());
  }
}
