package org.lessor.transport;

import java.io.Closeable;
import java.io.IOException;
import org.lessor.wire.Ipv4;

/// A port to be tested and one to test it with, each able to reach the other.
record PortEnds(End tested, End peer, Closeable world) implements Closeable {
  /// A port, where it is, and the index of the interface that leads to the other.
  record End(PacketPort port, Endpoint at, int interfaceIndex) {
    /// Writes `text` to `to`.
    int send(String text, Endpoint to) {
      OutboundBatch batch = new OutboundBatch(1, 8192);
      Packets.unicast(batch, text, interfaceIndex, at.address(), to);
      return port.send(batch);
    }

    /// The same behind another port.
    End with(PacketPort decorated) {
      return new End(decorated, at, interfaceIndex);
    }

    Ipv4 address() {
      return at.address();
    }
  }

  @Override
  public void close() throws IOException {
    tested.port().close();
    peer.port().close();
    world.close();
  }
}
