package org.lessor.lab.peer;

import java.time.Duration;
import java.util.List;
import org.lessor.wire.HardwareAddress;

/// A DHCP server that runs on one link of the lab. One thread at a time may use it.
public interface DhcpServerPeer extends AutoCloseable {
  /// The leases that stand in the server's lease file now.
  List<RecordedLease> leases();

  /// Waits until the lease file holds a lease of the client with that address, and returns it.
  RecordedLease awaitLease(HardwareAddress client, Duration limit);

  /// Waits until no lease of the client with that address is in use as far as the server knows: it
  /// was given back.
  void awaitNoLease(HardwareAddress client, Duration limit);

  /// Ends the server as it ends at a shutdown.
  @Override
  void close();
}
