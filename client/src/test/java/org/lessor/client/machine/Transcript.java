package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/// Plays a script against the client machine at virtual time and compares what happens with the
/// same script, line by line.
///
/// A line that begins with a time in seconds is what happens to the client; `timer` lines are not
/// played but must stand where the machine asked to be woken. `>` lines are effects, `!` lines what
/// the operator is told above INFO (and what was ignored), `=` lines the state and when it wants to
/// be woken. `#` lines are remarks.
///
/// ```
/// 0 start
///   > DISCOVER xid=1
///   = Selecting until 4
/// 0.1 offer yiaddr=192.0.2.10
/// ```
///
/// What happens: `start [remembering ADDRESS asked-at=TIME lease=SECONDS]`, `offer`, `ack`, `nak`
/// (with `yiaddr= server= source= lease= t1= t2= mask= xid= htype= chaddr= client-id= op= type=
/// giaddr= siaddr= options=CODE:HEX,...`, where `none` leaves out), `arp claims|probes ADDRESS by
/// MAC`, `link up`, `link down`, `renew`, `release`, `stop`, `detach`, `resumed`, `address
/// removed`, `reject ADDRESS unusable|elsewhere`, `fall back ADDRESS asked-at=TIME lease=SECONDS`,
/// `force renew`, `timer` (early), and `end`, up to which timers run.
final class Transcript {
  static final HardwareAddress CHADDR = HardwareAddress.ethernet("02:00:00:00:00:01");
  static final Bytes CLIENT_ID = Bytes.ofHex("01020000000001");

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private final ClientProfile profile;
  private final ClientMachine machine;
  private final List<String> lines = new ArrayList<>();
  private State state = new State.Halted();
  private Xid xid = new Xid(0);
  private long nowNanos;

  private Transcript(ClientProfile profile) {
    this.profile = profile;
    this.machine = new ClientMachine(profile, new SteadyRandom());
  }

  /// A client of Ethernet with a client identifier, that asks for two options.
  static ClientProfile profile(Timing timing, ProbeTiming probing) {
    return new ClientProfile(
        CHADDR,
        CLIENT_ID,
        List.of(1, 3),
        List.of(),
        1500,
        ClientProfile.BroadcastFlag.CLEAR,
        ClientProfile.ServerIdentifier.REQUIRED,
        ClientProfile.ConflictPolicy.GIVE_UP,
        timing,
        probing);
  }

  static ClientProfile quiet() {
    return profile(Timing.USUAL, ProbeTiming.OFF);
  }

  /// Plays `script` and fails where it differs from what happens.
  static void check(ClientProfile profile, String script) {
    List<String> expected = normalized(script).lines().toList();
    List<String> happened = played(profile, script).lines;
    for (int i = 0; i < Math.max(expected.size(), happened.size()); i++) {
      String should = i < expected.size() ? expected.get(i) : "nothing more";
      String does = i < happened.size() ? happened.get(i) : "nothing more";
      if (!should.equals(does)) {
        throw new AssertionError(
            "after\n  "
                + String.join("\n  ", happened.subList(Math.max(0, i - 6), i))
                + "\nexpected\n  "
                + should
                + "\nbut was\n  "
                + does);
      }
    }
  }

  /// The state that `script` leads to.
  static State reached(ClientProfile profile, String script) {
    return played(profile, script).state;
  }

  /// What the words of a script mean, after no other.
  static Event event(ClientProfile profile, String what) {
    return new Transcript(profile).event(what);
  }

  /// What an event, in the words of a script, leads to in `state`: effects, all that is told, and
  /// the next state with the seconds until it wants to be woken, if it is another.
  static String outcome(ClientProfile profile, State state, String what, long nowNanos) {
    Transcript transcript = new Transcript(profile);
    transcript.nowNanos = nowNanos;
    Step step = transcript.machine.on(state, transcript.event(what), nowNanos);
    List<String> parts = new ArrayList<>();
    for (Effect effect : step.effects()) {
      parts.add(
          effect instanceof Effect.Tell(Report report)
              ? words(report)
              : transcript.effect(effect).orElseThrow());
    }
    State next = step.next();
    long wakeNanos = next.wakeNanos();
    String until = wakeNanos == Lease.NEVER ? "" : " for " + seconds(wakeNanos - nowNanos);
    parts.add(next.equals(state) ? "stays" : "= " + next.getClass().getSimpleName() + until);
    return String.join("; ", parts);
  }

  private static Transcript played(ClientProfile profile, String script) {
    Transcript transcript = new Transcript(profile);
    for (String line : normalized(script).lines().toList()) {
      if (Character.isDigit(line.charAt(0)) && !line.endsWith(" timer")) {
        transcript.happens(line);
      }
    }
    return transcript;
  }

  private static String normalized(String script) {
    return script
        .lines()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  private void happens(String line) {
    int blank = line.indexOf(' ');
    long atNanos = new BigDecimal(line.substring(0, blank)).multiply(NANOS).longValueExact();
    runTimersUntil(atNanos);
    nowNanos = atNanos;
    lines.add(line);
    String what = line.substring(blank + 1);
    if (!what.equals("end")) {
      step(event(what));
    }
  }

  private void runTimersUntil(long atNanos) {
    while (state.wakeNanos() <= atNanos) {
      nowNanos = Math.max(nowNanos, state.wakeNanos());
      lines.add(seconds(nowNanos) + " timer");
      State before = state;
      step(new Event.TimerExpired());
      assertThat(state.wakeNanos() > nowNanos || !state.equals(before))
          .as("the machine must not ask for the same wake-up for ever: %s", state)
          .isTrue();
    }
  }

  private void step(Event event) {
    State before = state;
    Step step = machine.on(state, event, nowNanos);
    state = step.next();
    step.effects().stream().map(this::effect).flatMap(Optional::stream).forEach(lines::add);
    if (!state.equals(before) || step.effects().isEmpty()) {
      String until = state.wakeNanos() == Lease.NEVER ? "" : " until " + seconds(state.wakeNanos());
      lines.add("= " + state.getClass().getSimpleName() + until);
    }
  }

  private static String seconds(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos).divide(NANOS);
    BigDecimal stripped = exact.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0).toString() : stripped.toString();
  }

  // What is heard.

  private Event event(String what) {
    List<String> words = List.of(what.split(" "));
    return switch (words.getFirst()) {
      case "start" -> new Event.Start(remembered(words));
      case "offer" -> received(MessageType.DHCPOFFER, fields(words));
      case "ack" -> received(MessageType.DHCPACK, fields(words));
      case "nak" -> received(MessageType.DHCPNAK, fields(words));
      case "arp" -> new Event.ArpSeen(arp(words));
      case "link" -> words.get(1).equals("up") ? new Event.LinkUp() : new Event.LinkDown();
      case "renew" -> new Event.RenewRequested();
      case "release" -> new Event.ReleaseRequested();
      case "stop" -> new Event.Stop();
      case "detach" -> new Event.Detach();
      case "resumed" -> new Event.Resumed();
      case "address" -> new Event.AddressRemoved();
      case "reject" ->
          new Event.AddressRejected(
              Ipv4.of(words.get(1)),
              words.get(2).equals("unusable") ? Ground.UNUSABLE : Ground.ELSEWHERE);
      case "fall" -> new Event.FallBack(Objects.requireNonNull(remembered(words)));
      case "force" -> forceRenew();
      case "timer:early" -> new Event.TimerExpired();
      default -> throw new IllegalArgumentException("what is this: " + what);
    };
  }

  /// Without a proof.
  private static Event forceRenew() {
    Message message =
        Message.of(Op.BOOTREPLY, MessageType.DHCPFORCERENEW, new Xid(77), CHADDR, m -> m);
    return new Event.ForceRenew(message, Ipv4.of("192.0.2.1"), message.encode());
  }

  private static Map<String, String> fields(List<String> words) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return fields;
  }

  private @Nullable Lease remembered(List<String> words) {
    if (words.size() == 1) {
      return null;
    }
    Map<String, String> fields = fields(words);
    Message ack =
        reply(MessageType.DHCPACK, Map.of("yiaddr", words.get(2), "lease", fields.get("lease")));
    Terms terms = new Replies(profile).remembered(ack, Ipv4.of("192.0.2.1"));
    long askedAtNanos = new BigDecimal(fields.get("asked-at")).multiply(NANOS).longValueExact();
    assertThat(terms).isNotNull();
    return Lease.granted(terms, askedAtNanos, new SteadyRandom());
  }

  private Event received(MessageType type, Map<String, String> fields) {
    String server = fields.getOrDefault("server", "192.0.2.1");
    String source = fields.getOrDefault("source", server.equals("none") ? "192.0.2.1" : server);
    return new Event.Received(reply(type, fields), Ipv4.of(source));
  }

  private Message reply(MessageType type, Map<String, String> fields) {
    Xid answered = fields.containsKey("xid") ? new Xid(Integer.parseInt(fields.get("xid"))) : xid;
    HardwareAddress chaddr =
        new HardwareAddress(
            Integer.parseInt(fields.getOrDefault("htype", "1")),
            fields.containsKey("chaddr")
                ? HardwareAddress.ethernet(fields.get("chaddr")).address()
                : CHADDR.address());
    Op op = fields.getOrDefault("op", "2").equals("2") ? Op.BOOTREPLY : Op.BOOTREQUEST;
    return Message.of(
        op,
        type,
        answered,
        chaddr,
        m -> {
          boolean grants = type != MessageType.DHCPNAK;
          set(m, 54, fields.getOrDefault("server", "192.0.2.1"));
          if (grants) {
            m.yiaddr(Ipv4.of(fields.getOrDefault("yiaddr", "192.0.2.10")));
            set(m, 1, fields.getOrDefault("mask", "255.255.255.0"));
            number(m, 51, fields.getOrDefault("lease", "3600"));
            number(m, 58, fields.getOrDefault("t1", "none"));
            number(m, 59, fields.getOrDefault("t2", "none"));
          }
          if (fields.containsKey("client-id")) {
            m.option(61, Bytes.ofHex(fields.get("client-id")));
          }
          m.giaddr(Ipv4.of(fields.getOrDefault("giaddr", "0.0.0.0")));
          m.siaddr(Ipv4.of(fields.getOrDefault("siaddr", "0.0.0.0")));
          if (fields.containsKey("options")) {
            for (String option : fields.get("options").split(",")) {
              String[] parts = option.split(":", 2);
              m.option(Integer.parseInt(parts[0]), Bytes.ofHex(parts[1]));
            }
          }
          return fields.getOrDefault("type", "").equals("none") ? m.without(53) : m;
        });
  }

  private static void set(Message.Builder message, int code, String address) {
    if (!address.equals("none")) {
      message.option(code, Ipv4.of(address).toBytes());
    }
  }

  private static void number(Message.Builder message, int code, String number) {
    if (!number.equals("none")) {
      message.option(code, Bytes.ofUint32(Long.parseLong(number)));
    }
  }

  private static ArpPacket arp(List<String> words) {
    Ipv4 address = Ipv4.of(words.get(2));
    HardwareAddress host = HardwareAddress.ethernet(words.get(4));
    return words.get(1).equals("claims")
        ? ArpPacket.announcement(host, address)
        : ArpPacket.probe(host, address);
  }

  // What is said.

  private Optional<String> effect(Effect effect) {
    return switch (effect) {
      case Effect.Broadcast(Message message, Ipv4 source) ->
          Optional.of("> " + sent(message) + (source.isUnspecified() ? "" : " from " + source));
      case Effect.Unicast(Message message, Ipv4 source, Ipv4 destination) ->
          Optional.of("> " + sent(message) + " from " + source + " to " + destination);
      case Effect.ArpProbe(Ipv4 address) -> Optional.of("> arp probe " + address);
      case Effect.ArpAnnounce(Ipv4 address) -> Optional.of("> arp announce " + address);
      case Effect.Configure(Lease lease, Lease previous) -> Optional.of(configure(lease, previous));
      case Effect.Deconfigure(Lease lease) -> Optional.of("> deconfigure " + lease.address());
      case Effect.ConfigureLinkLocal(Ipv4 address) -> Optional.of("> link-local " + address);
      case Effect.DeconfigureLinkLocal(Ipv4 address) ->
          Optional.of("> no more link-local " + address);
      case Effect.SaveLease(Lease lease) -> Optional.of("> save " + lease.address());
      case Effect.ForgetLease() -> Optional.of("> forget");
      case Effect.Tell(Report report) -> told(report);
    };
  }

  private String configure(Lease lease, @Nullable Lease previous) {
    long seconds = lease.secondsToExpiry(nowNanos);
    String time = lease.terms().isInfinite() ? "ever" : seconds + " s";
    boolean replaces = previous != null && !previous.address().equals(lease.address());
    return "> configure "
        + lease.address()
        + "/"
        + lease.terms().prefixLength()
        + " for "
        + time
        + (replaces ? " in place of " + previous.address() : "");
  }

  private String sent(Message message) {
    xid = message.xid();
    String type = message.messageType().orElseThrow().name().substring("DHCP".length());
    StringBuilder text = new StringBuilder(type).append(" xid=").append(xid.bits());
    if (message.secs() != 0) {
      text.append(" secs=").append(message.secs());
    }
    if (message.broadcast()) {
      text.append(" broadcast");
    }
    if (!message.ciaddr().isUnspecified()) {
      text.append(" ciaddr=").append(message.ciaddr());
    }
    message
        .get(StandardOptions.DHCP_REQUESTED_ADDRESS)
        .ifPresent(address -> text.append(" requested=").append(address));
    message
        .get(StandardOptions.DHCP_SERVER_IDENTIFIER)
        .ifPresent(server -> text.append(" server=").append(server));
    for (int code : new int[] {80, 116, 145}) {
      message.option(code).ifPresent(value -> text.append(" option-").append(code));
    }
    return text.toString();
  }

  private static Optional<String> told(Report report) {
    boolean loud =
        report.notice().level() != Notice.Level.INFO || report.notice() == Notice.OFFER_NOT_CHOSEN;
    if (!loud) {
      return Optional.empty();
    }
    return Optional.of(words(report));
  }

  private static String words(Report report) {
    return "! "
        + report.notice()
        + report.details().stream()
            .filter(detail -> detail.key().equals("reason"))
            .map(detail -> ": " + detail.value())
            .collect(Collectors.joining());
  }
}
