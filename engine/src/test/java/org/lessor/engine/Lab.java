package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageView;

/// One server without sockets: a policy, the model of a lease store, a clock that stands until a
/// test moves it. Every message goes over the wire format, both ways.
final class Lab {
  static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final Policy policy;
  private final LeaseStore leases;
  private final Reception.Inlet inlet;
  private Instant now = START;

  /// What came of one message.
  ///
  /// @param verdict what was decided
  /// @param reply what was sent, as the client decodes it
  /// @param delivery where it went
  record Outcome(Verdict verdict, Optional<Message> reply, Optional<Delivery> delivery) {}

  private Lab(Settings settings, Reception.Inlet inlet, LeaseStore leases) {
    this.policy = Policy.of(settings);
    this.inlet = inlet;
    this.leases = leases;
  }

  /// A server with the settings of that [Scene], at 192.0.2.1 on eth0.
  static Lab of(String scene) {
    return at(SERVER.toString(), scene);
  }

  static Lab at(String address, String scene) {
    Ipv4 own = Ipv4.of(address);
    return at(new Reception.Inlet("eth0", own, List.of(own)), scene);
  }

  static Lab at(Reception.Inlet inlet, String scene) {
    return at(inlet, Scene.settings(scene));
  }

  /// The server of that scene with these classes.
  static Lab of(String scene, ClientClass... classes) {
    return of(Scene.settings(scene).withClasses(List.of(classes)));
  }

  static Lab of(Settings settings) {
    return at(new Reception.Inlet("eth0", SERVER, List.of(SERVER)), settings);
  }

  static Lab at(Reception.Inlet inlet, Settings settings) {
    return new Lab(settings, inlet, new ModelLeases(reserved(settings), settings.hooks().limits()));
  }

  static Set<Ipv4> reserved(Settings settings) {
    Stream<Reservation> global = settings.reservations().stream();
    Stream<Reservation> local =
        settings.networks().stream()
            .flatMap(network -> network.subnets().stream())
            .flatMap(subnet -> subnet.countingReservations().stream());
    return Stream.concat(global, local)
        .flatMap(reservation -> reservation.address().stream())
        .collect(Collectors.toSet());
  }

  /// A client with that Ethernet address.
  TestClient client(String chaddr) {
    return new TestClient(this, HardwareAddress.ethernet(chaddr));
  }

  Policy policy() {
    return policy;
  }

  LeaseStore leases() {
    return leases;
  }

  Instant now() {
    return now;
  }

  Reception.Inlet inlet() {
    return inlet;
  }

  /// How a client on the link without an address sends.
  Reception broadcast() {
    return new Reception(inlet, Ipv4.UNSPECIFIED, 68, Ipv4.BROADCAST);
  }

  /// How a client with an address sends to this server alone.
  Reception unicastFrom(Ipv4 source) {
    return new Reception(inlet, source, 68, inlet.address());
  }

  /// Decides about a message, makes the changes, encodes the reply and decodes it again.
  Outcome receive(Message message, Reception reception) {
    MessageView view = new MessageView();
    Bytes sent = message.encode();
    assertThat(view.wrap(sent.toArray(), 0, sent.length())).isNull();
    Verdict verdict = policy.decide(view, reception, leases, now);
    assertThat(policy.decide(message, reception, leases, now))
        .describedAs("the same message as a value")
        .isEqualTo(verdict);
    assertThat(leases.apply(verdict.changes())).isTrue();
    if (!(verdict instanceof Verdict.Answered answered)) {
      return new Outcome(verdict, Optional.empty(), Optional.empty());
    }
    Message reply = policy.reply(answered, view, reception);
    Delivery delivery = Delivery.of(reply, view, reception);
    byte[] buffer = new byte[MessageEncoder.MAX_PAYLOAD];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(reply, buffer, Policy.maxPayload(view));
    Decoded decoded = Message.decode(buffer, 0, encoded.length());
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    return new Outcome(
        verdict, Optional.of(((Decoded.Ok) decoded).message()), Optional.of(delivery));
  }

  /// Lets time pass, and ends what ends meanwhile as the server would.
  Lab passes(Duration time) {
    now = now.plus(time);
    expire();
    return this;
  }

  /// Lets time pass without anybody looking at what ends.
  Lab passesUnnoticed(Duration time) {
    now = now.plus(time);
    return this;
  }

  Lab expire() {
    long nowSeconds = now.getEpochSecond();
    List<Lease> over = new ArrayList<>();
    over.addAll(leases.ended(nowSeconds, 1000));
    over.addAll(leases.former(nowSeconds - policy.settings().holdReclaimedSeconds(), 1000));
    for (Lease lease : over) {
      assertThat(leases.apply(List.of(policy.afterEnd(lease)))).isTrue();
    }
    return this;
  }

  /// The record of that address.
  Optional<Lease> lease(String address) {
    return leases.lease(Ipv4.of(address));
  }

  /// The state of that address; empty where there is no record.
  Optional<LeaseState> state(String address) {
    return lease(address).map(Lease::state);
  }
}
