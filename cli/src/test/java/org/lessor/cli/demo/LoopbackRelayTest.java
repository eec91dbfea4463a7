package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.PacketPort;
import org.lessor.transport.PortCounts;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

class LoopbackRelayTest {
  private static final Endpoint OWN = new Endpoint(Ipv4.of("127.0.0.2"), 40_067);
  private static final Endpoint SERVER = new Endpoint(Ipv4.of("127.0.0.1"), 40_068);

  /// What happened, in order: what the witness was told, and what left.
  private final List<Object> events = new ArrayList<>();

  /// Sends to the list of events.
  private final class Wire implements PacketPort {
    @Override
    public int send(OutboundBatch batch) {
      for (int i = 0; i < batch.count(); i++) {
        events.add(batch.packet(i).payload());
      }
      return batch.count();
    }

    @Override
    public int receive(InboundBatch batch) {
      return 0;
    }

    @Override
    public boolean await(long timeoutNanos) {
      return false;
    }

    @Override
    public void wakeUp() {}

    @Override
    public PortCounts counts() {
      return new PortCounts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
  }

  /// The server may be quicker than the thread that sends: its answer must not be seen first.
  @Test
  void aMessageIsToldAsItLeavesAndBeforeItLeaves() {
    Message discover =
        Message.of(
            Op.BOOTREQUEST,
            MessageType.DHCPDISCOVER,
            new Xid(7),
            HardwareAddress.ethernet("02:00:00:00:00:02"),
            b -> b);
    OutboundBatch batch = new OutboundBatch(1, PacketPort.MAX_PAYLOAD_BYTES);
    batch.next().broadcast(1, Ipv4.UNSPECIFIED, 67);
    discover.encode().copyTo(batch.next().buffer(), 0);
    batch.add(discover.encode().length());

    int sent = new LoopbackRelay(new Wire(), OWN, SERVER, events::add).send(batch);

    assertThat(sent).isEqualTo(1);
    assertThat(events).hasSize(2);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            Observed.Dhcp.class,
            told -> {
              assertThat(told.passage().from()).isEqualTo(OWN);
              assertThat(told.passage().to()).isEqualTo(SERVER);
              assertThat(told.message().giaddr()).isEqualTo(OWN.address());
              assertThat(told.message().hops()).isEqualTo(1);
              assertThat(told.message().options().has(StandardOptions.DHCP_AGENT_OPTIONS.code()))
                  .isTrue();
              assertThat(events.getLast()).isEqualTo(told.message().encode());
            });
    assertThat(Message.decode((Bytes) events.getLast())).isInstanceOf(Decoded.Ok.class);
  }
}
