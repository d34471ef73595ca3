package io.attributable.samples.spring;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service at a free port. */
final class Service {
  private Service() {}

  static ConfigurableApplicationContext start(String... options) {
    SpringApplication application = new SpringApplication(CreditApplication.class);
    Stream<String> always =
        Stream.of(
            "--server.port=0",
            "--credit.model=../credit/models/credit",
            "--logging.level.root=warn");
    return application.run(Stream.concat(always, Arrays.stream(options)).toArray(String[]::new));
  }

  static Client client(ConfigurableApplicationContext service) {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    return new Client(Integer.parseInt(port));
  }
}
