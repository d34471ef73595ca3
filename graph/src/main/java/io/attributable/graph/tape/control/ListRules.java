package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ListWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Lists of tensors, which TensorArrays are made of. The gradient of a list is a list.
 *
 * <p>Source: {@code tensorflow/python/ops/list_ops.py}, {@code _PushBackGrad}, {@code
 * _PopBackGrad}, {@code _TensorListSetItemGrad}, {@code _TensorListStackGrad} and others.
 */
final class ListRules {
  private ListRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("TensorListFromTensor", ListRules::fromTensor);
    rules.put("TensorListStack", ListRules::stack);
    rules.put("TensorListGetItem", ListRules::getItem);
    rules.put("TensorListSetItem", ListRules::setItem);
    rules.put("TensorListPushBack", ListRules::pushBack);
    rules.put("TensorListPopBack", ListRules::popBack);
    rules.put("TensorListResize", ListRules::resize);
    rules.put("TensorListGather", ListRules::gather);
    rules.put("TensorListScatter", ListRules::scatter);
    rules.put("TensorListScatterV2", ListRules::scatter);
    rules.put("TensorListScatterIntoExistingList", ListRules::scatterInto);
    rules.put("TensorListConcat", ListRules::concat);
    rules.put("TensorListConcatV2", ListRules::concat);
    rules.put("TensorListSplit", ListRules::split);
    return rules;
  }

  private static DataType type(RuleContext context) {
    return context.attribute("element_dtype").getType();
  }

  private static Map<Integer, TensorRef> fromTensor(RuleContext context) {
    ListWriter lists = new ListWriter(context.writer());
    TensorRef shape = lists.itemShape(context.input(0));
    return Map.of(0, lists.stack(context.gradient(), shape, type(context)));
  }

  private static Map<Integer, TensorRef> stack(RuleContext context) {
    return Map.of(0, new ListWriter(context.writer()).fromTensor(context.gradient()));
  }

  private static Map<Integer, TensorRef> getItem(RuleContext context) {
    context.addItem(0, context.input(1), context.gradient(), type(context));
    return Map.of();
  }

  private static Map<Integer, TensorRef> setItem(RuleContext context) {
    NodeWriter writer = context.writer();
    ListWriter lists = new ListWriter(writer);
    TensorRef index = context.input(1);
    TensorRef item = context.input(2);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(2)) {
      TensorRef shape = writer.shapeOf(item);
      gradients.put(2, lists.get(context.gradient(), index, shape, type(context)));
    }
    if (context.needs(0)) {
      TensorRef before = lists.set(context.gradient(), index, zeros(writer, item));
      boolean grows = context.attribute("resize_if_index_out_of_bounds").getB();
      gradients.put(0, grows ? lists.resize(before, lists.length(context.input(0))) : before);
    }
    return gradients;
  }

  /** Of the shape alone, so that no loop has to keep the tensor. */
  private static TensorRef zeros(NodeWriter writer, TensorRef like) {
    if (writer.graph().type(like) == DataType.DT_VARIANT) {
      return writer.zerosLike(like);
    }
    return new ArrayWriter(writer)
        .fill(writer.shapeOf(like), writer.scalarLike(like, 0), writer.graph().shape(like));
  }

  private static Map<Integer, TensorRef> pushBack(RuleContext context) {
    NodeWriter writer = context.writer();
    TensorRef shape = writer.shapeOf(context.input(1));
    FlatNode popped = new ListWriter(writer).pop(context.gradient(), shape, type(context));
    return Map.of(0, popped.output(0), 1, popped.output(1));
  }

  private static Map<Integer, TensorRef> popBack(RuleContext context) {
    NodeWriter writer = context.writer();
    ListWriter lists = new ListWriter(writer);
    @Nullable TensorRef rest = context.gradient(0);
    @Nullable TensorRef item = context.gradient(1);
    return Map.of(
        0,
        lists.push(
            rest != null ? rest : lists.emptyLike(context.output(0)),
            item != null ? item : zeros(writer, context.output(1))));
  }

  private static Map<Integer, TensorRef> resize(RuleContext context) {
    ListWriter lists = new ListWriter(context.writer());
    return Map.of(0, lists.resize(context.gradient(), lists.length(context.input(0))));
  }

  /** An item that was taken several times gets the sum. */
  private static Map<Integer, TensorRef> gather(RuleContext context) {
    NodeWriter writer = context.writer();
    ListWriter lists = new ListWriter(writer);
    TensorRef dense =
        new ArrayWriter(writer)
            .segmentSum(context.gradient(), context.input(1), lists.length(context.input(0)));
    return Map.of(0, lists.fromTensor(dense));
  }

  private static Map<Integer, TensorRef> scatter(RuleContext context) {
    return Map.of(0, gathered(context, context.input(0), context.input(1)));
  }

  private static Map<Integer, TensorRef> scatterInto(RuleContext context) {
    NodeWriter writer = context.writer();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    TensorRef tensor = context.input(1);
    TensorRef indices = context.input(2);
    if (context.needs(1)) {
      gradients.put(1, gathered(context, tensor, indices));
    }
    if (context.needs(0)) {
      TensorRef zeros = zeros(writer, tensor);
      gradients.put(0, new ListWriter(writer).scatter(context.gradient(), zeros, indices));
    }
    return gradients;
  }

  private static TensorRef gathered(RuleContext context, TensorRef tensor, TensorRef indices) {
    NodeWriter writer = context.writer();
    ListWriter lists = new ListWriter(writer);
    return lists.gather(context.gradient(), indices, lists.itemShape(tensor), type(context));
  }

  /** Items of any length, concatenated: the gradient is split at the same lengths. */
  private static Map<Integer, TensorRef> concat(RuleContext context) {
    ListWriter lists = new ListWriter(context.writer());
    return Map.of(0, lists.split(context.gradient(), context.output(1)));
  }

  private static Map<Integer, TensorRef> split(RuleContext context) {
    ListWriter lists = new ListWriter(context.writer());
    return Map.of(0, lists.concat(context.gradient(), context.input(0), context.input(2)));
  }
}
