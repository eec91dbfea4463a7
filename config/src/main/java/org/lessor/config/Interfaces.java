package org.lessor.config;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// Where the server listens (Kea: interfaces-config).
///
/// @param listening the interfaces
/// @param sockets by what kind of socket
/// @param sending how replies are handed to the kernel
/// @param start what must be there for the server to start
public record Interfaces(List<Listening> listening, Sockets sockets, Sending sending, Start start) {
  /// Copies the list.
  public Interfaces {
    listening = List.copyOf(listening);
  }

  /// These, waited for while the server answers at others.
  public static Interfaces of(List<Listening> listening) {
    return new Interfaces(listening, Sockets.RAW, Sending.WHERE_THE_KERNEL_CUTS, Start.WITH_ANY);
  }

  /// What must be there for the server to start (Kea: service-sockets-require-all,
  /// service-sockets-max-retries, service-sockets-retry-wait-time). Once it runs, interfaces may
  /// come and go in any case.
  ///
  /// @param required which of the interfaces
  /// @param maxRetries how often it looks again before it gives up, where all are required
  /// @param retryWaitMillis the pause before it looks again
  public record Start(Required required, int maxRetries, long retryWaitMillis) {
    /// Kea's default.
    public static final Start WITH_ANY = new Start(Required.NONE, 0, 5000);

    /// Which interfaces must be there.
    public enum Required {
      /// None: the server waits for them while it runs.
      NONE,
      /// Each that the configuration names.
      ALL
    }
  }

  /// One entry of the list.
  public sealed interface Listening {
    /// `*`: every interface with an address that is up and not a loopback.
    record All() implements Listening {}

    /// `eth0` or `eth0/192.0.2.1`.
    ///
    /// @param name the interface's name
    /// @param address only messages to this address or to everyone are taken, and it is the server
    ///   identifier; empty for the interface's first address
    record Named(String name, Optional<Ipv4> address) implements Listening {}
  }

  /// Lessor's own: segmentation-offload. Replies of one size to one relay agent or client can be
  /// handed to the kernel in one piece, which is cheaper under load.
  public enum Sending {
    /// Each reply on its own.
    ONE_BY_ONE,
    /// In one piece at interfaces for which the kernel cuts it up before they have it
    /// (`tx-udp-segmentation` of ethtool(8) is off): right for every network.
    WHERE_THE_KERNEL_CUTS,
    /// In one piece at every interface: the kernel or the network card cuts it up. Not to be used
    /// where a relay agent at the other end of a virtual link (veth) receives by packet sockets, as
    /// ISC's dhcrelay does: such a link hands it on as it is.
    SEGMENTATION_OFFLOAD
  }

  /// Kea: dhcp-socket-type.
  public enum Sockets {
    /// Clients without an address get their replies by the ARP table or as a frame.
    RAW,
    /// Clients without an address get their replies by the ARP table or by broadcast: no raw socket
    /// is opened. Kea recommends it where all clients are behind relay agents.
    UDP
  }
}
