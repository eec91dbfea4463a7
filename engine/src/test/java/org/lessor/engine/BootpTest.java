package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// Clients that know no DHCP: RFC 951, RFC 1534.
class BootpTest {
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final String SUBNET = "lease 1h subnet 192.0.2.0/24 pool .10-.10 ";

  private static Message request() {
    return Message.of(
        Op.BOOTREQUEST,
        MessageType.DHCPDISCOVER,
        new Xid(7),
        CLIENT,
        builder -> builder.without(53));
  }

  private static Lab lab(String scene, ClientClass... classes) {
    return Lab.of(
        Scene.settings(scene)
            .withClasses(List.of(classes))
            .withHooks(Hooks.NONE.withBootp(Hooks.Bootp.SERVED)));
  }

  private static Lab.Outcome asked(Lab lab) {
    return lab.receive(request(), lab.broadcast());
  }

  @Test
  void theyGetNoAnswerWhereNobodyWantsThem() {
    Lab.Outcome outcome = asked(Lab.of(SUBNET));
    assertThat(outcome.verdict()).isEqualTo(new Verdict.Silent(SilentReason.NO_MESSAGE_TYPE));
  }

  @Test
  void theyGetAnAddressForEverAtOnce() {
    Lab lab = lab(SUBNET + "always 6=01020304 file boot.img");
    Message reply = asked(lab).reply().orElseThrow();
    assertThat(reply.yiaddr()).isEqualTo(Ipv4.of("192.0.2.10"));
    assertThat(reply.file()).isEqualTo(Bytes.ofText("boot.img"));
    Lease lease = lab.leases().lease(Ipv4.of("192.0.2.10")).orElseThrow();
    assertThat(lease.state()).isEqualTo(LeaseState.ASSIGNED);
    assertThat(lease.validLifetimeSeconds()).isEqualTo(Lease.INFINITE);
  }

  @Test
  void theReplyHasNothingThatOnlyDhcpKnows() {
    Message reply = asked(lab(SUBNET + "t1 10 t2 20 always 6=01020304")).reply().orElseThrow();
    List<Integer> codes = new ArrayList<>();
    reply.forEachOption((_, code) -> codes.add(code));
    assertThat(codes).containsExactlyInAnyOrder(1, 6);
  }

  @Test
  void theyKeepTheirAddressAndReservationsAreTheirs() {
    Lab lab = lab("lease 1h subnet 192.0.2.0/24 pool .10-.19 reserve 02:00:00:00:00:01=.15");
    assertThat(asked(lab).reply().orElseThrow().yiaddr()).isEqualTo(Ipv4.of("192.0.2.15"));
    assertThat(asked(lab).reply().orElseThrow().yiaddr()).isEqualTo(Ipv4.of("192.0.2.15"));
  }

  @Test
  void theyBelongToAClassOfTheirOwn() {
    Lab guarded = lab(SUBNET + "pool-only BOOTP");
    assertThat(asked(guarded).reply()).isPresent();
    guarded.client("02:00:00:00:00:02").discovers().getsNothing(SilentReason.NO_ADDRESS);
    Lab closed = lab(SUBNET + "pool-only DHCP", TestClasses.tested("DHCP", "not member('BOOTP')"));
    assertThat(asked(closed).reply()).isEmpty();
    closed.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void whoIsRefusedHearsNothing() {
    Lab full = lab("lease 1h subnet 192.0.2.0/24 pool .10-.10 reserve 02:00:00:00:00:09=.10");
    assertThat(asked(full).verdict()).isEqualTo(new Verdict.Silent(SilentReason.NO_ADDRESS));
    Lab rejecting = lab(SUBNET, TestClasses.tested("REJECT", "pkt4.hlen == 6"));
    assertThat(asked(rejecting).verdict())
        .isEqualTo(new Verdict.Silent(SilentReason.REJECTED_BY_CLASS));
  }
}
