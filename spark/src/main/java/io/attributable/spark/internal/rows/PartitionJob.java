package io.attributable.spark.internal.rows;

import io.attributable.spark.internal.model.ModelTicket;
import io.attributable.spark.internal.request.Feed;
import io.attributable.spark.internal.request.RequestText;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What executors do with each partition. Immutable; travels to them.
 *
 * @param schema of the rows as they come
 * @param targetCol of each row's own target, as the schema calls it; null for none
 * @param tensors by layer, how many it has
 * @param predicts whether there is a column of the explained output
 * @param keeps whether rows that cannot be explained have an error, instead of ending the job
 */
record PartitionJob(
    ModelTicket ticket,
    RequestText request,
    List<Feed> feeds,
    StructType schema,
    @Nullable String targetCol,
    int batchSize,
    List<Integer> tensors,
    boolean predicts,
    boolean keeps,
    SerializableConfiguration configuration)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  PartitionJob {
    feeds = List.copyOf(feeds);
    tensors = List.copyOf(tensors);
  }
}
