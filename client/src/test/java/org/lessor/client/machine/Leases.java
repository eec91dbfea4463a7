package org.lessor.client.machine;

import java.util.function.UnaryOperator;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// Leases for tests.
public final class Leases {
  private Leases() {}

  /// The client of [#of].
  public static ClientProfile profile() {
    return Transcript.quiet();
  }

  /// A lease in 192.0.2.0/24 from 192.0.2.1, asked for at time 0.
  public static Lease of(
      String address, long leaseSeconds, UnaryOperator<Message.Builder> options) {
    return RememberedLease.read(profile(), ack(address, leaseSeconds, options), server(), 0)
        .orElseThrow();
  }

  /// The ACK of such a lease.
  public static Message ack(
      String address, long leaseSeconds, UnaryOperator<Message.Builder> options) {
    return Message.of(
        Op.BOOTREPLY,
        MessageType.DHCPACK,
        new Xid(1),
        Transcript.CHADDR,
        m ->
            options.apply(
                m.yiaddr(Ipv4.of(address))
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, server())
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                    .option(StandardOptions.DHCP_LEASE_TIME, leaseSeconds)));
  }

  private static Ipv4 server() {
    return Ipv4.of("192.0.2.1");
  }
}
