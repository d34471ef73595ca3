package io.attributable.graph.shard;

/**
 * What is worth being computed by shards.
 *
 * @param shards how many there are at most
 * @param rows the fewest of a shard: a product of fewer does not keep a core busy
 * @param multiplications the fewest of a product that shards begin with
 * @param share of a plan's multiplications, that which shards must do
 */
public record ShardLimits(int shards, int rows, double multiplications, double share) {
  /** More have little to do of sequences as they are. */
  private static final int MOST = 8;

  /** Measured on two cores; see {@code docs/decisions/0071-shards-of-an-example.md}. */
  public static ShardLimits forCores(int cores) {
    return new ShardLimits(Math.min(cores, MOST), 16, 2e5, 0.6);
  }

  ShardLimits with(int other) {
    return new ShardLimits(other, rows, multiplications, share);
  }
}
