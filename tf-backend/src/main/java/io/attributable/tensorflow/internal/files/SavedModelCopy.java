package io.attributable.tensorflow.internal.files;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Copies a SavedModel with another graph. */
public final class SavedModelCopy {
  private static final Set<String> OWN = Set.of(SavedModelFiles.GRAPH, SavedModelFiles.FINGERPRINT);

  private final Path model;

  /** Of the model in a directory. */
  public SavedModelCopy(Path model) {
    this.model = model;
  }

  /**
   * Copies all files, the variables as they are.
   *
   * @param graph replaces the graph with the same tags
   * @throws AttributionException MODEL_TOO_LARGE
   */
  public void copy(Path to, MetaGraphDef graph) throws IOException {
    byte[] changed = changed(graph);
    List<Path> files;
    try (Stream<Path> all = Files.walk(model, FileVisitOption.FOLLOW_LINKS)) {
      files = all.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      Path copy = to.resolve(model.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectory(copy);
      } else if (!OWN.contains(model.relativize(file).toString())) {
        copyFile(file, copy);
      }
    }
    try (FileChannel channel = create(to.resolve(SavedModelFiles.GRAPH))) {
      ByteBuffer bytes = ByteBuffer.wrap(changed);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private byte[] changed(MetaGraphDef graph) throws IOException {
    SavedModel.Builder all =
        SavedModel.parseFrom(Files.readAllBytes(model.resolve(SavedModelFiles.GRAPH))).toBuilder();
    long size = 0;
    for (int i = 0; i < all.getMetaGraphsCount(); i++) {
      if (all.getMetaGraphs(i)
          .getMetaInfoDef()
          .getTagsList()
          .equals(graph.getMetaInfoDef().getTagsList())) {
        all.setMetaGraphs(i, graph);
      }
      size += GraphSize.of(all.getMetaGraphs(i));
    }
    if (size > GraphSize.LARGEST) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          model,
          "with the explanation its graph takes "
              + size
              + " bytes, and a protocol buffer ends at 2 GiB; explain fewer layers");
    }
    return all.build().toByteArray();
  }

  /** Forces the content to the disk, not only the directory entry. */
  private static void copyFile(Path from, Path to) throws IOException {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target = create(to)) {
      long size = source.size();
      long done = 0;
      while (done < size) {
        long copied = source.transferTo(done, size - done, target);
        if (copied <= 0) {
          throw new IOException(from + " became shorter while it was copied");
        }
        done += copied;
      }
      target.force(true);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
