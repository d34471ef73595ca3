package io.attributable.samples.spring;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service at free ports. */
final class Service {
  private Service() {}

  static ConfigurableApplicationContext start(String... options) {
    SpringApplication application = new SpringApplication(CreditApplication.class);
    Stream<String> always =
        Stream.of(
            "--server.port=0",
            "--management.server.port=0",
            "--credit.model=../credit/models/credit",
            "--logging.level.root=warn");
    return application.run(Stream.concat(always, Arrays.stream(options)).toArray(String[]::new));
  }

  /** Asks at the public port. */
  static Client client(ConfigurableApplicationContext service) {
    return client(service, "local.server.port");
  }

  /** Asks at the port of those who run the service. */
  static Client operator(ConfigurableApplicationContext service) {
    return client(service, "local.management.port");
  }

  private static Client client(ConfigurableApplicationContext service, String property) {
    String port = service.getEnvironment().getRequiredProperty(property);
    return new Client(Integer.parseInt(port));
  }
}
