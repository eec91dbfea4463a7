package org.lessor.lab.peer;

import java.time.Duration;

/// A DHCP client that runs on one link of the lab. One thread at a time may use it.
public interface DhcpClientPeer extends AutoCloseable {
  /// Waits until the client has a lease and (where its settings say so) has configured the link
  /// with it; returns what the client made of it. A second call waits for the next lease: a
  /// renewal, or another address.
  ObtainedLease awaitLease(Duration limit);

  /// Has the client give its lease back (DHCPRELEASE) and waits until it has. It may end by that.
  void release();

  /// Ends the client as it ends at a shutdown.
  @Override
  void close();
}
