package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final HardwareAddress LAPTOP = HardwareAddress.ethernet("02:00:00:00:00:01");

  private static Message discover() {
    return Message.of(
        Op.BOOTREQUEST,
        MessageType.DHCPDISCOVER,
        new Xid(0x3903f326),
        LAPTOP,
        m ->
            m.secs(3)
                .flags(0x8000)
                .option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("192.0.2.7"))
                .option(StandardOptions.DHCP_AGENT_OPTIONS, Bytes.ofHex("0104deadbeef"))
                .option(StandardOptions.DOMAIN_NAME, "a".repeat(300)));
  }

  @Test
  void aMessageSurvivesTheWire() {
    Message sent = discover();
    Decoded decoded = Message.decode(sent.encode());
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    Message received = ((Decoded.Ok) decoded).message();
    assertThat(received.messageType()).contains(MessageType.DHCPDISCOVER);
    assertThat(received.get(StandardOptions.DOMAIN_NAME)).contains("a".repeat(300));
    assertThat(received.broadcast()).isTrue();
    assertThat(received.options().asList().getLast().code()).isEqualTo(82);
    assertThat(received.with(m -> m.options(sent.options()))).isEqualTo(sent);
  }

  @Test
  void whatDoesNotFitTheOptionsFieldGoesToFileAndSname() {
    Message big = discover().with(m -> m.option(StandardOptions.HOST_NAME, "h".repeat(120)));
    byte[] buffer = new byte[MessageEncoder.DEFAULT_MAX_PAYLOAD];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(big, buffer, 500);
    assertThat(encoded.omitted()).isEmpty();
    Message received = ((Decoded.Ok) Message.decode(buffer, 0, encoded.length())).message();
    assertThat(received.get(StandardOptions.HOST_NAME)).contains("h".repeat(120));
    assertThat(received.get(StandardOptions.DOMAIN_NAME)).contains("a".repeat(300));
  }

  @Test
  void whatFitsNowhereIsNamed() {
    Message big = discover().with(m -> m.option(StandardOptions.HOST_NAME, "h".repeat(250)));
    byte[] buffer = new byte[300];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(big, buffer, 300);
    assertThat(encoded.omitted()).isEqualTo(List.of(15, 12));
  }
}
