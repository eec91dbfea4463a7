package org.lessor.server;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.SimulatedClientPort;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A host that sends DHCP messages by hand and tells what came back.
final class SimulatedLaptop {
  private static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  final HardwareAddress mac;
  final SimulatedHost host;
  final SimulatedInterface on;
  private final SimulatedNetwork network;
  private final SimulatedClientPort port;
  private final OutboundBatch out = new OutboundBatch(1, 1500);
  private final InboundBatch in = new InboundBatch(1);

  SimulatedLaptop(SimulatedNetwork network, SimulatedLink link, String mac) {
    this.network = network;
    this.mac = HardwareAddress.ethernet(mac);
    this.host = network.host("laptop-" + mac);
    this.on = host.attach(link, this.mac);
    this.port = host.clientPort(on, 68);
    port.listenOnLink();
  }

  void send(MessageType type, UnaryOperator<Message.Builder> changes) {
    sendBytes(Message.of(Op.BOOTREQUEST, type, new Xid(7), mac, changes).encode().toArray());
  }

  void sendBytes(byte[] payload) {
    System.arraycopy(payload, 0, out.next().buffer(), 0, payload.length);
    out.next().frame(on.index(), Ipv4.UNSPECIFIED, EVERYONE, new Endpoint(Ipv4.BROADCAST, 67));
    out.add(payload.length);
    port.send(out);
    out.clear();
  }

  /// The next message for this laptop within a second; what is broadcast to another one is passed
  /// over, as every client does.
  Optional<Message> receive() {
    long deadline = network.nanoTime() + 1_000_000_000L;
    while (network.nanoTime() < deadline) {
      if (port.receive(in) == 0) {
        port.await(deadline - network.nanoTime());
        continue;
      }
      Message message = decoded();
      if (message.chaddr().equals(mac)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  private Message decoded() {
    return switch (Message.decode(in.packet(0).payload())) {
      case Decoded.Ok(Message message) -> message;
      case Decoded.Malformed malformed -> throw new AssertionError(malformed);
    };
  }

  Optional<Message> discovers() {
    send(MessageType.DHCPDISCOVER, m -> m);
    return receive();
  }

  Optional<Message> selects(Message offer) {
    send(
        MessageType.DHCPREQUEST,
        m ->
            m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.yiaddr())
                .option(
                    StandardOptions.DHCP_SERVER_IDENTIFIER,
                    offer.get(StandardOptions.DHCP_SERVER_IDENTIFIER).orElseThrow()));
    return receive();
  }
}
