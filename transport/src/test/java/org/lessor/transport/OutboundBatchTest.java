package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

class OutboundBatchTest {
  private static final Endpoint SOMEBODY = new Endpoint(Ipv4.of("192.0.2.9"), 67);

  private final OutboundBatch batch = new OutboundBatch(4, 512);

  private void add(String text) {
    OutboundPacket packet = batch.next();
    packet.unicast(1, Ipv4.UNSPECIFIED, SOMEBODY);
    Bytes payload = Bytes.ofText(text);
    payload.copyTo(packet.buffer(), 0);
    batch.add(payload.length());
  }

  private String text(int index) {
    return batch.packet(index).payload().toText();
  }

  @Test
  void whatIsWrittenForTheNextPacketLeavesThoseBeforeAlone() {
    add("first");
    assertThat(batch.next().buffer()).hasSize(512).isNotSameAs(batch.packet(0).buffer());
    add("x".repeat(512));
    add("third");
    assertThat(text(0)).isEqualTo("first");
    assertThat(text(1)).isEqualTo("x".repeat(512));
    assertThat(text(2)).isEqualTo("third");
  }

  @Test
  void aBatchIsAsGoodAsNewWhenItWasEmptied() {
    add("a long first");
    batch.clear();
    assertThat(batch.count()).isZero();
    assertThatThrownBy(() -> batch.add(1)).isInstanceOf(IllegalStateException.class);
    add("short");
    assertThat(text(0)).isEqualTo("short");
    batch.clear();
    add("longer than what was there before".repeat(5));
    assertThat(text(0)).isEqualTo("longer than what was there before".repeat(5));
  }

  @Test
  void thoseThatAreKeptKeepTheirOrderAndWhatTheySay() {
    add("first");
    add("second");
    add("third");
    add("fourth");
    batch.packet(1).setErrno(11);
    batch.packet(3).setErrno(11);
    batch.retain(packet -> packet.errno() == 11);
    assertThat(batch.count()).isEqualTo(2);
    assertThat(text(0)).isEqualTo("second");
    assertThat(text(1)).isEqualTo("fourth");
    assertThat(batch.packet(1).destination()).isEqualTo(SOMEBODY.address());
    add("fifth");
    add("sixth");
    assertThat(batch.full()).isTrue();
    assertThat(text(1)).isEqualTo("fourth");
    assertThat(text(2)).isEqualTo("fifth");
    assertThat(text(3)).isEqualTo("sixth");
    assertThat(batch.packet(2).errno()).isZero();
  }
}
