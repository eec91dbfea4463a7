package org.lessor.transport;

import java.net.SocketException;
import java.util.List;
import org.lessor.wire.Decoded;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;

/// A plain relay agent on a [SimulatedHost] (RFC 1542 section 4): passes what clients broadcast on
/// its interfaces to one server, and the server's replies to the clients. It adds no option 82.
///
/// Used by the simulation's thread only.
public final class SimulatedRelay implements AutoCloseable {
  private static final int MAX_HOPS = 16;
  private static final int CLIENT_PORT = 68;
  private static final int SERVER_PORT = 67;
  private static final int BATCH = 16;

  private final List<SimulatedInterface> downstream;
  private final Ipv4 server;
  private final SimulatedServerPort port;
  private final InboundBatch inbound = new InboundBatch(BATCH);
  private final OutboundBatch outbound = new OutboundBatch(BATCH, PacketPort.MAX_PAYLOAD_BYTES);

  private SimulatedRelay(
      SimulatedServerPort port, List<SimulatedInterface> downstream, Ipv4 server) {
    this.port = port;
    this.downstream = List.copyOf(downstream);
    this.server = server;
  }

  /// Starts a relay on `host` from the clients of the `downstream` interfaces, each of which has an
  /// address, to the server at `server`. It listens on all interfaces of the host.
  ///
  /// @throws SocketException where the host's port 67 is taken
  public static SimulatedRelay start(
      SimulatedHost host, List<SimulatedInterface> downstream, Ipv4 server) throws SocketException {
    SimulatedServerPort port = host.serverPort(SERVER_PORT);
    for (SimulatedInterface each : host.interfaces()) {
      port.listen(each);
    }
    SimulatedRelay relay = new SimulatedRelay(port, downstream, server);
    port.whenReady(relay::relay);
    return relay;
  }

  private void relay() {
    while (port.receive(inbound) > 0) {
      for (int i = 0; i < inbound.count(); i++) {
        InboundPacket packet = inbound.packet(i);
        if (Message.decode(packet.buffer(), packet.offset(), packet.length())
            instanceof Decoded.Ok(Message message)) {
          pass(packet, message);
        }
      }
      port.send(outbound);
      outbound.clear();
    }
  }

  private void pass(InboundPacket packet, Message message) {
    switch (message.op()) {
      case BOOTREQUEST -> up(packet, message);
      case BOOTREPLY -> down(message);
    }
  }

  private void up(InboundPacket packet, Message message) {
    for (SimulatedInterface each : downstream) {
      if (each.index() == packet.interfaceIndex()
          && message.hops() < MAX_HOPS
          && !each.firstAddress().isUnspecified()) {
        Ipv4 giaddr = message.giaddr().isUnspecified() ? each.firstAddress() : message.giaddr();
        outbound.next().unicast(0, giaddr, new Endpoint(server, SERVER_PORT));
        add(message.with(b -> b.hops(message.hops() + 1).giaddr(giaddr)));
      }
    }
  }

  private void add(Message message) {
    byte[] buffer = outbound.next().buffer();
    outbound.add(MessageEncoder.encode(message, buffer, buffer.length).length());
  }

  private void down(Message message) {
    for (SimulatedInterface each : downstream) {
      if (each.has(message.giaddr())) {
        OutboundPacket next = outbound.next();
        if (message.broadcast() || message.yiaddr().isUnspecified()) {
          next.broadcast(each.index(), message.giaddr(), CLIENT_PORT);
        } else {
          next.frame(
              each.index(),
              message.giaddr(),
              message.chaddr(),
              new Endpoint(message.yiaddr(), CLIENT_PORT));
        }
        add(message);
      }
    }
  }

  /// Stops relaying.
  @Override
  public void close() {
    port.close();
  }
}
