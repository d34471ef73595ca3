package io.attributable.graph.flat.check;

import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.AttrDef;

/**
 * Holds what a node states against what its op takes: each attribute there, of its kind, among the
 * values that are allowed. Who reads an attribute of another kind gets zeros.
 */
public final class AttributeCheck {
  private static final String LIST = "list(";

  private AttributeCheck() {}

  /**
   * Checks the attributes of a node.
   *
   * @throws IllegalArgumentException that names the attribute
   */
  public static void check(String node, OpDef op, Map<String, AttrValue> attributes) {
    for (AttrDef wanted : op.getAttrList()) {
      AttrValue value = attributes.get(wanted.getName());
      if (value != null) {
        check(node, op, wanted, value);
      } else if (!wanted.hasDefaultValue()) {
        throw refused(node, op, "lacks attribute " + wanted.getName());
      }
    }
  }

  private static void check(String node, OpDef op, AttrDef wanted, AttrValue value) {
    if (value.getValueCase() == AttrValue.ValueCase.PLACEHOLDER) {
      return;
    }
    String kind = wanted.getType();
    boolean list = kind.startsWith(LIST);
    boolean right =
        list ? isList(kind.substring(LIST.length(), kind.length() - 1), value) : isOne(kind, value);
    if (!right) {
      throw refused(node, op, "has another attribute " + wanted.getName() + " than " + kind);
    }
    if (isBelow(wanted, value, list) || !isAllowed(wanted, value)) {
      throw refused(node, op, "does not allow its attribute " + wanted.getName());
    }
  }

  private static boolean isOne(String kind, AttrValue value) {
    return switch (kind) {
      case "string" -> value.hasS();
      case "int" -> value.hasI();
      case "float" -> value.hasF();
      case "bool" -> value.hasB();
      case "type" -> value.hasType();
      case "shape" -> value.hasShape();
      case "tensor" -> value.hasTensor();
      case "func" -> value.hasFunc();
      default -> true;
    };
  }

  /** An empty list is of any kind. */
  private static boolean isList(String kind, AttrValue value) {
    ListValue list = value.getList();
    return value.hasList() && length(list) == length(kind, list);
  }

  private static int length(String kind, ListValue list) {
    return switch (kind) {
      case "string" -> list.getSCount();
      case "int" -> list.getICount();
      case "float" -> list.getFCount();
      case "bool" -> list.getBCount();
      case "type" -> list.getTypeCount();
      case "shape" -> list.getShapeCount();
      case "tensor" -> list.getTensorCount();
      case "func" -> list.getFuncCount();
      default -> length(list);
    };
  }

  private static int length(ListValue list) {
    return list.getSCount()
        + list.getICount()
        + list.getFCount()
        + list.getBCount()
        + list.getTypeCount()
        + list.getShapeCount()
        + list.getTensorCount()
        + list.getFuncCount();
  }

  private static boolean isBelow(AttrDef wanted, AttrValue value, boolean list) {
    long size = list ? length(value.getList()) : value.getI();
    return wanted.getHasMinimum() && size < wanted.getMinimum();
  }

  private static boolean isAllowed(AttrDef wanted, AttrValue value) {
    if (!wanted.hasAllowedValues()) {
      return true;
    }
    ListValue allowed = wanted.getAllowedValues().getList();
    return switch (value.getValueCase()) {
      case TYPE -> allowed.getTypeValueList().contains(value.getTypeValue());
      case S -> allowed.getSList().contains(value.getS());
      case LIST ->
          allowed.getTypeValueList().containsAll(value.getList().getTypeValueList())
              && allowed.getSList().containsAll(value.getList().getSList());
      default -> true;
    };
  }

  private static IllegalArgumentException refused(String node, OpDef op, String reason) {
    return new IllegalArgumentException(
        "node \"" + node + "\" contradicts its op: " + op.getName() + " " + reason);
  }
}
