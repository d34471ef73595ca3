package io.attributable.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A file system that is not that of the machine, as far as anyone can tell: {@code remote:/path}.
 * Who opens what is noted in the file that {@code fs.remote.log} names.
 */
public class RemoteFileSystem extends RawLocalFileSystem {
  /** The setting of Hadoop that names the log. */
  static final String LOG = "fs.remote.log";

  @Override
  public String getScheme() {
    return "remote";
  }

  @Override
  public URI getUri() {
    return URI.create("remote:///");
  }

  /** Without permissions, which are looked up for files of the machine only. */
  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus known = super.getFileStatus(path);
    return new FileStatus(
        known.getLen(),
        known.isDirectory(),
        1,
        known.getBlockSize(),
        known.getModificationTime(),
        known.getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    String log = getConf().get(LOG);
    if (log != null) {
      Files.writeString(
          java.nio.file.Path.of(log),
          ProcessHandle.current().pid() + " " + path.getName() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return super.open(path, bufferSize);
  }
}
