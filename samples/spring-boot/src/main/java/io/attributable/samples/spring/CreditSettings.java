package io.attributable.samples.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, in {@code application.properties} and everywhere where Spring Boot reads such.
 *
 * @param model the SavedModel's directory; a text, as Spring looks for a relative {@link Path}
 *     among the resources of the web application
 * @param reasons how many reasons an answer has at most
 * @param callsInFlight how many requests the model works for at once
 * @param maxWait how long others wait before they are refused
 * @param timeout how long the model may work for one
 * @param grace how long a shutdown waits for those that run before it stops them
 */
@ConfigurationProperties("credit")
public record CreditSettings(
    String model,
    @DefaultValue("4") int reasons,
    @DefaultValue("4") int callsInFlight,
    @DefaultValue("500ms") Duration maxWait,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("5s") Duration grace) {

  /** The SavedModel's directory. */
  Path directory() {
    return Path.of(model);
  }
}
