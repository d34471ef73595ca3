package io.attributable.spark.internal.model;

import io.attributable.spark.RemoteFileSystem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The first file to be opened once there is a latch is waited for until the thread is interrupted.
 */
public final class WaitingFileSystem extends RemoteFileSystem {
  private static volatile CountDownLatch opened = new CountDownLatch(0);

  /** Settings of Hadoop that know it. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.remote.impl", WaitingFileSystem.class, FileSystem.class);
    configuration.setBoolean("fs.remote.impl.disable.cache", true);
    return configuration;
  }

  /** From now on the first one waits; counted down once it does. */
  static CountDownLatch waitAtFirst() {
    opened = new CountDownLatch(1);
    return opened;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    CountDownLatch first = opened;
    if (first.getCount() > 0) {
      first.countDown();
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        throw (IOException) new InterruptedIOException("stopped").initCause(e);
      }
    }
    return super.open(path, bufferSize);
  }
}
