package org.lessor.bench.micro;

import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// What clients send in the benchmarks, by way of a relay agent.
final class Messages {
  private Messages() {}

  /// What a desktop computer sends, with what a relay agent adds.
  static Message discover(int client, Ipv4 giaddr) {
    return sent(MessageType.DHCPDISCOVER, client, giaddr);
  }

  /// The renewal of `ciaddr`.
  static Message renew(int client, Ipv4 giaddr, Ipv4 ciaddr) {
    return sent(MessageType.DHCPREQUEST, client, giaddr).with(builder -> builder.ciaddr(ciaddr));
  }

  private static Message sent(MessageType type, int client, Ipv4 giaddr) {
    return Message.of(
        Op.BOOTREQUEST,
        type,
        new Xid(client),
        Clients.hardware(client),
        builder ->
            builder
                .giaddr(giaddr)
                .hops(1)
                .option(61, Clients.identity(client).clientId().orElseThrow())
                .option(12, Bytes.ofText("host" + (10_000_000 + client)))
                .option(55, Bytes.ofUnsigned(1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249))
                .option(60, Bytes.ofText("MSFT 5.0"))
                .option(77, Bytes.ofText("laptop"))
                .option(82, Bytes.ofHex("010400010203")));
  }
}
