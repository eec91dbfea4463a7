package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// Few addresses, few clients that say anything at any time: what must hold whatever they say.
class PolicyPropertyTest {
  private static final String SCENE =
      """
      network campus authoritative
        subnet 192.0.2.0/24 pool .10-.13 lease 30s-60s-120s offers 20s
          reserve 02:00:00:00:00:01=.11 reserve 02:00:00:00:00:02=.5
        subnet 198.51.100.0/24 pool .10-.11 lease 60s match hardware
      end
      subnet 203.0.113.0/24 pool .10-.11 lease forever relay 10.1.1.1
      """;

  /// One message at one time.
  ///
  /// @param afterSeconds how much later than the one before
  /// @param client which client sends it
  /// @param type the message type
  /// @param requested option 50, or none for 0.0.0.0
  /// @param ciaddr the field
  /// @param server option 54, or none for 0.0.0.0
  /// @param relayed whether it comes through a relay agent
  /// @param expiry whether ended records are tidied up before it
  record Step(
      int afterSeconds,
      int client,
      MessageType type,
      Ipv4 requested,
      Ipv4 ciaddr,
      Ipv4 server,
      boolean relayed,
      boolean expiry) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Ipv4> addresses =
        Arbitraries.of(
                "0.0.0.0",
                "192.0.2.5",
                "192.0.2.10",
                "192.0.2.11",
                "192.0.2.12",
                "192.0.2.13",
                "192.0.2.99",
                "198.51.100.10",
                "198.51.100.11",
                "203.0.113.10",
                "203.0.113.11",
                "10.9.9.9")
            .map(Ipv4::of);
    Arbitrary<Ipv4> servers = Arbitraries.of("0.0.0.0", "192.0.2.1", "192.0.2.2").map(Ipv4::of);
    Arbitrary<MessageType> types =
        Arbitraries.of(
            MessageType.DHCPDISCOVER,
            MessageType.DHCPDISCOVER,
            MessageType.DHCPREQUEST,
            MessageType.DHCPREQUEST,
            MessageType.DHCPREQUEST,
            MessageType.DHCPRELEASE,
            MessageType.DHCPDECLINE,
            MessageType.DHCPINFORM);
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(1, 6),
                types,
                addresses,
                addresses,
                servers,
                Arbitraries.of(true, false, false, false),
                Arbitraries.of(true, false))
            .as(Step::new);
    return step.list().ofMinSize(1).ofMaxSize(60);
  }

  @Property(tries = 1000, seed = "1", shrinking = ShrinkingMode.BOUNDED)
  void noAddressIsHeldByTwoClientsAtOnceWithTheModel(@ForAll("steps") List<Step> steps) {
    Settings settings = Scene.settings(SCENE);
    new Run(settings, new ModelLeases(Lab.reserved(settings))).play(steps);
  }

  @Property(tries = 1000, seed = "1", shrinking = ShrinkingMode.BOUNDED)
  void noAddressIsHeldByTwoClientsAtOnceWithTheTable(@ForAll("steps") List<Step> steps) {
    Settings settings = Scene.settings(SCENE);
    new Run(settings, new LeaseTable(settings, 1)).play(steps);
  }

  /// What a client was told that it may use.
  ///
  /// @param client which one
  /// @param untilSeconds until when, since 1970
  private record Holding(int client, long untilSeconds) {}

  /// Plays steps, keeping its own account of who was told what.
  private static final class Run {
    private final Policy policy;
    private final LeaseStore leases;
    private final Lab lab = Lab.of("");
    private final Map<Ipv4, Holding> told = new HashMap<>();

    Run(Settings settings, LeaseStore leases) {
      this.policy = Policy.of(settings);
      this.leases = leases;
    }

    void play(List<Step> steps) {
      for (Step step : steps) {
        lab.passesUnnoticed(Duration.ofSeconds(step.afterSeconds));
        if (step.expiry) {
          expire();
        }
        play(step);
      }
    }

    private long nowSeconds() {
      return lab.now().getEpochSecond();
    }

    private void expire() {
      List<Lease> over = new ArrayList<>(leases.ended(nowSeconds(), 100));
      over.addAll(leases.former(nowSeconds() - policy.settings().holdReclaimedSeconds(), 100));
      for (Lease lease : over) {
        assertThat(leases.apply(List.of(policy.afterEnd(lease)))).isTrue();
      }
    }

    private void play(Step step) {
      Message message = message(step);
      Reception reception =
          step.relayed
              ? new Reception(lab.inlet(), Ipv4.of("10.1.1.1"), 67, Lab.SERVER)
              : step.ciaddr.isUnspecified() ? lab.broadcast() : lab.unicastFrom(step.ciaddr);
      Verdict verdict = policy.decide(message, reception, leases, lab.now());
      assertThat(policy.decide(message, reception, leases, lab.now()))
          .describedAs("decided twice")
          .isEqualTo(verdict);
      checkChanges(step, verdict);
      assertThat(leases.apply(verdict.changes())).describedAs("applied").isTrue();
      checkPromise(step, verdict);
      if (verdict instanceof Verdict.Answered answered) {
        Message reply = policy.reply(answered, message, reception);
        assertThat(reply.xid()).isEqualTo(message.xid());
        assertThat(Delivery.of(reply, message, reception)).isNotNull();
        assertThat(reply.encode().length()).isGreaterThanOrEqualTo(300);
      }
    }

    /// Only the sender's records and those of nobody change, and silence changes nothing.
    private void checkChanges(Step step, Verdict verdict) {
      ClientIdentity sender = identity(step.client);
      for (LeaseChange change : verdict.changes()) {
        assertThat(change.wanted()).isNotEqualTo(change.believed());
        if (change.believed().isPresent()) {
          Lease believed = change.believed().get();
          assertThat(believed.client().matches(sender) || !believed.isHeldAt(nowSeconds()))
              .describedAs("%s changes %s", verdict, believed)
              .isTrue();
        }
        change
            .wanted()
            .filter(wanted -> wanted.state() != LeaseState.DECLINED)
            .ifPresent(wanted -> assertThat(wanted.client().matches(sender)).isTrue());
      }
      if (verdict instanceof Verdict.Nak || verdict instanceof Verdict.Silent) {
        assertThat(verdict.changes()).isEmpty();
      }
    }

    private void checkPromise(Step step, Verdict verdict) {
      switch (verdict) {
        case Verdict.Ack ack -> promised(step, ack);
        case Verdict.Absorb absorb -> {
          if (absorb.reason() != AbsorbReason.OTHER_SERVER_SELECTED) {
            gaveUp(step, verdict);
          }
        }
        case Verdict.Offer offer -> {
          Ipv4 address = offer.binding().lease().address();
          assertHeldByNobodyElse(step, address);
          assertThat(leases.lease(address).orElseThrow().isHeldAt(nowSeconds())).isTrue();
        }
        case Verdict.Nak nak -> {
          assertThat(nak.reason()).isNotNull();
        }
        case Verdict.Inform inform -> assertThat(inform.changes()).isEmpty();
        case Verdict.Silent silent -> assertThat(silent.reason()).isNotNull();
      }
    }

    /// The client no longer uses what it had at these addresses: it says so, or has another now.
    private void gaveUp(Step step, Verdict verdict) {
      for (LeaseChange change : verdict.changes()) {
        told.computeIfPresent(
            change.address(), (_, holding) -> holding.client == step.client ? null : holding);
      }
    }

    private void promised(Step step, Verdict.Ack ack) {
      Binding binding = ack.binding();
      Ipv4 address = binding.lease().address();
      assertHeldByNobodyElse(step, address);
      gaveUp(step, ack);
      long untilSeconds =
          binding.lifetimeSeconds() == Lease.INFINITE
              ? Long.MAX_VALUE
              : nowSeconds() + binding.lifetimeSeconds();
      told.put(address, new Holding(step.client, untilSeconds));
      Lease record = leases.lease(address).orElseThrow();
      assertThat(record.state()).isEqualTo(LeaseState.ASSIGNED);
      assertThat(record.expiresSeconds()).isEqualTo(untilSeconds);
      assertThat(record.client().matches(identity(step.client))).isTrue();
    }

    private void assertHeldByNobodyElse(Step step, Ipv4 address) {
      Holding holding = told.get(address);
      if (holding != null && holding.untilSeconds > nowSeconds()) {
        assertThat(step.client).describedAs("who holds %s", address).isEqualTo(holding.client);
      }
    }

    private static ClientIdentity identity(int client) {
      Optional<Bytes> clientId =
          client > 3 ? Optional.of(Bytes.ofUnsigned(1, client)) : Optional.empty();
      return new ClientIdentity(chaddr(client), clientId);
    }

    private static HardwareAddress chaddr(int client) {
      return new HardwareAddress(1, Bytes.ofUnsigned(2, 0, 0, 0, 0, client));
    }

    private static Message message(Step step) {
      return Message.of(
          Op.BOOTREQUEST,
          step.type,
          new Xid(7),
          chaddr(step.client),
          builder -> {
            identity(step.client).clientId().ifPresent(id -> builder.option(61, id));
            if (!step.requested.isUnspecified()) {
              builder.option(50, step.requested.toBytes());
            }
            if (!step.server.isUnspecified()) {
              builder.option(54, step.server.toBytes());
            }
            return builder
                .ciaddr(step.ciaddr)
                .giaddr(step.relayed ? Ipv4.of("10.1.1.1") : Ipv4.UNSPECIFIED);
          });
    }
  }
}
