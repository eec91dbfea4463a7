package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Errno;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class NioPortTest extends SocketPortContract {
  private static final Ipv4 LOOPBACK = Ipv4.of("127.0.0.1");

  @Override
  PortEnds open() throws Exception {
    return new PortEnds(end(), end(), () -> {});
  }

  private static PortEnds.End end() throws Exception {
    NioPort port = NioPort.open(new Endpoint(LOOPBACK, 0));
    return new PortEnds.End(port, port.at(), port.interfaceIndex());
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (NioPort first = NioPort.open(new Endpoint(LOOPBACK, 0))) {
      assertThatThrownBy(() -> NioPort.open(first.at()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining(first.at().toString())
          .hasMessageContaining("another program may hold it");
    }
  }

  @Test
  void framesAreRefused() {
    OutboundBatch batch = new OutboundBatch(1, 64);
    batch
        .next()
        .frame(
            0, LOOPBACK, HardwareAddress.ethernet("02:00:00:00:00:01"), new Endpoint(LOOPBACK, 68));
    batch.add(Packets.write(batch, "frame"));
    assertThat(ends.tested().port().send(batch)).isZero();
    assertThat(batch.packet(0).errno()).isEqualTo(Errno.EOPNOTSUPP);
  }
}
