package io.attributable.processor.descriptor;

import java.util.Optional;

/** The Java types in which inputs are given. */
public enum InputType {
  FLOAT,
  DOUBLE,
  INT,
  LONG,
  SHORT,
  BYTE,
  BOOLEAN,
  STRING;

  /** The Java type for a tensor type, such as {@code float32}; empty if none can be given. */
  public static Optional<InputType> of(String tensorType) {
    return Optional.ofNullable(
        switch (tensorType) {
          case "float32", "float16", "bfloat16" -> FLOAT;
          case "float64" -> DOUBLE;
          case "int32", "uint32" -> INT;
          case "int64", "uint64" -> LONG;
          case "int16", "uint16" -> SHORT;
          case "int8", "uint8" -> BYTE;
          case "bool" -> BOOLEAN;
          case "string" -> STRING;
          default -> null;
        });
  }
}
