package org.lessor.transport;

import java.io.IOException;
import java.util.List;
import org.lessor.wire.Ipv4;

/// The port of a DHCP server or relay: one UDP port on the interfaces that it was told to serve,
/// which may come and go while it works.
///
/// [#listen] and [#leave] may be called by any thread, beside the worker.
public interface ServerPort extends PacketPort {
  /// An interface to serve.
  ///
  /// @param index its index; one that was deleted and made again has another
  /// @param name its name, such as `eth0`
  /// @param addresses its addresses to serve, of which the first is the source where the sender
  ///   names none; unicast to any other address is dropped and counted. Empty: all that it has
  /// @param segmentationOffload whether replies of one size to one destination may be handed to the
  ///   kernel in one piece, which it or the interface cuts up; otherwise each goes on its own
  record Listening(int index, String name, List<Ipv4> addresses, boolean segmentationOffload) {
    /// Throws [IllegalArgumentException] where the index is not positive.
    public Listening {
      if (index <= 0) {
        throw new IllegalArgumentException("an interface index is 1 or more, not " + index);
      }
      addresses = List.copyOf(addresses);
    }

    /// With these addresses; each reply goes on its own.
    public Listening(int index, String name, List<Ipv4> addresses) {
      this(index, name, addresses, false);
    }

    /// The interface with all its addresses; each reply goes on its own.
    public static Listening on(int index, String name) {
      return new Listening(index, name, List.of());
    }

    /// The address to answer from after a broadcast: the first to serve, or `other` where all are.
    int firstOr(int other) {
      return addresses.isEmpty() ? other : addresses.getFirst().bits();
    }

    boolean serves(int address) {
      if (addresses.isEmpty()) {
        return true;
      }
      for (int i = 0; i < addresses.size(); i++) {
        if (addresses.get(i).bits() == address) {
          return true;
        }
      }
      return false;
    }
  }

  /// Serves an interface from now on, in place of what was said about the same index before. It may
  /// be down, or without an address.
  ///
  /// @throws IOException with a remedy where the UDP port is taken, a privilege is missing or there
  ///   is no such interface; nothing changes then
  void listen(Listening listening) throws IOException;

  /// Serves the interface no longer; what waits there is dropped. Returns whether it was served.
  /// Packets that another thread is sending on it leave first.
  boolean leave(int interfaceIndex);
}
