package io.attributable.samples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CreditApplication {
  /** Options such as {@code --credit.model=models/credit}. */
  public static void main(String[] arguments) {
    SpringApplication.run(CreditApplication.class, arguments);
  }
}
