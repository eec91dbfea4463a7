package org.lessor.bench.micro;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.lessor.engine.ClientClass;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Policy;
import org.lessor.engine.Pool;
import org.lessor.engine.Reception;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;

/// A server's settings of some size, with clients on all of its subnets.
final class ConfiguredSite {
  /// When decisions are made.
  static final Instant NOW = Instant.ofEpochSecond(Clients.NOW);

  /// How many clients there are, whatever the size.
  static final int CLIENTS = 200_000;

  private static final Ipv4 BASE = Ipv4.of("10.0.0.0");
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");

  private final Configuration size;
  private final Policy policy;
  private final LeaseTable leases;

  ConfiguredSite(Configuration size) {
    this.size = size;
    Settings settings = settings();
    policy = Policy.of(settings);
    leases = new LeaseTable(settings, 0x1234_5678_9abc_def0L);
  }

  Policy policy() {
    return policy;
  }

  LeaseTable leases() {
    return leases;
  }

  // Each subnet has as much room: the reserved addresses first, then as many in the pool.
  private int addressesEach() {
    return Integer.highestOneBit(4 * CLIENTS / size.subnets);
  }

  private int subnetOf(int client) {
    return client % size.subnets;
  }

  private Ipv4 network(int subnet) {
    return BASE.plus((long) subnet * addressesEach());
  }

  private Ipv4 relay(int subnet) {
    return network(subnet).plus(1);
  }

  /// The address that a client has, or will get if it has a reservation.
  private Ipv4 addressOf(int client) {
    return network(subnetOf(client)).plus(2 + client / size.subnets);
  }

  private boolean isReserved(int client) {
    return client < size.reservations;
  }

  private Settings settings() {
    List<List<Reservation>> reserved = new ArrayList<>();
    for (int subnet = 0; subnet < size.subnets; subnet++) {
      reserved.add(new ArrayList<>());
    }
    for (int client = 0; isReserved(client); client++) {
      reserved
          .get(subnetOf(client))
          .add(
              Reservation.of(new Reservation.Key.HwAddress(Clients.hardware(client)))
                  .withAddress(Optional.of(addressOf(client))));
    }
    int length = 32 - Integer.numberOfTrailingZeros(addressesEach());
    List<Network> networks = new ArrayList<>();
    for (int subnet = 0; subnet < size.subnets; subnet++) {
      Ipv4 first = network(subnet).plus(2 + size.reservations / size.subnets);
      Ipv4 last = network(subnet).plus(addressesEach() - 2L);
      networks.add(
          Network.of(
              Subnet.of(
                      subnet + 1,
                      new Ipv4Prefix(network(subnet), length),
                      List.of(Pool.of(first, last)),
                      Parameters.of(Lifetimes.fixed(Clients.LIFETIME_SECONDS)))
                  .withReservations(reserved.get(subnet))));
    }
    return Settings.of(networks).withClasses(classes());
  }

  /// Classes to which hardly anybody belongs, by tests such as operators write.
  private List<ClientClass> classes() {
    List<ClientClass> classes = new ArrayList<>();
    for (int i = 0; i < size.classes; i++) {
      String test =
          switch (i % 5) {
            case 0 -> "substring(option[60].hex, 0, 8) == 'vendor%02d'";
            case 1 -> "option[77].hex == 'user%02d'";
            case 2 -> "pkt4.mac == 0x0600000000%02d";
            case 3 -> "relay4[1].hex == 0x0a0b0c%02d";
            default -> "option[93].exists and member('class%02d')";
          };
      int named = i % 5 == 4 ? i - 1 : i;
      classes.add(classOf("class%02d".formatted(i), String.format(Locale.ROOT, test, named)));
    }
    return classes;
  }

  private static ClientClass classOf(String name, String test) {
    return switch (ExpressionCompiler.STANDARD.condition(test)) {
      case Compiled.Ok<Expression.Condition>(Expression.Condition condition) ->
          ClientClass.of(name).withTest(new ClientClass.Test.Condition(condition));
      case Compiled.Wrong<Expression.Condition> wrong -> throw new AssertionError(wrong);
    };
  }

  /// Gives every client its address.
  void bindAll() {
    for (int client = 0; client < CLIENTS; client++) {
      long cltt = Clients.NOW - client % 1000;
      if (!leases.apply(
          Clients.created(Clients.lease(addressOf(client), client, cltt, subnetOf(client) + 1L)))) {
        throw new AssertionError("client " + client + " has an address already");
      }
    }
  }

  /// Packets of clients drawn by lot, encoded as they came in, each with how it did.
  static final class Packets {
    private static final int COUNT = 1 << 16;

    private final byte[][] payloads = new byte[COUNT][];
    private final Reception[] receptions = new Reception[COUNT];
    private int next;

    /// Goes on to the next packet, and returns its place.
    int next() {
      next = (next + 1) & (COUNT - 1);
      return next;
    }

    byte[] payload(int place) {
      return payloads[place];
    }

    Reception reception(int place) {
      return receptions[place];
    }
  }

  Packets discovers() {
    return packets((client, relay) -> Messages.discover(client, relay));
  }

  Packets renewals() {
    return packets((client, relay) -> Messages.renew(client, relay, addressOf(client)));
  }

  private interface Sending {
    Message by(int client, Ipv4 relay);
  }

  private Packets packets(Sending sending) {
    Packets packets = new Packets();
    Random random = new Random(7);
    for (int i = 0; i < Packets.COUNT; i++) {
      int client = random.nextInt(CLIENTS);
      Ipv4 relay = relay(subnetOf(client));
      Bytes payload = sending.by(client, relay).encode();
      packets.payloads[i] = payload.toArray();
      packets.receptions[i] =
          new Reception(new Reception.Inlet("eth0", SERVER, List.of(SERVER)), relay, 67, SERVER);
    }
    return packets;
  }
}
