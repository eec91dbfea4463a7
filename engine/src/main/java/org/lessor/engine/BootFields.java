package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// The fields of a reply that serve the bootstrap, as set at one level (Kea: next-server,
/// server-hostname, boot-file-name). What is empty here is taken from the next level.
///
/// @param siaddr the next server
/// @param sname the server's host name, at most 63 bytes
/// @param file the boot file name, at most 127 bytes
public record BootFields(Optional<Ipv4> siaddr, Optional<Bytes> sname, Optional<Bytes> file) {
  /// Nothing is set.
  public static final BootFields NONE =
      new BootFields(Optional.empty(), Optional.empty(), Optional.empty());

  /// These fields, and where one is empty that of `farther`.
  BootFields over(BootFields farther) {
    return this.equals(NONE)
        ? farther
        : new BootFields(
            siaddr.isPresent() ? siaddr : farther.siaddr,
            sname.isPresent() ? sname : farther.sname,
            file.isPresent() ? file : farther.file);
  }
}
