package org.lessor.engine.expression;

import org.lessor.wire.ByteWindow;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv6;

/// The functions from a binary number or address to its text. No byte stays none; a wrong number of
/// bytes fails.
///
/// @param value what to convert
/// @param kind from what
record NumberToText(Value value, Kind kind) implements Value {
  /// What the bytes are, most significant first.
  enum Kind {
    /// An IPv4 address of four bytes, or an IPv6 address of sixteen.
    ADDRESS("addrtotext"),
    INT8("int8totext"),
    INT16("int16totext"),
    INT32("int32totext"),
    UINT8("uint8totext"),
    UINT16("uint16totext"),
    UINT32("uint32totext");

    private final String functionName;

    Kind(String functionName) {
      this.functionName = functionName;
    }

    /// The name of the function.
    String functionName() {
      return functionName;
    }
  }

  @Override
  public void read(Facts facts, ByteWindow out) {
    value.read(facts, out);
    if (out.isEmpty()) {
      return;
    }
    int size = out.length();
    switch (kind) {
      case ADDRESS -> address(facts, out);
      case INT8 -> number(facts, out, 1, size == 1 ? (byte) out.at(0) : 0);
      case UINT8 -> number(facts, out, 1, size == 1 ? out.at(0) : 0);
      case INT16 -> number(facts, out, 2, size == 2 ? (short) uint16(out) : 0);
      case UINT16 -> number(facts, out, 2, size == 2 ? uint16(out) : 0);
      case INT32 -> number(facts, out, 4, size == 4 ? (int) out.uint32(0) : 0);
      case UINT32 -> number(facts, out, 4, size == 4 ? out.uint32(0) : 0);
    }
  }

  private static int uint16(ByteWindow window) {
    return window.at(0) << 8 | window.at(1);
  }

  private static void number(Facts facts, ByteWindow out, int size, long number) {
    if (out.length() == size) {
      facts.show(Long.toString(number), out);
    } else {
      fail(facts, out);
    }
  }

  private static void address(Facts facts, ByteWindow out) {
    switch (out.length()) {
      case 4 -> facts.show(new Ipv4((int) out.uint32(0)).toString(), out);
      case 16 -> facts.show(new Ipv6(out.toBytes()).toString(), out);
      default -> fail(facts, out);
    }
  }

  private static void fail(Facts facts, ByteWindow out) {
    facts.fail();
    out.clear();
  }
}
