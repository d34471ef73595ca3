package io.attributable.tensorflow;

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

/** Which devices there are, asked of TensorFlow itself. */
final class Devices {
  private static final Pattern SHORT = Pattern.compile("/?(?:device:)?([A-Za-z]+)(?::([0-9]+))?");
  private static final Pattern AVAILABLE = Pattern.compile("available devices are \\[([^]]*)]");

  private Devices() {}

  /**
   * The device's whole name.
   *
   * @return such as {@code /device:GPU:0}; empty for empty
   * @throws AttributionException DEVICE_NOT_FOUND
   */
  static String require(String device, ConfigProto config) {
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

  private static String whole(Matcher matcher) {
    String number = matcher.group(2) == null ? "0" : matcher.group(2);
    return "/device:" + matcher.group(1).toUpperCase(Locale.ROOT) + ":" + number;
  }

  /** Tries the device; what there is instead, or nothing where it is there. */
  private static String missing(String device, ConfigProto config) {
    ConfigProto strict = config.toBuilder().setAllowSoftPlacement(false).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, strict)) {
      graph.opBuilder("NoOp", "probe", graph.baseScope()).setDevice(device).build();
      session.runner().addTarget("probe").run().close();
      return "";
    } catch (TensorFlowException | IllegalArgumentException e) {
      return available(String.valueOf(e.getMessage()));
    }
  }

  private static String available(String message) {
    Matcher matcher = AVAILABLE.matcher(message);
    if (!matcher.find()) {
      return RunErrors.clean(message);
    }
    return Stream.of(matcher.group(1).split(",", -1))
        .map(name -> name.replaceAll(".*/device:", "/").strip())
        .collect(Collectors.joining(", "));
  }
}
