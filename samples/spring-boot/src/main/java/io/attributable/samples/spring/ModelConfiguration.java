package io.attributable.samples.spring;

import io.attributable.observability.ModelMeters;
import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One model for the life of the application: beans that are closed are closed last. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {
  @Bean
  ModelMeters modelMeters(MeterRegistry registry) {
    return new ModelMeters(registry);
  }

  /** Spring closes it once the web server took its last request. */
  @Bean
  CreditModel creditModel(CreditSettings settings, ModelMeters meters) throws IOException {
    LimitOptions limits =
        LimitOptions.defaults()
            .callsInFlight(settings.callsInFlight())
            .maxWait(settings.maxWait())
            .timeout(settings.timeout());
    ModelOptions options = ModelOptions.defaults().limits(limits).observers(meters);
    return CreditModel.load(settings.directory(), options, settings.grace());
  }

  @Bean(destroyMethod = "run")
  Runnable modelGauges(CreditModel model, ModelMeters meters) {
    return meters.bind(model.model());
  }
}
