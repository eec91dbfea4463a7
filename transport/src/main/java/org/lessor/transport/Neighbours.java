package org.lessor.transport;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The host's neighbour (ARP) table: which link address answers for which IP address on which
/// interface.
///
/// Each call waits for the kernel's answer, some ten microseconds. Any thread may call, also at the
/// same time.
public interface Neighbours extends AutoCloseable {
  /// That `address` is at `hardware` on the interface with this index.
  record Entry(int interfaceIndex, Ipv4 address, HardwareAddress hardware) {}

  /// Enters a pair, in place of what was known about the address: a datagram for it is then sent
  /// without asking for it. The kernel believes it for some 15 seconds at least, then asks about it
  /// when it is used, and forgets it when it is not.
  ///
  /// @throws IOException where the kernel refuses: no privilege, no such interface, table full
  void enter(Entry entry) throws IOException;

  /// As [#enter] for many, by few system calls. Returns for each 0, or why it was refused, a
  /// positive number of [org.lessor.linux.Errno].
  ///
  /// @throws IOException where the kernel could not be asked at all
  int[] enterAll(List<Entry> entries) throws IOException;

  /// Forgets what is known about `address` on the interface, so that the next datagram for it asks
  /// by ARP. Returns normally where nothing was known.
  void remove(int interfaceIndex, Ipv4 address) throws IOException;

  /// Who answers for `address` on the interface, as far as known; empty where nothing is known, or
  /// nobody answered.
  Optional<HardwareAddress> lookup(int interfaceIndex, Ipv4 address) throws IOException;

  @Override
  void close();
}
