package io.attributable.graph.savedmodel;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;

/**
 * The files below {@code assets} that a model names, found as TensorFlow's loader does
 * (tensorflow/cc/saved_model/loader_util.cc): in a list, or else in a collection.
 */
public final class Assets {
  private static final String COLLECTION = "saved_model_assets";
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  private Assets() {}

  /**
   * All of them.
   *
   * @throws AttributionException CORRUPT_MODEL
   */
  public static List<AssetFileDef> of(SavedModelFile file) {
    MetaGraphDef model = file.metaGraph();
    if (model.getAssetFileDefCount() > 0 || !model.containsCollectionDef(COLLECTION)) {
      return model.getAssetFileDefList();
    }
    List<AssetFileDef> assets = new ArrayList<>();
    try {
      for (Any any : model.getCollectionDefOrThrow(COLLECTION).getAnyList().getValueList()) {
        assets.add(AssetFileDef.parseFrom(any.getValue()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw corrupt(file, "its list of assets is no protocol buffer").causedBy(e);
    }
    return assets;
  }

  /**
   * Refuses names that lead out of the folder: the loader joins folder and name.
   *
   * @throws AttributionException CORRUPT_MODEL
   */
  public static void requireInside(SavedModelFile file) {
    for (AssetFileDef asset : of(file)) {
      String name = asset.getFilename();
      boolean climbs = SEPARATOR.splitAsStream(name).anyMatch(".."::equals);
      if (climbs || name.isEmpty() || name.indexOf('\0') >= 0) {
        throw corrupt(file, "asset \"" + name + "\" is no file of its folder \"assets\"");
      }
    }
  }

  private static AttributionException corrupt(SavedModelFile file, String problem) {
    return new AttributionException(ErrorCode.CORRUPT_MODEL, file.name(), problem);
  }
}
