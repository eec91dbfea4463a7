package org.lessor.cli.demo;

import java.io.IOException;
import java.util.function.Consumer;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.transport.PortCounts;
import org.lessor.transport.TracedPacket;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.Message;
import org.lessor.wire.RelayAgentOptions;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.SubOptions;

/// Passes a client's messages on to one server as a relay agent does (RFC 1542 section 4.1.1), over
/// a port at an address of its own: the loopback interface has no link on which a client without an
/// address could be reached, a relay agent can be. Threads as in [PacketPort].
final class LoopbackRelay implements PacketPort {
  private final PacketPort port;
  private final Endpoint own;
  private final Endpoint server;
  private final Consumer<Observed.Dhcp> witness;

  /// @param port at `own`; closed with this object
  /// @param own goes into giaddr; its UDP port is where replies are wanted (RFC 8357)
  /// @param server to whom everything goes
  /// @param witness told of each message before it leaves: the server may have answered by the time
  ///   that the port returns
  LoopbackRelay(PacketPort port, Endpoint own, Endpoint server, Consumer<Observed.Dhcp> witness) {
    this.port = port;
    this.own = own;
    this.server = server;
    this.witness = witness;
  }

  @Override
  public int send(OutboundBatch batch) {
    int sent = 0;
    OutboundBatch one = new OutboundBatch(1, MAX_PAYLOAD_BYTES);
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      Message passedOn = relayed(packet.payload());
      Bytes relayed = passedOn.encode();
      witness.accept(
          new Observed.Dhcp(
              new Observed.Passage(TracedPacket.UNKNOWN, TracedPacket.UNKNOWN, own, server),
              passedOn));
      relayed.copyTo(one.next().buffer(), 0);
      one.next().unicast(packet.interfaceIndex(), own.address(), server);
      one.add(relayed.length());
      sent += port.send(one);
      one.clear();
    }
    return sent;
  }

  private Message relayed(Bytes payload) {
    return switch (Message.decode(payload)) {
      case Decoded.Ok(Message message) -> relayed(message);
      case Decoded.Malformed malformed ->
          throw new AssertionError("the client builds what cannot be read: " + malformed);
    };
  }

  private Message relayed(Message message) {
    SubOptions agent = SubOptions.NONE.plus(RelayAgentOptions.RELAY_PORT, (long) own.port());
    return message.with(changed ->
        changed
            .hops(message.hops() + 1)
            .giaddr(own.address())
            .option(StandardOptions.DHCP_AGENT_OPTIONS, agent.encode()));
  }

  @Override
  public int receive(InboundBatch batch) {
    return port.receive(batch);
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    return port.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    port.wakeUp();
  }

  @Override
  public PortCounts counts() {
    return port.counts();
  }

  @Override
  public void close() {
    port.close();
  }
}
