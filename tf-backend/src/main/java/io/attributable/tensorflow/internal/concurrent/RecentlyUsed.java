package io.attributable.tensorflow.internal.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps what was used last, as many entries as it may. Not thread-safe. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int INITIAL = 16;
  private static final float LOAD = 0.75f;

  private final int most;

  /** Keeps so many entries. */
  public RecentlyUsed(int most) {
    super(INITIAL, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
