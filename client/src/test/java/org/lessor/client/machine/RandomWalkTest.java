package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lessor.client.machine.Event.AddressRejected.Ground;
import org.lessor.transport.ArpPacket;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// Long random lives: whatever happens in whatever order, the host is never left with an address
/// that the client has no right to, and every message keeps to RFC 2131 table 5.
class RandomWalkTest {
  private static final int STEPS = 4000;
  private static final HardwareAddress STRANGER = HardwareAddress.ethernet("02:00:00:00:00:99");

  private ClientProfile profile = Transcript.profile(Timing.USUAL, ProbeTiming.FAST);
  private RandomGenerator chance = new Random(0);
  private State state = new State.Halted();
  private @Nullable Lease configured;
  private @Nullable Ipv4 linkLocal;
  private long nowNanos = 1;
  private Xid lastXid = new Xid(0);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theHostNeverHasAnAddressWithoutALease(long seed) {
    chance = new Random(seed);
    profile = profile.with(policy(), extensions());
    ClientMachine machine = new ClientMachine(profile, new Random(seed + 1));
    for (int i = 0; i < STEPS; i++) {
      Event event = next();
      String story = "seed " + seed + " step " + i + ": " + state + " with " + event;
      Step step = machine.on(state, event, nowNanos);
      for (Effect effect : step.effects()) {
        carryOut(effect, story);
      }
      state = step.next();
      checkState(story);
      if (event instanceof Event.TimerExpired && state.wakeNanos() <= nowNanos) {
        // Several deadlines passed at once; then the next is another state's.
        assertThat(state).as(story).isInstanceOf(State.Bound.class);
        assertThat(machine.on(state, event, nowNanos).next().wakeNanos())
            .as(story)
            .isGreaterThan(nowNanos);
      }
    }
  }

  /// Every other life waits for several offers.
  private OfferPolicy policy() {
    return chance.nextBoolean()
        ? OfferPolicy.FIRST
        : new OfferPolicy(
            Duration.ofMillis(300), List.of(Ipv4.of("192.0.2.2")), List.of(), List.of(), Set.of());
  }

  private Set<Extension> extensions() {
    Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    for (Extension extension : Extension.values()) {
      // Most leases are asked for again: anonymity is for few.
      int oneIn = extension == Extension.ANONYMITY ? 8 : 2;
      if (chance.nextInt(oneIn) == 0) {
        extensions.add(extension);
      }
    }
    return extensions;
  }

  private Event next() {
    if (state instanceof State.Halted) {
      configured = null;
      assertThat(linkLocal).as("nobody is left to take it away").isNull();
      return new Event.Start(null);
    }
    int what = chance.nextInt(100);
    if (what < 45) {
      return timer();
    }
    nowNanos += chance.nextLong(3_000_000_000L);
    if (what < 80) {
      return received();
    }
    return switch (what) {
      case 80, 81, 82 -> new Event.LinkDown();
      case 83, 84, 85, 86, 87, 88 -> new Event.LinkUp();
      case 89, 90 -> new Event.RenewRequested();
      case 91 -> new Event.ReleaseRequested();
      case 92 -> new Event.Stop();
      case 93 -> new Event.Detach();
      case 94 -> suspended();
      case 95 -> new Event.Resumed();
      case 96 -> removed();
      case 97 -> rejected();
      default -> new Event.ArpSeen(arp());
    };
  }

  private Event rejected() {
    Ground[] grounds = Ground.values();
    return new Event.AddressRejected(address(), grounds[chance.nextInt(grounds.length)]);
  }

  /// As the runner does: only where an address is configured.
  private Event removed() {
    return configured == null && linkLocal == null
        ? new Event.Resumed()
        : new Event.AddressRemoved();
  }

  private Event timer() {
    if (state.wakeNanos() == Lease.NEVER) {
      return new Event.LinkUp();
    }
    nowNanos = Math.max(nowNanos, state.wakeNanos());
    return new Event.TimerExpired();
  }

  private Event suspended() {
    nowNanos += chance.nextLong(8_000_000_000_000L);
    return new Event.TimerExpired();
  }

  private ArpPacket arp() {
    Ipv4 address = address();
    return chance.nextBoolean()
        ? ArpPacket.announcement(STRANGER, address)
        : ArpPacket.probe(STRANGER, address);
  }

  private Ipv4 address() {
    return Ipv4.of("192.0.2.1" + chance.nextInt(4));
  }

  private Event received() {
    List<MessageType> types =
        List.of(
            MessageType.DHCPOFFER, MessageType.DHCPACK, MessageType.DHCPACK, MessageType.DHCPNAK);
    MessageType type = types.get(chance.nextInt(types.size()));
    Ipv4 server = Ipv4.of("192.0.2." + (1 + chance.nextInt(2)));
    Ipv4 address = wanted();
    long lease = chance.nextInt(20) == 0 ? 0xffff_ffffL : chance.nextInt(4000);
    Message message =
        Message.of(
            Op.BOOTREPLY,
            type,
            lastXid,
            Transcript.CHADDR,
            m ->
                extended(
                    m.yiaddr(type == MessageType.DHCPNAK ? Ipv4.UNSPECIFIED : address)
                        .option(StandardOptions.DHCP_SERVER_IDENTIFIER, server)
                        .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                        .option(StandardOptions.DHCP_LEASE_TIME, lease)));
    return new Event.Received(message, server);
  }

  /// Now and then with what only an extension listens to.
  private Message.Builder extended(Message.Builder message) {
    if (chance.nextInt(4) == 0) {
      message.option(StandardOptions.RAPID_COMMIT, Bytes.EMPTY);
    }
    if (chance.nextInt(20) == 0) {
      message.option(StandardOptions.V6_ONLY_PREFERRED, (long) chance.nextInt(1000));
    }
    if (chance.nextInt(20) == 0) {
      message.option(StandardOptions.AUTO_CONFIG, 0L).yiaddr(Ipv4.UNSPECIFIED);
    }
    return message;
  }

  /// Mostly what the client asked for.
  private Ipv4 wanted() {
    if (chance.nextInt(5) == 0) {
      return address();
    }
    return switch (state) {
      case State.Requesting s -> s.offer().address();
      case State.Rebooting s -> s.lease().address();
      case State.Holding s -> s.tenure().lease().address();
      case State.Halted _, State.Seeking _, State.Releasing _ -> address();
    };
  }

  private void carryOut(Effect effect, String story) {
    switch (effect) {
      case Effect.Configure(Lease lease, Lease previous) -> {
        assertThat(previous).as(story).isEqualTo(configured);
        configured = lease;
        // It took the place of the link-local address.
        linkLocal = null;
      }
      case Effect.Deconfigure(Lease lease) -> {
        assertThat(lease).as(story).isEqualTo(configured);
        configured = null;
      }
      case Effect.Broadcast(Message message, Ipv4 source) -> {
        assertThat(source).as(story).isEqualTo(message.ciaddr());
        checkMessage(message, story);
      }
      case Effect.Unicast(Message message, Ipv4 source, Ipv4 destination) -> {
        assertThat(configured).as(story).isNotNull();
        assertThat(source).as(story).isEqualTo(configured.address());
        assertThat(destination).as(story).isEqualTo(configured.serverId());
        assertThat(message.ciaddr()).as(story).isEqualTo(source);
        checkMessage(message, story);
      }
      case Effect.ArpAnnounce(Ipv4 address) ->
          assertThat(address)
              .as(story)
              .isEqualTo(configured == null ? linkLocal : configured.address());
      case Effect.ConfigureLinkLocal(Ipv4 address) -> {
        assertThat(configured).as(story).isNull();
        linkLocal = address;
      }
      case Effect.DeconfigureLinkLocal(Ipv4 address) -> {
        assertThat(address).as(story).isEqualTo(linkLocal);
        linkLocal = null;
      }
      case Effect.ArpProbe _, Effect.SaveLease _, Effect.ForgetLease _, Effect.Tell _ -> {}
    }
  }

  private void checkMessage(Message message, String story) {
    lastXid = message.xid();
    boolean requested = message.has(StandardOptions.DHCP_REQUESTED_ADDRESS);
    boolean server = message.has(StandardOptions.DHCP_SERVER_IDENTIFIER);
    boolean own = !message.ciaddr().isUnspecified();
    switch (message.messageType().orElseThrow()) {
      case DHCPDISCOVER -> assertThat(own || server).as(story).isFalse();
      // SELECTING 50 and 54, INIT-REBOOT 50, RENEWING and REBINDING ciaddr alone.
      case DHCPREQUEST -> assertThat(own ? !requested && !server : requested).as(story).isTrue();
      case DHCPDECLINE -> assertThat(requested && server && !own).as(story).isTrue();
      case DHCPRELEASE -> assertThat(!requested && server && own).as(story).isTrue();
      default -> throw new AssertionError(story + " sent " + message);
    }
  }

  private void checkState(String story) {
    checkLinkLocal(story);
    switch (state) {
      case State.Halted _ -> {}
      case State.Seeking s -> assertThat(s.past().kept()).as(story).isEqualTo(configured);
      case State.Holding s -> assertThat(s.tenure().lease()).as(story).isEqualTo(configured);
      case State.Releasing s -> assertThat(s.lease()).as(story).isEqualTo(configured);
    }
    boolean running = !(state instanceof State.Halted) && !(state instanceof State.Releasing);
    if (configured != null && running) {
      assertThat(configured.isExpired(nowNanos)).as(story).isFalse();
    }
  }

  private void checkLinkLocal(String story) {
    LinkLocal known = state instanceof State.Seeking s ? s.past().linkLocal() : null;
    Ipv4 inUse = known != null && known.inUse() ? known.address() : null;
    assertThat(inUse).as(story).isEqualTo(linkLocal);
    assertThat(linkLocal == null || configured == null).as(story).isTrue();
  }
}
