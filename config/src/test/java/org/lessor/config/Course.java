package org.lessor.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lessor.engine.Binding;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Policy;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.engine.Verdict;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessagePrinter;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A fixed course of events that touches all that settings can say, written down: each message,
/// what was decided, what was answered, and the leases in the end.
final class Course {
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Reception.Inlet ETH0 = new Reception.Inlet("eth0", SERVER, List.of(SERVER));
  private static final Reception.Inlet ETH5 =
      new Reception.Inlet("eth5", Ipv4.of("198.18.0.1"), List.of(Ipv4.of("198.18.0.1")));
  private static final Bytes EVERYTHING =
      Bytes.ofHex(
          IntStream.rangeClosed(1, 254)
              .filter(code -> code != 53 && code != 54 && code != 82 && code != 108)
              .mapToObj("%02x"::formatted)
              .collect(Collectors.joining()));

  private final Policy policy;
  private final LeaseTable leases;
  private final StringBuilder written = new StringBuilder();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  Course(Settings settings) {
    this.policy = Policy.of(settings);
    this.leases = new LeaseTable(settings, 1);
  }

  String run() {
    UnaryOperator<Message.Builder> talkative =
        m ->
            m.option(60, Bytes.ofText("some"))
                .option(12, Bytes.ofText("Lap_Top"))
                .option(61, Bytes.ofHex("01020000000001"))
                .option(82, agent("port1", ""))
                .giaddr(SERVER);
    Optional<Ipv4> first = fourSteps(1, relayed(), talkative);
    passes(100);
    first.ifPresent(address -> {
      send(
          1,
          MessageType.DHCPREQUEST,
          direct(address),
          m -> talkative.apply(m).without(82).giaddr(Ipv4.UNSPECIFIED).ciaddr(address));
      send(
          1,
          MessageType.DHCPREQUEST,
          direct(Ipv4.UNSPECIFIED),
          m ->
              m.option(60, Bytes.ofText("x"))
                  .option(StandardOptions.DHCP_REQUESTED_ADDRESS, address)
                  .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.222")));
    });
    fourSteps(2, direct(Ipv4.UNSPECIFIED), m -> m);
    fourSteps(7, direct(Ipv4.UNSPECIFIED), m -> m.option(12, Bytes.ofText("known")));
    names();
    send(6, MessageType.DHCPDISCOVER, direct(Ipv4.UNSPECIFIED), m -> m.option(80, Bytes.EMPTY));
    fourSteps(15, direct(Ipv4.UNSPECIFIED), m -> m.option(61, Bytes.ofHex("ff000000010001")));
    for (int number : new int[] {16, 17}) {
      Bytes wanted = Bytes.ofUint32(number == 16 ? 60 : 100_000);
      fourSteps(
          number,
          direct(Ipv4.UNSPECIFIED),
          m -> m.option(51, wanted).option(60, Bytes.ofText("some")));
    }
    Optional<Ipv4> declined = fourSteps(20, direct(Ipv4.UNSPECIFIED), m -> m);
    declined.ifPresent(address ->
        send(
            20,
            MessageType.DHCPDECLINE,
            direct(Ipv4.UNSPECIFIED),
            m ->
                m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, address)
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)));
    places();
    send(
        9,
        MessageType.DHCPREQUEST,
        direct(Ipv4.UNSPECIFIED),
        m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("192.0.2.99")));
    send(
        5,
        MessageType.DHCPINFORM,
        direct(Ipv4.of("192.0.2.200")),
        m -> m.ciaddr(Ipv4.of("192.0.2.200")).without(55).option(55, Bytes.ofHex("0103")));
    for (int number = 30; number < 40; number++) {
      fourSteps(number, direct(Ipv4.UNSPECIFIED), m -> m);
    }
    bootp();
    return written + "\n" + new TreeSet<>(records());
  }

  private void names() {
    for (int flags : new int[] {0x00, 0x01, 0x04, 0x08}) {
      Bytes fqdn = Bytes.ofUnsigned(flags, 0, 0).plus(Bytes.ofText("c3." + flags));
      fourSteps(40 + flags, direct(Ipv4.UNSPECIFIED), m -> m.option(81, fqdn));
      passes(4000);
      leases
          .ended(now.getEpochSecond(), 100)
          .forEach(lease -> leases.apply(List.of(policy.afterEnd(lease))));
    }
  }

  private void places() {
    fourSteps(10, relayed(), m -> m.giaddr(Ipv4.of("10.0.0.1")));
    fourSteps(11, relayed(), m -> m.giaddr(Ipv4.of("10.0.0.2")));
    fourSteps(12, relayed(), m -> m.giaddr(Ipv4.of("203.0.113.1")));
    fourSteps(13, relayed(), m -> m.giaddr(SERVER).option(82, agent("port9", "0504cb007101")));
    fourSteps(14, new Reception(ETH5, Ipv4.UNSPECIFIED, 68, Ipv4.BROADCAST), m -> m);
    for (int number = 50; number < 58; number++) {
      fourSteps(number, relayed(), m -> m.giaddr(Ipv4.of("198.51.100.1")));
    }
  }

  private void bootp() {
    Message request =
        Message.of(
            Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(7), mac(60), m -> m.without(53));
    decide(request, direct(Ipv4.UNSPECIFIED));
  }

  private static Bytes agent(String circuit, String more) {
    Bytes id = Bytes.ofText(circuit);
    return Bytes.ofUnsigned(1, id.length()).plus(id).plus(Bytes.ofHex(more));
  }

  private static Reception relayed() {
    return new Reception(ETH0, Ipv4.of("192.0.2.254"), 67, SERVER);
  }

  private static Reception direct(Ipv4 source) {
    return new Reception(ETH0, source, 68, source.isUnspecified() ? Ipv4.BROADCAST : SERVER);
  }

  private static HardwareAddress mac(int number) {
    return HardwareAddress.ethernet("02:00:00:00:00:%02x".formatted(number));
  }

  private void passes(long seconds) {
    now = now.plusSeconds(seconds);
  }

  /// The address that the client has in the end.
  private Optional<Ipv4> fourSteps(
      int number, Reception reception, UnaryOperator<Message.Builder> changes) {
    Optional<Message> offer = send(number, MessageType.DHCPDISCOVER, reception, changes);
    Optional<Message> ack =
        offer.flatMap(found ->
            send(
                number,
                MessageType.DHCPREQUEST,
                reception,
                m ->
                    changes
                        .apply(m)
                        .option(StandardOptions.DHCP_REQUESTED_ADDRESS, found.yiaddr())
                        .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)));
    return ack.map(Message::yiaddr).filter(address -> !address.isUnspecified());
  }

  private Optional<Message> send(
      int number, MessageType type, Reception reception, UnaryOperator<Message.Builder> changes) {
    return decide(
        Message.of(
            Op.BOOTREQUEST,
            type,
            new Xid(7),
            mac(number),
            m -> changes.apply(m.option(55, EVERYTHING))),
        reception);
  }

  private Optional<Message> decide(Message message, Reception reception) {
    Verdict verdict = policy.decide(message, reception, leases, now);
    written
        .append('\n')
        .append(message.chaddr())
        .append(message.messageType())
        .append(policy.limits(message, reception, leases, now));
    if (!leases.apply(verdict.changes())) {
      throw new AssertionError("not taken: " + verdict.changes());
    }
    if (!(verdict instanceof Verdict.Answered answered)) {
      written.append(verdict);
      return Optional.empty();
    }
    if (verdict instanceof Verdict.Offer(Binding binding, var recency, _)) {
      written
          .append(recency)
          .append(binding.lease())
          .append(binding.network().name())
          .append(binding.subnet().parameters().pingCheck());
    }
    if (verdict instanceof Verdict.Ack(Binding binding, _, _)) {
      written.append(binding.lease());
    }
    Message reply = policy.reply(answered, message, reception);
    written.append(MessagePrinter.STANDARD.line(reply));
    reply.forEachOption((value, code) -> written.append(' ').append(code).append(value));
    return Optional.of(reply);
  }

  private List<String> records() {
    List<String> records = new ArrayList<>();
    leases.forEach((Lease lease) -> records.add(lease.toString()));
    return records;
  }
}
