package org.lessor.engine.expression;

import org.lessor.wire.ByteWindow;

/// What `vendor` and `vendor-class` yield themselves.
sealed interface VendorValue extends Value {
  /// `vendor.enterprise`, `vendor-class.enterprise`: four bytes; nothing where the option is
  /// absent.
  record Enterprise(VendorPart part) implements VendorValue {
    private static final int SIZE = 4;

    @Override
    public void read(Facts facts, ByteWindow out) {
      if (part.find(facts, out)) {
        out.narrow(0, SIZE);
      } else {
        out.clear();
      }
    }
  }

  /// `vendor-class[...].data[index]`: one of the classes, each of which stands behind its length;
  /// nothing where there are fewer.
  record ClassChunk(VendorPart part, int index) implements VendorValue {
    @Override
    public void read(Facts facts, ByteWindow out) {
      if (!part.find(facts, out)) {
        out.clear();
        return;
      }
      VendorPart.skipHeader(out);
      int position = 0;
      for (int i = 0; position < out.length(); i++) {
        int from = position + 1;
        int to = from + out.at(position);
        if (to > out.length()) {
          break;
        }
        if (i == index) {
          out.narrow(from, to);
          return;
        }
        position = to;
      }
      out.clear();
    }
  }
}
