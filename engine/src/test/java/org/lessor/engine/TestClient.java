package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// A client that says what it is told to say, and looks at what it gets. It remembers the address
/// and the server of the last offer or lease.
final class TestClient {
  private final Lab lab;
  private final HardwareAddress chaddr;
  private UnaryOperator<Message.Builder> always = builder -> builder;
  private Optional<Reception> path = Optional.empty();
  private Ipv4 address = Ipv4.UNSPECIFIED;
  private Ipv4 server = Ipv4.UNSPECIFIED;
  private int nextXid = 1;
  private Message lastSent;
  private Reception lastReception;
  private Lab.Outcome last;

  TestClient(Lab lab, HardwareAddress chaddr) {
    this.lab = lab;
    this.chaddr = chaddr;
  }

  /// Changes every message from now on.
  TestClient saying(UnaryOperator<Message.Builder> changes) {
    UnaryOperator<Message.Builder> before = always;
    always = builder -> changes.apply(before.apply(builder));
    return this;
  }

  TestClient withClientId(String hex) {
    return saying(builder -> builder.option(61, Bytes.ofHex(hex)));
  }

  TestClient withOption(int code, String hex) {
    return saying(builder -> builder.option(code, Bytes.ofHex(hex)));
  }

  TestClient askingFor(int... codes) {
    return saying(builder -> builder.option(55, Bytes.ofUnsigned(codes)));
  }

  TestClient wantingBroadcast() {
    return saying(builder -> builder.flags(0x8000));
  }

  /// Sends every message through a relay agent with that address from now on.
  TestClient behind(String giaddr) {
    Ipv4 relay = Ipv4.of(giaddr);
    path = Optional.of(new Reception(lab.inlet(), relay, 67, lab.inlet().address()));
    return saying(builder -> builder.giaddr(relay).hops(1));
  }

  /// Sends every message that way from now on.
  TestClient by(Reception reception) {
    path = Optional.of(reception);
    return this;
  }

  TestClient discovers() {
    return sends(MessageType.DHCPDISCOVER, builder -> builder);
  }

  TestClient discovers(String wanted) {
    return sends(
        MessageType.DHCPDISCOVER, builder -> builder.option(50, Ipv4.of(wanted).toBytes()));
  }

  /// Takes up the last offer. Gets a lease of whatever address it is offered.
  TestClient leases() {
    String offered = discovers().reply().yiaddr().toString();
    return getsOffer(offered).selects().getsAck(offered);
  }

  /// Takes up the last offer.
  TestClient selects() {
    return selects(address.toString(), server.toString());
  }

  TestClient selects(String wanted, String chosen) {
    return sends(
        MessageType.DHCPREQUEST,
        builder ->
            builder.option(50, Ipv4.of(wanted).toBytes()).option(54, Ipv4.of(chosen).toBytes()));
  }

  TestClient reboots(String wanted) {
    return sends(MessageType.DHCPREQUEST, builder -> builder.option(50, Ipv4.of(wanted).toBytes()));
  }

  TestClient renews() {
    return renews(address.toString());
  }

  TestClient renews(String ciaddr) {
    Ipv4 own = Ipv4.of(ciaddr);
    return sends(
        MessageType.DHCPREQUEST,
        builder -> builder.ciaddr(own).giaddr(Ipv4.UNSPECIFIED),
        path.filter(way -> way.source().equals(own)).orElseGet(() -> lab.unicastFrom(own)));
  }

  TestClient rebinds() {
    return rebinds(address.toString());
  }

  TestClient rebinds(String ciaddr) {
    return sends(MessageType.DHCPREQUEST, builder -> builder.ciaddr(Ipv4.of(ciaddr)));
  }

  TestClient declines() {
    return declines(address.toString(), server.toString());
  }

  TestClient declines(String declined, String named) {
    return sends(
        MessageType.DHCPDECLINE,
        builder ->
            builder.option(50, Ipv4.of(declined).toBytes()).option(54, Ipv4.of(named).toBytes()));
  }

  TestClient releases() {
    return releases(address.toString(), server.toString());
  }

  TestClient releases(String ciaddr, String named) {
    Ipv4 own = Ipv4.of(ciaddr);
    return sends(
        MessageType.DHCPRELEASE,
        builder -> builder.ciaddr(own).option(54, Ipv4.of(named).toBytes()),
        lab.unicastFrom(own));
  }

  TestClient informs(String ciaddr) {
    return sends(
        MessageType.DHCPINFORM,
        builder -> builder.ciaddr(Ipv4.of(ciaddr)),
        path.orElseGet(() -> lab.unicastFrom(Ipv4.of(ciaddr))));
  }

  TestClient sends(MessageType type, UnaryOperator<Message.Builder> changes) {
    return sends(type, changes, path.orElseGet(lab::broadcast));
  }

  TestClient sends(MessageType type, UnaryOperator<Message.Builder> changes, Reception reception) {
    return sends(message(type, changes), reception);
  }

  TestClient sends(Message message, Reception reception) {
    lastSent = message;
    lastReception = reception;
    last = lab.receive(message, reception);
    last.reply()
        .ifPresent(reply -> {
          assertThat(reply.op()).isEqualTo(Op.BOOTREPLY);
          assertThat(reply.xid()).isEqualTo(message.xid());
          assertThat(reply.chaddr()).isEqualTo(message.chaddr());
        });
    return this;
  }

  Message message(MessageType type, UnaryOperator<Message.Builder> changes) {
    return Message.of(
        Op.BOOTREQUEST,
        type,
        new Xid(nextXid++),
        chaddr,
        builder -> changes.apply(always.apply(builder)));
  }

  TestClient getsOffer(String expected) {
    getsLease(MessageType.DHCPOFFER, expected);
    return this;
  }

  TestClient getsAck(String expected) {
    getsLease(MessageType.DHCPACK, expected);
    return this;
  }

  private void getsLease(MessageType type, String expected) {
    assertThat(last.reply()).describedAs("reply, verdict %s", last.verdict()).isPresent();
    Message reply = reply();
    assertThat(reply.messageType()).describedAs("%s", last.verdict()).hasValue(type);
    assertThat(reply.yiaddr()).isEqualTo(Ipv4.of(expected));
    address = reply.yiaddr();
    server = new Ipv4((int) reply.option(54).orElseThrow().uint32(0));
  }

  TestClient getsNak(NakReason reason) {
    assertThat(last.verdict()).isInstanceOf(Verdict.Nak.class);
    assertThat(((Verdict.Nak) last.verdict()).reason()).isEqualTo(reason);
    assertThat(reply().messageType()).hasValue(MessageType.DHCPNAK);
    assertThat(reply().yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    return this;
  }

  TestClient getsNothing(SilentReason reason) {
    assertThat(last.verdict()).isEqualTo(new Verdict.Silent(reason));
    return this;
  }

  TestClient isAbsorbed(AbsorbReason reason) {
    assertThat(last.verdict()).isInstanceOf(Verdict.Absorb.class);
    assertThat(((Verdict.Absorb) last.verdict()).reason()).isEqualTo(reason);
    assertThat(last.reply()).isEmpty();
    return this;
  }

  /// The lease time of the last reply.
  TestClient expiringIn(Duration time) {
    assertThat(option(51)).isEqualTo(Bytes.ofUint32(time.getSeconds()));
    return this;
  }

  /// The last verdict came from there.
  TestClient because(Binding.Origin origin) {
    assertThat(binding().origin()).isEqualTo(origin);
    return this;
  }

  TestClient changing(int records) {
    assertThat(last.verdict().changes()).hasSize(records);
    return this;
  }

  TestClient delivered(Delivery expected) {
    assertThat(last.delivery()).hasValue(expected);
    return this;
  }

  Binding binding() {
    return switch (last.verdict()) {
      case Verdict.Offer offer -> offer.binding();
      case Verdict.Ack ack -> ack.binding();
      default -> throw new AssertionError("no binding: " + last.verdict());
    };
  }

  /// What led to the answer to the last message, as it would be given now.
  Explanation explanation() {
    Explanation explanation =
        lab.policy().explain(lastSent, lastReception, lab.leases(), lab.now());
    assertThat(explanation.verdict())
        .isEqualTo(lab.policy().decide(lastSent, lastReception, lab.leases(), lab.now()));
    return explanation;
  }

  Verdict verdict() {
    return last.verdict();
  }

  Verdict.Recency recency() {
    return switch (last.verdict()) {
      case Verdict.Offer offer -> offer.recency();
      case Verdict.Ack ack -> ack.recency();
      default -> throw new AssertionError("no binding: " + last.verdict());
    };
  }

  Message reply() {
    return last.reply().orElseThrow(() -> new AssertionError("no reply: " + last.verdict()));
  }

  Bytes option(int code) {
    return reply()
        .option(code)
        .orElseThrow(() -> new AssertionError("no option " + code + ": " + reply()));
  }

  HardwareAddress chaddr() {
    return chaddr;
  }
}
