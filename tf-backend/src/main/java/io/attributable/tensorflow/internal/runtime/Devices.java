package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The devices of this machine, as TensorFlow lists them. */
public final class Devices {
  private static final Pattern SHORT = Pattern.compile("/?(?:device:)?([A-Za-z]+)(?::([0-9]+))?");
  private static final Pattern AVAILABLE = Pattern.compile("available devices are \\[([^]]*)]");

  private static final String NO_SUCH_DEVICE = "/device:NONE:0";

  private Devices() {}

  /**
   * The device's whole name.
   *
   * @return such as {@code /device:GPU:0}; empty for empty
   * @throws AttributionException DEVICE_NOT_FOUND
   */
  public static String require(String device, ConfigProto config) {
    if (device.isEmpty()) {
      return "";
    }
    Matcher matcher = SHORT.matcher(device);
    String whole = matcher.matches() ? whole(matcher) : device;
    String others = missing(whole, config);
    if (!others.isEmpty()) {
      throw new AttributionException(ErrorCode.DEVICE_NOT_FOUND, device, others);
    }
    return whole;
  }

  /** Whether nothing placed there leaves the processor's memory, in which all is fed. */
  public static boolean isHost(String device, ConfigProto config) {
    return device.isEmpty()
        ? !missing("/device:GPU:0", config).isEmpty()
        : device.equals("/device:CPU:0");
  }

  private static String whole(Matcher matcher) {
    String number = matcher.group(2) == null ? "0" : matcher.group(2);
    return "/device:" + matcher.group(1).toUpperCase(Locale.ROOT) + ":" + number;
  }

  /** Tries the device; the existing devices, or empty if it exists. */
  private static String missing(String device, ConfigProto config) {
    ConfigProto strict = config.toBuilder().setAllowSoftPlacement(false).build();
    GraphDef probe =
        GraphDef.newBuilder()
            .addNode(NodeDef.newBuilder().setName("probe").setOp("NoOp").setDevice(device))
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, strict)) {
      graph.importGraphDef(probe);
      session.runner().addTarget("probe").run().close();
      return "";
    } catch (TensorFlowException | IllegalArgumentException e) {
      return available(String.valueOf(e.getMessage()), config);
    }
  }

  /** TensorFlow lists the devices in its error for one of a kind that does not exist. */
  private static String available(String message, ConfigProto config) {
    Matcher matcher = AVAILABLE.matcher(message);
    if (!matcher.find()) {
      return missing(NO_SUCH_DEVICE, config);
    }
    String devices =
        Stream.of(matcher.group(1).split(",", -1))
            .map(name -> name.replaceAll(".*/device:", "/").strip())
            .collect(Collectors.joining(", "));
    return message.contains("CUDA is not enabled")
        ? devices
            + ", and this native library has no GPU support: add tensorflow-core-native with"
            + " classifier linux-x86_64-gpu instead"
        : devices;
  }
}
