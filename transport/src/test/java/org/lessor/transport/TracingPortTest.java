package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Errno;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class TracingPortTest extends PacketPortContract {
  private final SimulatedPair pair = new SimulatedPair();
  private final List<PacketEvent> events = new ArrayList<>();

  @Override
  PortEnds open() throws Exception {
    PortEnds.End near = pair.open(pair.near);
    return new PortEnds(near.with(traced(near.port())), pair.open(pair.far), () -> {});
  }

  private TracingPort traced(PacketPort port) {
    return new TracingPort(
        port, 67, index -> SimulatedPair.NEAR, pair.network.clock(), events::add);
  }

  @Override
  void sendFromElsewhere(byte[] payload, Endpoint to) {
    var udp = new SimulatedFrame.Udp(4000, to.port(), Bytes.of(payload));
    pair.far.host().send(null, SimulatedFrame.Ip.of(Ipv4.of("192.0.2.2"), to.address(), udp));
  }

  @Test
  void tellsWhatWasReceivedAndSent() throws Exception {
    ends.peer().send("question", ends.tested().at());
    pair.network.advance(1_000_000);
    Packets.receive(ends.tested().port(), 1);
    ends.tested().send("answer", ends.peer().at());
    assertThat(events).hasSize(2);
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            PacketEvent.Received.class,
            received -> {
              assertThat(received.at()).isEqualTo("2026-01-01T00:00:00.001Z");
              TracedPacket packet = received.packet();
              assertThat(packet.sourceHardware()).isEqualTo(SimulatedPair.FAR);
              assertThat(packet.destinationHardware()).isEqualTo(SimulatedPair.NEAR);
              assertThat(packet.source()).hasToString("192.0.2.2:67");
              assertThat(packet.destination()).hasToString("192.0.2.1:67");
              assertThat(packet.payload().toText()).isEqualTo("question");
            });
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            PacketEvent.Sent.class,
            sent -> {
              assertThat(sent.packet().source()).hasToString("192.0.2.1:67");
              assertThat(sent.packet().sourceHardware()).isEqualTo(SimulatedPair.NEAR);
              assertThat(sent.packet().destinationHardware()).isEqualTo(TracedPacket.UNKNOWN);
            });
  }

  @Test
  void tellsWhatWasRefusedAndWhy() {
    pair.near.down();
    ends.tested().send("too late", ends.peer().at());
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            PacketEvent.Refused.class,
            refused -> assertThat(refused.errno()).isEqualTo(Errno.ENETDOWN));
  }

  @Test
  void tellsOfArpAtAClient() throws Exception {
    SimulatedClientPort port = pair.far.host().clientPort(pair.far, 68);
    TracingClientPort traced =
        new TracingClientPort(
            port,
            new TracingClientPort.Origin(pair.far.index(), 68),
            index -> SimulatedPair.FAR,
            pair.network.clock(),
            events::add);
    traced.listenToArp();
    ArpPacket probe = ArpPacket.probe(SimulatedPair.FAR, Ipv4.of("192.0.2.1"));
    assertThat(traced.sendArp(probe)).isZero();
    assertThat(traced.await(1_000_000)).isTrue();
    HardwareAddress holder = traced.receiveArp().orElseThrow().senderHardware();
    assertThat(holder).isEqualTo(SimulatedPair.NEAR);
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(PacketEvent.ArpSent.class);
    assertThat(events.get(1)).isInstanceOf(PacketEvent.ArpReceived.class);
  }
}
