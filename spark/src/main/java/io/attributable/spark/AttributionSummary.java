package io.attributable.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.window;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.spark.internal.summary.FeatureColumns;
import io.attributable.spark.internal.summary.GroupColumns;
import io.attributable.spark.internal.summary.MeanWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What features weigh over many rows: the mean of the magnitudes of their attributions. Computed by
 * Spark's own functions, in the cluster. Rows without attributions are left out. Immutable.
 *
 * <pre>{@code
 * AttributionSummary summary = AttributionSummary.of(explained, "attribution");
 * summary.mean().show();                                      // feature, weight, mean, rows
 * summary.meanBy("region").show();
 * summary.meanOverTime("day", "7 days").show();
 * FeatureDrift drift = AttributionSummary.of(lastYear, "attribution").drift(summary);
 * }</pre>
 *
 * <p>Features are called as the transformer noted, which the model card, its param, or a {@code
 * VectorAssembler} says; neighbours that share a name are one feature, whose attributions are
 * summed first. Without names they are called by their positions.
 */
public final class AttributionSummary {
  private static final String FEATURE = "feature";
  private static final String POSITION = "position";
  private static final String WEIGHT = "weight";
  private static final String VALUE = "value";
  private static final List<String> SUMMARY = List.of(FEATURE, POSITION, WEIGHT, "mean", "rows");

  private final Dataset<Row> rows;
  private final FeatureColumns features;

  private AttributionSummary(Dataset<Row> rows, FeatureColumns features) {
    this.rows = rows;
    this.features = features;
  }

  /**
   * A summary of rows that were explained.
   *
   * @param rows with the column
   * @param outputCol of attributions of one layer with one tensor; a field of the column for one of
   *     several layers: {@code attribution.conv1}
   * @throws AttributionException UNKNOWN_COLUMN, COLUMN_TYPE
   */
  public static AttributionSummary of(Dataset<Row> rows, String outputCol) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(outputCol, "outputCol");
    return new AttributionSummary(rows, FeatureColumns.of(rows.schema(), outputCol));
  }

  /** The same with other names, one for each value of a row; equal neighbours are one feature. */
  public AttributionSummary features(String... names) {
    return new AttributionSummary(rows, features.named(Arrays.asList(names)));
  }

  /**
   * By feature: {@code feature}, {@code position}, {@code weight} (the mean magnitude), {@code
   * mean} and {@code rows}; the heaviest first.
   */
  public Dataset<Row> mean() {
    return grouped(List.of());
  }

  /**
   * As {@link #mean()}, for each combination of what these columns have, which stand in front.
   *
   * @param columns of the rows; fields of structs with a point between
   * @throws AttributionException COLUMN_TAKEN if one is called as a column of the summary, or two
   *     of them are called the same
   */
  public Dataset<Row> meanBy(String... columns) {
    Objects.requireNonNull(columns, "columns");
    List<Column> by = new ArrayList<>();
    for (String column : columns) {
      by.add(col(column));
    }
    return grouped(by);
  }

  /**
   * As {@link #mean()}, for each stretch of time: with {@code from} and {@code to} in front.
   *
   * @param timeCol a column of times or dates
   * @param duration such as {@code 7 days}
   */
  public Dataset<Row> meanOverTime(String timeCol, String duration) {
    Objects.requireNonNull(timeCol, "timeCol");
    Objects.requireNonNull(duration, "duration");
    Column stretch = window(col(timeCol).cast("timestamp"), duration);
    return grouped(List.of(stretch.getField("start").as("from"), stretch.getField("end").as("to")));
  }

  /** By these columns, then by weight. */
  private Dataset<Row> grouped(List<Column> by) {
    GroupColumns groups = GroupColumns.of(rows, by, SUMMARY);
    List<Column> wanted = new ArrayList<>(groups.found());
    wanted.add(features.values().as("values"));
    Dataset<Row> explained = rows.where(features.isExplained()).select(columns(wanted));
    List<Column> all = new ArrayList<>(groups.held());
    all.add(posexplode(col("values")).as(new String[] {POSITION, VALUE}));
    List<Column> keys = new ArrayList<>(groups.held());
    keys.add(col(POSITION));
    Dataset<Row> means =
        explained
            .select(columns(all))
            .groupBy(columns(keys))
            .agg(
                avg(abs(col(VALUE))).as(WEIGHT),
                avg(col(VALUE)).as("mean"),
                count(lit(1)).as("rows"));
    List<Column> shown = new ArrayList<>(groups.named());
    shown.add(name().as(FEATURE));
    SUMMARY.subList(1, SUMMARY.size()).forEach(column -> shown.add(col(column)));
    List<Column> order = new ArrayList<>(groups.held());
    order.add(desc(WEIGHT));
    order.add(col(POSITION));
    return means.orderBy(columns(order)).select(columns(shown));
  }

  private Column name() {
    List<String> names = features.names();
    if (names.isEmpty()) {
      return col(POSITION).cast("string");
    }
    return element_at(lit(names.toArray(String[]::new)), col(POSITION).plus(1));
  }

  private static Column[] columns(List<Column> columns) {
    return columns.toArray(Column[]::new);
  }

  /**
   * Whether features rank as they do here: {@link FeatureDrift}, with an alarm below 0.90.
   *
   * @param now other rows, of the same features
   * @throws AttributionException FEATURES_INVALID if these are others, NOTHING_TO_MEASURE if there
   *     are no explained rows
   */
  public FeatureDrift drift(AttributionSummary now) {
    return drift(now, FeatureDrift.DEFAULT_THRESHOLD);
  }

  /**
   * As {@link #drift(AttributionSummary)}, with an alarm below another threshold.
   *
   * @param threshold from 0 to 1
   */
  public FeatureDrift drift(AttributionSummary now, double threshold) {
    Objects.requireNonNull(now, "now");
    return FeatureDrift.of(weights(), now.weights(), threshold);
  }

  private MeanWeights weights() {
    List<Row> means = grouped(List.of()).orderBy(col(POSITION)).collectAsList();
    if (means.isEmpty()) {
      throw new AttributionException(ErrorCode.NOTHING_TO_MEASURE);
    }
    return new MeanWeights(
        means.stream().map(row -> row.<String>getAs(FEATURE)).toList(),
        means.stream().map(row -> row.<Double>getAs(WEIGHT)).toList(),
        means.get(0).<Long>getAs("rows"));
  }
}
