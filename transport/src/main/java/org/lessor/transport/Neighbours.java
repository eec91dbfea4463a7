package org.lessor.transport;

import java.io.IOException;
import java.util.Optional;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The host's neighbour (ARP) table: which link address answers for which IP address on which
/// interface.
///
/// Each call waits for the kernel's answer, some ten microseconds. Any thread may call, also at the
/// same time.
public interface Neighbours extends AutoCloseable {
  /// Enters that `address` is at `hardware` on the interface, in place of what was known: a
  /// datagram for it is then sent without asking for it. The entry is one that the kernel may
  /// doubt: it is asked about after use, and forgotten when not used.
  ///
  /// @throws IOException where the kernel refuses: no privilege, no such interface, table full
  void enter(int interfaceIndex, Ipv4 address, HardwareAddress hardware) throws IOException;

  /// Forgets what is known about `address` on the interface, so that the next datagram for it asks
  /// by ARP. Returns normally where nothing was known.
  void remove(int interfaceIndex, Ipv4 address) throws IOException;

  /// Who answers for `address` on the interface, as far as known; empty where nothing is known, or
  /// nobody answered.
  Optional<HardwareAddress> lookup(int interfaceIndex, Ipv4 address) throws IOException;

  @Override
  void close();
}
