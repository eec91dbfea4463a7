package org.lessor.linux.internal;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// Where the fields of C's structs lie.
final class Layouts {
  private Layouts() {}

  /// The offset of the field of this name, in bytes. [MemoryLayout#byteOffset] says the same, but
  /// makes method handles for it at each start, which take longer than all of these fields.
  ///
  /// @throws IllegalArgumentException where the struct has no such field
  static long offset(StructLayout struct, String field) {
    long offset = 0;
    for (MemoryLayout member : struct.memberLayouts()) {
      if (member.name().filter(field::equals).isPresent()) {
        return offset;
      }
      offset += member.byteSize();
    }
    throw new IllegalArgumentException(struct + " has no field " + field);
  }
}
