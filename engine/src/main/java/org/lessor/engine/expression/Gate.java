package org.lessor.engine.expression;

import java.util.ArrayList;
import java.util.List;
import org.lessor.wire.Bytes;

/// What must hold of a packet for a condition to be true of it, cheap to ask and the same for many
/// conditions: a part of it that all the rest depends on.
sealed interface Gate {
  /// A value has these bytes.
  record Equals(Value value, Bytes bytes) implements Gate {}

  /// An option is there.
  record Present(OptionSource option) implements Gate {}

  /// Gates of which one at least must hold; empty where none is known that would say anything.
  static List<Gate> of(Truth truth) {
    return switch (truth) {
      case Truth.Equal(Value value, Value.Literal(Bytes bytes)) when isOfPacketAlone(value) ->
          List.of(new Equals(value, bytes));
      case Truth.Equal(Value.Literal(Bytes bytes), Value value) when isOfPacketAlone(value) ->
          List.of(new Equals(value, bytes));
      case Truth.Equal _ -> List.of();
      case Truth.Present(OptionSource option) -> List.of(new Present(option));
      case Truth.AllOf(List<Truth> parts) -> best(parts);
      case Truth.StrictAllOf(List<Truth> parts) -> best(parts);
      case Truth.AnyOf(List<Truth> parts) -> all(parts);
      case Truth.StrictAnyOf(List<Truth> parts) -> all(parts);
      // Classes may change between the look at the gates and the evaluation.
      case Truth.Member _ -> List.of();
      case Truth.Not _ -> List.of();
      case Truth.VendorPresent _ -> List.of();
      case Truth.Matches _ -> List.of();
    };
  }

  /// Of parts that must all hold: one that asks for bytes says more than one that asks for
  /// presence.
  private static List<Gate> best(List<Truth> parts) {
    List<Gate> best = List.of();
    for (Truth part : parts) {
      List<Gate> gates = of(part);
      if (!gates.isEmpty() && (best.isEmpty() || (comparesBytes(gates) && !comparesBytes(best)))) {
        best = gates;
      }
    }
    return best;
  }

  private static boolean comparesBytes(List<Gate> gates) {
    return gates.stream().allMatch(Equals.class::isInstance);
  }

  /// Of parts of which one must hold.
  private static List<Gate> all(List<Truth> parts) {
    List<Gate> all = new ArrayList<>();
    for (Truth part : parts) {
      List<Gate> gates = of(part);
      if (gates.isEmpty()) {
        return List.of();
      }
      all.addAll(gates);
    }
    return all;
  }

  /// Whether the value rests on nothing but the packet: on no class.
  private static boolean isOfPacketAlone(Value value) {
    return switch (value) {
      case Value.Literal _ -> true;
      case OptionValue _ -> true;
      case PacketField _ -> true;
      case VendorValue _ -> true;
      case TextFunction.Substring(Value of, int _, int _) -> isOfPacketAlone(of);
      case TextFunction.ChangeCase(Value of, TextFunction.ChangeCase.Case _) -> isOfPacketAlone(of);
      case TextFunction.HexString(Value of, Value separator) ->
          isOfPacketAlone(of) && isOfPacketAlone(separator);
      case TextFunction.Concat(List<Value> parts) -> parts.stream().allMatch(Gate::isOfPacketAlone);
      case TextFunction.Split _ -> false;
      case TextFunction.IfElse _ -> false;
      case TextFunction.StrictIfElse _ -> false;
      case NumberToText _ -> false;
    };
  }
}
