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

  /// `vendor-class[...].data[index]`: what stands in one part of the enterprise, behind its length;
  /// nothing where there are fewer parts.
  ///
  /// Deviates: RFC 3925 section 3 has each part consist of classes that stand behind lengths of
  /// their own. Kea shows the part as it is, and the tests that people wrote rely on that.
  record ClassItem(VendorPart part, int index) implements VendorValue {
    @Override
    public void read(Facts facts, ByteWindow out) {
      if (part.find(facts, index, out)) {
        VendorPart.skipHeader(out);
      } else {
        out.clear();
      }
    }
  }
}
