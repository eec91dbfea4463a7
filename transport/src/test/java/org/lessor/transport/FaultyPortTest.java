package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Errno;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

class FaultyPortTest extends PacketPortContract {
  private SimulatedPair pair = new SimulatedPair();

  @Override
  PortEnds open() throws Exception {
    return open(Conditions.PERFECT, 1);
  }

  private PortEnds open(Conditions conditions, long seed) throws Exception {
    PortEnds.End near = pair.open(pair.near);
    PacketPort faulty = new FaultyPort(near.port(), conditions, seed, pair.network::nanoTime);
    return new PortEnds(near.with(faulty), pair.open(pair.far), () -> {});
  }

  @Override
  void sendFromElsewhere(byte[] payload, Endpoint to) {
    var udp = new SimulatedFrame.Udp(4000, to.port(), Bytes.of(payload));
    pair.far.host().send(null, SimulatedFrame.Ip.of(Ipv4.of("192.0.2.2"), to.address(), udp));
  }

  private List<String> received(Conditions conditions, long seed) throws Exception {
    pair = new SimulatedPair();
    List<String> texts = new ArrayList<>();
    try (PortEnds bad = open(conditions, seed)) {
      InboundBatch batch = new InboundBatch(8);
      for (int i = 0; i < 300; i++) {
        bad.peer().send("packet %03d".formatted(i), bad.tested().at());
        bad.tested().port().await(1_000_000);
        while (bad.tested().port().receive(batch) > 0) {
          for (int slot = 0; slot < batch.count(); slot++) {
            texts.add(Packets.text(batch.packet(slot)));
          }
        }
      }
    }
    return texts;
  }

  @Test
  void receivedPacketsAreLostRepeatedAndReordered() throws Exception {
    Conditions bad = new Conditions(0.2, 0.2, 0, 5_000_000);
    List<String> texts = received(bad, 3);
    assertThat(texts.stream().distinct().count()).isBetween(180L, 280L);
    assertThat(texts).hasSizeGreaterThan((int) texts.stream().distinct().count());
    assertThat(texts).isNotEqualTo(texts.stream().sorted().toList());
    assertThat(received(bad, 3)).isEqualTo(texts);
    assertThat(received(bad, 4)).isNotEqualTo(texts);
  }

  @Test
  void sentPacketsAreLostAndRepeatedWithoutASign() throws Exception {
    ends.close();
    pair = new SimulatedPair();
    try (PortEnds bad = open(Conditions.PERFECT.losing(0.3).repeating(0.3), 5)) {
      PortEnds.End near = bad.tested();
      OutboundBatch batch = new OutboundBatch(100, 64);
      while (!batch.full()) {
        Packets.unicast(
            batch,
            "packet " + batch.count(),
            near.interfaceIndex(),
            near.address(),
            bad.peer().at());
      }
      assertThat(near.port().send(batch)).isEqualTo(100);
      pair.network.advance(0);
      List<String> texts = new ArrayList<>();
      InboundBatch inbound = new InboundBatch(200);
      bad.peer().port().receive(inbound);
      for (int i = 0; i < inbound.count(); i++) {
        texts.add(Packets.text(inbound.packet(i)));
      }
      assertThat(texts.stream().distinct().count()).isBetween(50L, 90L);
      assertThat(texts).hasSizeGreaterThan((int) texts.stream().distinct().count());
    }
  }

  @Test
  void whatThePortBelowRefusesIsRefused() {
    pair.near.down();
    OutboundBatch batch = new OutboundBatch(1, 64);
    PortEnds.End near = ends.tested();
    Packets.unicast(batch, "x", near.interfaceIndex(), near.address(), ends.peer().at());
    assertThat(near.port().send(batch)).isZero();
    assertThat(batch.packet(0).errno()).isEqualTo(Errno.ENETDOWN);
  }
}
