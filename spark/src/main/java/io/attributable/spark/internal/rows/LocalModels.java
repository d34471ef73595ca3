package io.attributable.spark.internal.rows;

import io.attributable.spark.internal.model.ExecutorModels;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/** Closes models that the driver's own JVM has, in local mode, when an application ends. */
final class LocalModels {
  private static final Set<SparkContext> KNOWN =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private LocalModels() {}

  static void closeWith(SparkContext context) {
    if (KNOWN.add(context)) {
      context.addSparkListener(
          new SparkListener() {
            @Override
            public void onApplicationEnd(SparkListenerApplicationEnd end) {
              ExecutorModels.closeAll();
            }
          });
    }
  }
}
