package io.attributable.tensorflow.internal.files;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * A folder that cannot be listed, as with class loaders that only open what is named: the files are
 * those that the model itself speaks of.
 *
 * @param opener opens a file by its name; null where there is none
 */
record NamedFiles(Function<String, @Nullable InputStream> opener) implements ModelFiles {
  @Override
  public SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    names.add(SavedModelFiles.GRAPH);
    addAssets(names);
    try (InputStream index = opener.apply(SavedModelFiles.INDEX)) {
      if (index != null) {
        names.add(SavedModelFiles.INDEX);
        int shards = CheckpointIndex.shards(index);
        IntStream.range(0, shards).forEach(i -> names.add(SavedModelFiles.shard(i, shards)));
      }
    }
    return names;
  }

  private void addAssets(SortedSet<String> names) throws IOException {
    try (InputStream graph = open(SavedModelFiles.GRAPH)) {
      for (MetaGraphDef meta : SavedModel.parseFrom(graph).getMetaGraphsList()) {
        for (AssetFileDef asset : meta.getAssetFileDefList()) {
          names.add(SavedModelFiles.asset(asset.getFilename()));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      // The next reader of the model reports it, with the model's name.
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    InputStream content = opener.apply(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }
}
