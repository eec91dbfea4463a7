package org.lessor.engine.expression;

import org.lessor.wire.ByteWindow;
import org.lessor.wire.Bytes;

/// A part that yields bytes.
sealed interface Value extends Node
    permits Value.Literal, OptionValue, PacketField, VendorValue, TextFunction, NumberToText {
  /// Lets `out` show what this part yields; valid until the evaluation ends.
  void read(Facts facts, ByteWindow out);

  /// What the source says itself.
  record Literal(Bytes bytes) implements Value {
    @Override
    public void read(Facts facts, ByteWindow out) {
      out.set(bytes);
    }
  }
}
